import { z } from 'zod';
import { addDays, type Calendar, type LocalTime } from '../../src/nudges/local-time.ts';
import { ahead } from '../../src/nudges/once.ts';

/** When to ask: in an hour, or at a minute of a local day; two minutes where an hour may be of the morning or of the evening. */
export type When = 'hour' | { day: 'today' | 'tomorrow' | `${number}-${string}`; minutes: readonly number[] };

const morning = 8 * 60 + 30;
export const evening = 20 * 60;

/** How it travels in a button and in a menu. */
export const written = (when: When): string =>
  when === 'hour' ? when : `${when.day}_${when.minutes.join('-')}`;

/** Reads what `written` wrote; undefined for anything else. */
export function readWhen(text: string): When | undefined {
  if (text === 'hour') return text;
  const { day, first, second } = shape.exec(text)?.groups ?? {};
  const minutes = [first, second].flatMap(minute => (minute === undefined ? [] : [Number(minute)]));
  if (!day || minutes.some(minute => minute > 1439)) return undefined;
  return { day: day as `${number}-${string}`, minutes };
}

/** One in a button. */
export const whenSchema = z.string().transform((text, issues): When => {
  const when = readWhen(text);
  if (when) return when;
  issues.addIssue({ code: 'custom', message: 'expected a time to ask at' });
  return z.NEVER;
});

/** The one minute of the day, where it is sure which. */
export const isSure = (when: When): boolean => when === 'hour' || when.minutes.length === 1;

/** The same, with its day named, so that it means the same tomorrow. */
export const dated = ({ date, minute }: LocalTime): When => ({
  day: date as `${number}-${string}`,
  minutes: [minute],
});

/** The local time meant; one that is past comes on the next day. */
export function localTimeOf(when: When, zone: string, calendar: Calendar, now: number): LocalTime {
  // Where clocks go back, an hour that comes twice is past the first time.
  if (when === 'hour') return ahead(calendar, zone, calendar.furthestAt(zone, now + hourMs), now);
  const today = calendar.localAt(zone, now).date;
  const { day, minutes } = when;
  const date = day === 'today' ? today : day === 'tomorrow' ? addDays(today, 1) : day;
  return ahead(calendar, zone, { date, minute: minutes[0] ?? morning }, now);
}

/** What a form offers: those still to come; where no zone is known, those of somebody in the middle of a day. */
export function offered(zone: string | undefined, calendar: Calendar, now: number): When[] {
  const minute = zone === undefined ? noon : calendar.localAt(zone, now).minute;
  const on = (day: 'today' | 'tomorrow', minutes: readonly number[]) =>
    minutes.map((minute): When => ({ day, minutes: [minute] }));
  const usual = [morning, evening];
  return [
    'hour',
    ...on(
      'today',
      usual.filter(at => at > minute),
    ),
    ...on('tomorrow', usual),
  ];
}

const shape = /^(?<day>today|tomorrow|\d{4}-\d{2}-\d{2})_(?<first>\d{1,4})(?:-(?<second>\d{1,4}))?$/;
const noon = 12 * 60;
const hourMs = 60 * 60_000;
