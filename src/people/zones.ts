import type { Choice } from '../core/reply.ts';

/** Finds time zones while one is being typed: by city or by country, with the time there now. At most 25. `now` in milliseconds. */
export type ZoneSearch = (typed: string, locale: string, now: number) => Choice[];

/** Makes the search. The first use takes a few hundred milliseconds, because the machine tells zones of countries one by one. */
export function createZoneSearch(): ZoneSearch {
  let regions: ReadonlyMap<string, string[]> | undefined;
  return (typed, locale, now) => {
    const wanted = plain(typed);
    if (wanted !== '') regions ??= regionsByZone();
    const names = [plainNames(locale), plainNames('en')];
    const countriesOf = (zone: string) =>
      (regions?.get(zone) ?? []).flatMap(code => names.map(nameOf => nameOf(code)));
    return zones
      .map(zone => ({ zone, rank: rankOf(zone, wanted, countriesOf) }))
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

function rankOf(zone: string, wanted: string, countriesOf: (zone: string) => string[]): number {
  if (wanted === '') return popular.has(zone) ? 0 : 3;
  const city = plain(zone.replace(/.*\//, ''));
  if (city.startsWith(wanted)) return 0;
  if (countriesOf(zone).some(country => country.startsWith(wanted))) return 1;
  return plain(zone).includes(wanted) ? 2 : 3;
}

/** ISO codes of the countries by zone, as the machine's own data has them. */
function regionsByZone(): Map<string, string[]> {
  const byZone = new Map<string, string[]>();
  for (const code of regionCodes) {
    for (const zone of zonesIn(code)) byZone.set(zone, [...(byZone.get(zone) ?? []), code]);
  }
  return byZone;
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

/** Names countries in a language, in small letters; the code itself where there is no name. Making a namer takes longer than using it. */
function plainNames(locale: string): (code: string) => string {
  const namer = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
  const known = new Map<string, string>();
  return code => {
    const name = known.get(code) ?? plain(namer.of(code) as string);
    known.set(code, name);
    return name;
  };
}

const plain = (text: string) =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('_', ' ').trim();

const zones: readonly string[] = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const regionCodes = letters.flatMap(first => letters.map(second => first + second));
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
