import type { Choice } from '../core/reply.ts';

/** Finds time zones while one is being typed: by city or by country, with the time there now. At most 25. `now` in milliseconds. */
export type ZoneSearch = (typed: string, locale: string, now: number) => Choice[];

/** Makes the search. The first use takes a few hundred milliseconds, because the machine tells zones of countries one by one. */
export function createZoneSearch(): ZoneSearch {
  let zones: readonly string[] | undefined;
  let regions: Regions | undefined;
  return (typed, locale, now) => {
    const wanted = plain(typed);
    zones ??= [...Intl.supportedValuesOf('timeZone'), 'UTC'];
    if (wanted !== '') regions ??= readRegions();
    const begun = wanted !== '' && regions ? regionsBegun(wanted, locale, regions.codes) : noRegions;
    const isBegun = (zone: string) => regions?.byZone.get(zone)?.some(code => begun.has(code)) === true;
    return zones
      .map(zone => ({ zone, rank: rankOf(zone, wanted, isBegun) }))
      .filter(({ rank }) => rank < 3)
      .sort((a, b) => a.rank - b.rank || a.zone.localeCompare(b.zone))
      .slice(0, mostChoices)
      .map(({ zone }) => ({
        name: `${zone.replaceAll('_', ' ')} (${timeIn(zone, locale, now)})`,
        value: zone,
      }));
  };
}

/** The zone as the machine spells it, or nothing where there is none of that name. */
export function knownZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** The local time in a zone, as people of that language write it. */
export function timeIn(zone: string, locale: string, now: number): string {
  return new Intl.DateTimeFormat(locale, { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(now);
}

function rankOf(zone: string, wanted: string, isBegun: (zone: string) => boolean): number {
  if (wanted === '') return popular.has(zone) ? 0 : 3;
  const city = plain(zone.replace(/.*\//, ''));
  if (city.startsWith(wanted)) return 0;
  if (isBegun(zone)) return 1;
  return plain(zone).includes(wanted) ? 2 : 3;
}

/** ISO codes of the countries, all and by zone, as the machine's own data has them. */
interface Regions {
  codes: readonly string[];
  byZone: ReadonlyMap<string, string[]>;
}

function readRegions(): Regions {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const codes = letters
    .flatMap(first => letters.map(second => first + second))
    .filter(code => names.of(code) !== undefined);
  const byZone = new Map<string, string[]>();
  for (const code of codes) {
    for (const zone of zonesIn(code)) byZone.set(zone, [...(byZone.get(zone) ?? []), code]);
  }
  return { codes, byZone };
}

/** Newer machines have a function for it, older ones a property; the compiler knows neither yet. */
function zonesIn(code: string): readonly string[] {
  const region = new Intl.Locale(`und-${code}`) as Intl.Locale & RegionZones;
  return region.getTimeZones?.() ?? region.timeZones;
}

interface RegionZones {
  timeZones: string[];
  getTimeZones?: () => string[];
}

/** The codes of regions whose name begins so, in that language or in English; the code itself where there is no name. */
function regionsBegun(wanted: string, locale: string, codes: readonly string[]): ReadonlySet<string> {
  const names = [locale, 'en'].map(one => new Intl.DisplayNames([one, 'en'], { type: 'region' }));
  return new Set(codes.filter(code => names.some(name => plain(name.of(code) as string).startsWith(wanted))));
}

const plain = (text: string) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('_', ' ').trim();

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const noRegions: ReadonlySet<string> = new Set();
const popular: ReadonlySet<string> = new Set([
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Toronto',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Berlin',
  'Europe/Paris',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Pacific/Auckland',
]);
/** Discord's limit for the choices of one option. */
const mostChoices = 25;
