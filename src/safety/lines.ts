import type { Choice } from '../core/reply.ts';
import type { Country, HelpLine } from '../library/schema.ts';
import { suggest } from '../library/suggest.ts';

/** The emergency numbers of a country; none where no country was chosen, because it is never guessed. */
export function emergencyOf(country: Country | undefined): { numbers: string[] } {
  return { numbers: [...(country?.emergency.numbers ?? [])] };
}

/** The one line for the first view: a crisis line for anyone, open day and night, by phone if there is one. `now` in milliseconds. */
export function firstLine(country: Country | undefined, now: number): HelpLine | undefined {
  const open = freshLines(country, now, 'crisis').filter(standsAlone);
  return open.find(line => line.phone.length > 0) ?? open[0];
}

/**
 * At most three lines for a crisis, those open day and night first, one of them silent where there is one. A single line with
 * limited or unknown hours is not shown alone: then none are, and the directory stands in. `now` in milliseconds.
 */
export function callOrText(country: Country | undefined, now: number): HelpLine[] {
  const crisis = freshLines(country, now, 'crisis');
  const company = crisis.some(isAllDay) ? [] : freshLines(country, now, 'support').filter(isAllDay);
  const lines = allDayFirst([...crisis, ...company]);
  const chosen = lines.slice(0, MOST_LINES);
  const silent = lines.find(isSilent);
  if (silent && !chosen.some(isSilent)) chosen.splice(MOST_LINES - 1, 1, silent);
  const [only] = chosen;
  return chosen.length === 1 && only && !isAllDay(only) ? [] : chosen;
}

/** Lines for talking when it is not an emergency. `now` in milliseconds. */
export function supportLines(country: Country | undefined, now: number): HelpLine[] {
  return allDayFirst(freshLines(country, now, 'support'));
}

/** Lines for people hurt by someone close; `audience` says whom one is for. `now` in milliseconds. */
export function abuseLines(country: Country | undefined, now: number): HelpLine[] {
  return allDayFirst(freshLines(country, now, 'abuse'));
}

/** True when somebody answers day and night, whoever calls; without such a line among them, others need a directory below. */
export function standsAlone(line: HelpLine): boolean {
  return isAllDay(line) && isForAnyone(line);
}

/** True when nobody has to speak aloud: by text message or chat. */
export function isSilent(line: HelpLine): boolean {
  return line.text !== undefined || line.chat !== undefined;
}

/** True when a source says that somebody answers day and night, every day. */
export function isAllDay(line: HelpLine): boolean {
  return ALL_DAY.test(line.hours ?? '');
}

/** True when day and night is told of the phone alone, so that it says nothing of texts and chats. */
export function isAllDayByPhone(line: HelpLine): boolean {
  return isAllDay(line) && ALL_DAY_BY_PHONE.test(line.hours ?? '');
}

/** True while the line was checked in the last twelve months. `now` in milliseconds. */
export function isFresh(line: Pick<HelpLine, 'checkedOn'>, now: number): boolean {
  const [year = 0, month = 0, day = 0] = line.checkedOn.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year + 1, month - 1, day)).toISOString().slice(0, DAY_LENGTH);
  return new Date(now).toISOString().slice(0, DAY_LENGTH) <= lastDay;
}

/** The name of a country in the person's language; the code itself where it has none. */
export function countryName(code: string, locale: string): string {
  return namesIn(locale)(code);
}

/**
 * The ISO code of the country that was picked or typed: a code, or a whole name in the person's language or English, small letters
 * and missing accents aside. What fits no country or two gives none: another country's number is worse than no number.
 */
export function countryCode(
  countries: readonly Country[],
  locale: string,
  typed: string,
): string | undefined {
  const code = typed.trim().replaceAll('.', '').toUpperCase();
  if (countries.some(country => country.code === code)) return code;
  const wanted = folded(typed);
  const isWanted = (name: string) => folded(name) === wanted;
  const called = Object.entries(OTHER_NAMES).find(([, names]) => names.some(isWanted));
  if (called) return called[0];
  if (COUNTRY_CODES.includes(code)) return code;
  const own = namesIn(locale);
  const named = COUNTRY_CODES.filter(code => ENGLISH_FOLDED.get(code) === wanted || isWanted(own(code)));
  return named.length === 1 ? named[0] : undefined;
}

/**
 * What to list while a country is being typed, at most 25: names in the person's language and in English, and ISO codes. Countries
 * with lines come first, then any other that begins so, then those with lines that are a slip away.
 */
export function countryChoices(countries: readonly Country[], locale: string, typed: string): Choice[] {
  const own = namesIn(locale);
  const known = countries.map(({ code }) => code);
  const wanted = folded(typed);
  const beginsSo = ({ id, title }: Titled) =>
    id.toLowerCase() === wanted || ` ${folded(title)}`.includes(` ${wanted}`);
  const near = suggest(titled(known, locale), typed, Infinity);
  const others = titled(wanted === '' ? [] : COUNTRY_CODES.filter(code => !known.includes(code)), locale);
  const found = new Set([...near.filter(beginsSo), ...others.filter(beginsSo), ...near].map(({ id }) => id));
  return [...found].slice(0, MOST_CHOICES).map(value => ({ name: own(value), value }));
}

interface Titled {
  id: string;
  title: string;
}

/** Every name of every country, by its name in the person's language. */
function titled(codes: readonly string[], locale: string): Titled[] {
  const [own, english] = [namesIn(locale), namesIn('en')];
  const { compare } = new Intl.Collator(locale);
  return [...codes]
    .sort((one, other) => compare(own(one), own(other)))
    .flatMap(id =>
      [...new Set([own(id), english(id), ...(OTHER_NAMES[id] ?? [])])].map(title => ({ id, title })),
    );
}

/** Small letters without accents, and without what is written in more than one way. Vowel signs of other scripts stay. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’.]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^the /, '')
    .replaceAll(' and ', ' ')
    .replace(/\bsaint\b/g, 'st');
}

function foldedIn(locale: string): Map<string, string> {
  const own = namesIn(locale);
  return new Map(COUNTRY_CODES.map(code => [code, folded(own(code))]));
}

/** Intl also names codes of old, which come back as others, and a few groups and places that are no country of ISO 3166. */
function allCountryCodes(): string[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
  return letters
    .flatMap(first => letters.map(second => first + second))
    .filter(code => !NO_COUNTRY.has(code) && names.of(code) !== undefined)
    .filter(code => new Intl.Locale(`und-${code}`).region === code);
}

function freshLines(country: Country | undefined, now: number, kind: HelpLine['kind']): HelpLine[] {
  return (country?.lines ?? []).filter(line => line.kind === kind && isFresh(line, now));
}

function isForAnyone({ audience }: HelpLine): boolean {
  return audience === undefined || /^all genders\b/i.test(audience);
}

/** Lines for anyone before lines for some, and those open day and night before the others. */
function allDayFirst(lines: readonly HelpLine[]): HelpLine[] {
  const rank = (line: HelpLine) => (isAllDay(line) ? 0 : 2) + (isForAnyone(line) ? 0 : 1);
  return [...lines].sort((one, other) => rank(one) - rank(other));
}

function namesIn(locale: string): (code: string) => string {
  const names = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'code' });
  return code => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code);
}

const MOST_LINES = 3;
const DAY_LENGTH = 'YYYY-MM-DD'.length;
/** "24/7", "24/7 phone", "phone and SMS 24/7"; not "24/7 except holidays", nor a doubtful one. */
const ALL_DAY = /^(?:phone(?: and [a-z]{1,10})? )?24\/7(?!.*\b(?:except|but|check)\b)/i;
const ALL_DAY_BY_PHONE = /^(?:24\/7 (?:by )?phone|phone 24\/7)$/i;

/** Names people type that the standard does not have. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE', 'Emirates'],
  CD: ['DR Congo', 'Democratic Republic of the Congo'],
  CI: ['Ivory Coast'],
  CZ: ['Czech Republic'],
  GB: ['UK', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
  HK: ['Hong Kong'],
  MM: ['Myanmar', 'Burma'],
  MO: ['Macao', 'Macau'],
  NL: ['Holland'],
  PS: ['Palestine'],
  TR: ['Turkey'],
  US: ['USA', 'America', 'United States of America'],
};
/** Codes with a name that are no country of ISO 3166. Kosovo's is none of ISO either, and people do live there. */
const NO_COUNTRY = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));
const COUNTRY_CODES: readonly string[] = allCountryCodes();
/** Folded once: a name that is typed is compared with all of them. */
const ENGLISH_FOLDED: ReadonlyMap<string, string> = foldedIn('en');
/** Discord's limit for the choices of one option. */
const MOST_CHOICES = 25;
