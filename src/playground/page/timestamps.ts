/** Words Discord's `<t:unix:style>` timestamps. Pure. */
import type { TimeStyle } from './markdown-inline.ts';

export interface TimeWords {
  /** Milliseconds since 1970. */
  now: number;
  locale: string;
  /** IANA zone; the browser's own when left out. */
  timeZone?: string;
}

/** What a timestamp reads at this moment, such as "in 4 minutes" or "08:30". `unix` in seconds. */
export function sayTime(unix: number, style: TimeStyle, { now, locale, timeZone }: TimeWords): string {
  if (style === 'R') return sayRelative(unix * 1000 - now, locale);
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat(locale, { ...formats[style], ...zone }).format(unix * 1000);
}

/** What stands at the head of a message of that time: no date for today, for yesterday the word. `unix` in seconds. */
export function sayWhen(unix: number, { now, locale }: Pick<TimeWords, 'now' | 'locale'>): string {
  const time = new Date(unix * 1000);
  const daysAgo = dayOf(now) - dayOf(time.getTime());
  const hours = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(time);
  if (daysAgo === 0) return hours;
  if (daysAgo !== 1) return sayTime(unix, 's', { now, locale });
  const yesterday = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day');
  return `${yesterday.charAt(0).toLocaleUpperCase(locale)}${yesterday.slice(1)}, ${hours}`;
}

/** The browser's own calendar day, counted. */
function dayOf(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000;
}

/** How far away a time is, in its largest whole unit. `distance` in milliseconds, negative for the past. */
function sayRelative(distance: number, locale: string): string {
  const seconds = Math.round(distance / 1000);
  for (const [unit, length] of units) {
    const count = Math.trunc(seconds / length);
    if (count !== 0) return new Intl.RelativeTimeFormat(locale).format(count, unit);
  }
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

const formats: Record<Exclude<TimeStyle, 'R'>, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};
