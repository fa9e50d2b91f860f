import type { Choice } from '../core/reply.ts';
import type { Country, HelpLine } from '../library/schema.ts';
import { suggest } from '../library/suggest.ts';

/** The emergency numbers of a country; none where no country was chosen, because it is never guessed. */
export function emergencyOf(country: Country | undefined): { numbers: string[] } {
  return { numbers: [...(country?.emergency.numbers ?? [])] };
}

/** The one line for the first view: a crisis line open day and night, by phone if there is one. `now` in milliseconds. */
export function firstLine(country: Country | undefined, now: number): HelpLine | undefined {
  const open = freshLines(country, now, 'crisis').filter(isAllDay);
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

/** True when nobody has to speak aloud: by text message or chat. */
export function isSilent(line: HelpLine): boolean {
  return line.text !== undefined || line.chat !== undefined;
}

/** True when a source says that somebody answers day and night, every day. */
export function isAllDay(line: HelpLine): boolean {
  return ALL_DAY.test(line.hours ?? '');
}

/** True while the line was checked in the last twelve months. `now` in milliseconds. */
export function isFresh(line: HelpLine, now: number): boolean {
  const [year = 0, month = 0, day = 0] = line.checkedOn.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year + 1, month - 1, day)).toISOString().slice(0, DAY_LENGTH);
  return new Date(now).toISOString().slice(0, DAY_LENGTH) <= lastDay;
}

/** The name of a country in the person's language; the code itself where it has none. */
export function countryName(code: string, locale: string): string {
  return namesIn(locale)(code);
}

/** What to list while a country is being typed: names in the person's language and in English, and ISO codes. At most 25. */
export function countryChoices(countries: readonly Country[], locale: string, typed: string): Choice[] {
  const [own, english] = [namesIn(locale), namesIn('en')];
  const named = countries
    .map(({ code }) => ({ id: code, name: own(code) }))
    .sort((one, other) => one.name.localeCompare(other.name, locale));
  const titles = named.flatMap(({ id, name }) =>
    [...new Set([name, english(id), ...(OTHER_NAMES[id] ?? [])])].map(title => ({ id, title, name })),
  );
  const found = new Map(suggest(titles, typed, titles.length).map(({ id, name }) => [id, name]));
  return [...found].slice(0, MOST_CHOICES).map(([value, name]) => ({ name, value }));
}

function freshLines(country: Country | undefined, now: number, kind: HelpLine['kind']): HelpLine[] {
  return (country?.lines ?? []).filter(line => line.kind === kind && isFresh(line, now));
}

/** Lines for anyone before lines for some, and those open day and night before the others. */
function allDayFirst(lines: readonly HelpLine[]): HelpLine[] {
  const rank = (line: HelpLine) => (isAllDay(line) ? 0 : 2) + (line.audience === undefined ? 0 : 1);
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

/** Names people type that the standard does not have. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  AE: ['UAE'],
  CZ: ['Czech Republic'],
  GB: ['UK', 'Great Britain', 'England', 'Scotland', 'Wales', 'Northern Ireland'],
  NL: ['Holland'],
  TR: ['Turkey'],
  US: ['USA', 'America'],
};
/** Discord's limit for the choices of one option. */
const MOST_CHOICES = 25;
