import { DAY } from './points.ts';

/** A date under the chart. */
export interface DateLabel {
  /** In days since 1970. */
  day: number;
  date: string;
  /** Where the chart runs over a new year: below the first date, and below the first of the new year. */
  year: string;
}

/**
 * The dates written below a chart from one local day to another: few, evenly apart, counted back from the last day; beyond two months
 * the first days of months. `haveRoom` says whether labels leave room for one another.
 */
export function dateLabels(
  [first, last]: readonly [first: number, last: number],
  locale: string,
  haveRoom: (labels: readonly DateLabel[]) => boolean,
): DateLabel[] {
  const write = writer(locale, yearOf(first) !== yearOf(last));
  for (const days of daysToLabel(first, last)) {
    const labels = write(days);
    if (haveRoom(labels)) return labels;
  }
  return write([last]);
}

/** From many to few. */
function* daysToLabel(first: number, last: number): Generator<number[]> {
  const days = Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const months = days.filter(day => new Date(day * DAY).getUTCDate() === 1);
  if (days.length > longSpan)
    for (let step = Math.ceil(months.length / mostLabels); step < months.length; step++)
      yield months.filter((_, at) => at % step === 0);
  for (const step of steps)
    if (days.length / step <= mostLabels) yield days.filter(day => (last - day) % step === 0);
}

function writer(locale: string, twoYears: boolean): (days: readonly number[]) => DateLabel[] {
  const named = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const numeric = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', timeZone: 'UTC' });
  const years = new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone: 'UTC' });
  const dateOf = (day: number) => {
    const date = named.format(day * DAY);
    return drawable.test(date) ? date : numeric.format(day * DAY);
  };
  const yearPart = (day: number) =>
    years.formatToParts(day * DAY).find(({ type }) => type === 'year')?.value ?? '';
  return days =>
    days.map((day, at) => {
      const before = days[at - 1];
      const begins = before === undefined || yearOf(before) !== yearOf(day);
      return { day, date: dateOf(day), year: twoYears && begins ? yearPart(day) : '' };
    });
}

const yearOf = (day: number) => new Date(day * DAY).getUTCFullYear();

/** Days from which on the firsts of months are labelled. */
const longSpan = 70;
const mostLabels = 6;
const steps = [1, 2, 3, 7, 14, 28];
/** What the font has letters for, as far as dates go. */
const drawable = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d\s.,/-]*$/u;
