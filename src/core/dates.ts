/** How dates and times of day are written, by the locale data of Node. Each throws a RangeError for a locale that is no language tag. */

/** A minute of the day (0 to 1439): "8:30 AM", "08:30". */
export function clockTime(minute: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(minute * 60_000);
}

/** The day of an instant (milliseconds since 1970) in UTC, in full: "November 22, 2026". */
export function dateIn(locale: string, ms: number): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(ms);
}

/** Days of the week, 0 Sunday to 6 Saturday, Monday first: "Mon, Thu". */
export function weekdaysIn(
  locale: string,
  days: readonly number[],
  width: 'short' | 'long' = 'short',
): string {
  const named = new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' });
  return [...days]
    .sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7))
    .map(day => named.format(aSunday + day * 86_400_000))
    .join(', ');
}

const aSunday = Date.UTC(2026, 10, 22);
