import type { Yaml } from '../document.ts';
import type { Country, HelpLine } from '../schema.ts';
import type { Finding } from './report.ts';

/** What a rule about help lines sees. */
export interface HelpLines {
  yaml: Yaml;
  countries: readonly Country[];
  /** Today, such as 2026-11-22. */
  today: string;
}

/** Country codes are those of ISO 3166, each once. */
export function countryCodes({ yaml, countries }: HelpLines): Finding[] {
  const seen = new Set<string>();
  return countries.flatMap(({ code }, index) => {
    const twice = seen.has(code);
    seen.add(code);
    if (isCountry(code) && !twice) return [];
    return [breach(yaml, ['countries', index, 'code'], 'country-code', twice ? `${code} twice` : code)];
  });
}

/** A line with limited or unknown hours has another one beside it. */
export function loneLines({ yaml, countries }: HelpLines): Finding[] {
  return countries.flatMap(({ code, lines }, country) =>
    lines.flatMap((line, index) => {
      const others = lines.filter(
        other => other !== line && (line.kind === 'abuse' || other.kind !== 'abuse'),
      );
      if (isOpenAlways(line) || others.length > 0) return [];
      return [
        breach(
          yaml,
          path(country, index),
          'lone-line',
          `${code} ${line.name}: ${line.hours ?? 'hours unknown'}`,
        ),
      ];
    }),
  );
}

/** No country has abuse lines only. */
export function abuseOnly({ yaml, countries }: HelpLines): Finding[] {
  return countries.flatMap(({ code, lines }, country) =>
    lines.length > 0 && lines.every(({ kind }) => kind === 'abuse')
      ? [breach(yaml, ['countries', country, 'lines'], 'abuse-only', `${code} has abuse lines only`)]
      : [],
  );
}

/** Short codes stand as people dial them, never with a country code in front. */
export function shortCodes({ yaml, countries }: HelpLines): Finding[] {
  return countries.flatMap(({ emergency, lines }, country) => {
    const numbers = [
      ...emergency.numbers.map(number => ({ number, path: ['countries', country, 'emergency', 'numbers'] })),
      ...lines.flatMap(({ phone, text }, index) =>
        [...phone, ...(text ? [text] : [])].map(number => ({ number, path: path(country, index) })),
      ),
    ];
    return numbers
      .filter(({ number }) => INTERNATIONAL.exec(number)?.some(found => digits(found) <= SHORT_WITH_COUNTRY))
      .map(({ number, path }) => breach(yaml, path, 'short-code', number));
  });
}

/**
 * A warning for every date from six months on, and another word for it when the line is shown no more; an emergency number is shown
 * at any age. A date to come is a breach of its own.
 */
export function oldDates({ yaml, countries, today }: HelpLines): Finding[] {
  return datesOf(countries).flatMap(({ checkedOn, name, path, ofLine }) => {
    if (monthsBetween(checkedOn, today) < STALE_MONTHS) return [];
    const hidden = ofLine && today > lastDayShown(checkedOn) ? ', too old to be shown' : '';
    return [breach(yaml, path, 'old-date', `${name} last checked on ${checkedOn}${hidden}`)];
  });
}

/** Nobody can have checked a line tomorrow. */
export function futureDates({ yaml, countries, today }: HelpLines): Finding[] {
  return datesOf(countries)
    .filter(({ checkedOn }) => checkedOn > today)
    .map(({ checkedOn, name, path }) => breach(yaml, path, 'future-date', `${name} checked on ${checkedOn}`));
}

interface Dated {
  checkedOn: string;
  name: string;
  path: PropertyKey[];
  ofLine: boolean;
}

function datesOf(countries: readonly Country[]): Dated[] {
  return countries.flatMap(({ code, emergency, lines }, country) => [
    {
      checkedOn: emergency.checkedOn,
      name: `${code} emergency`,
      path: ['countries', country, 'emergency', 'checked_on'],
      ofLine: false,
    },
    ...lines.map(({ checkedOn, name }, index) => ({
      checkedOn,
      name: `${code} ${name}`,
      path: [...path(country, index), 'checked_on'],
      ofLine: true,
    })),
  ]);
}

function path(country: number, line: number): PropertyKey[] {
  return ['countries', country, 'lines', line];
}

function isOpenAlways({ hours }: HelpLine): boolean {
  return hours !== undefined && /^24\s*\/\s*7\b/.test(hours);
}

/** Intl knows every country by name; old codes such as UK come back as others, groups of countries have no country of their own. */
function isCountry(code: string): boolean {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  return (
    !NO_COUNTRY.has(code) && names.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code
  );
}

/** Whole months from one day to another, by the calendar. */
export function monthsBetween(from: string, to: string): number {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0, toDay = 0] = to.split('-').map(Number);
  return (toYear - year) * 12 + (toMonth - month) - (toDay < day ? 1 : 0);
}

/** The same day a year later, as src/safety/lines.ts has it. */
function lastDayShown(checkedOn: string): string {
  const [year = 0, month = 0, day = 0] = checkedOn.split('-').map(Number);
  return new Date(Date.UTC(year + 1, month - 1, day)).toISOString().slice(0, checkedOn.length);
}

function digits(number: string): number {
  return number.replace(/\D/g, '').length;
}

function breach(yaml: Yaml, path: readonly PropertyKey[], rule: string, value: string): Finding {
  return { file: yaml.file, line: yaml.lineOf(path), rule, value };
}

/** From this age on, a date is warned of. */
export const STALE_MONTHS = 6;
const INTERNATIONAL = /\+[\d\s().-]*\d/;
/** Digits of a short code with its country's in front; a whole number abroad has more. */
const SHORT_WITH_COUNTRY = 9;
const NO_COUNTRY = new Set([
  'EU',
  'EZ',
  'UN',
  'XA',
  'XB',
  'XK',
  'ZZ',
  'QO',
  'AC',
  'CP',
  'CQ',
  'DG',
  'EA',
  'IC',
  'TA',
]);
