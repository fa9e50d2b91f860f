import type { IfLate } from '../people/nudges.ts';
import { addDays, type Calendar } from './local-time.ts';

/** What was asked for, as far as it matters to how late it may come. */
export interface Meant {
  zone: string;
  /** The local date whose end it dies with, and the minute of that day it was asked for. */
  date: string;
  minute: number;
  /** The instant, in milliseconds. */
  at: number;
  ifLate: IfLate;
  /** True where the person moved it here themselves: then it may cross midnight. */
  snoozed?: boolean;
}

/**
 * The last instant at which it may still be sent, in milliseconds. Ten minutes are on time for everybody. Later ones keep to what
 * the person chose, and out of the night, unless the time they asked for lies there: a late one is always after its time, so
 * only a time in the evening leads into a night.
 */
export function deadlineOf(calendar: Calendar, meant: Meant): number {
  const { zone, date, minute, at, ifLate, snoozed = false } = meant;
  const onTimeUntil = at + onTimeMs;
  const night = calendar.instantOf(zone, { date, minute: nightFrom });
  const late = minute >= nightFrom ? at + patience[ifLate] : Math.min(at + patience[ifLate], night - 1);
  const midnight = calendar.instantOf(zone, { date: addDays(date, 1), minute: 0 });
  // A time that did not exist at the end of its day comes just after it.
  const end = snoozed || at >= midnight ? Math.max(midnight - 1, onTimeUntil) : midnight - 1;
  return Math.min(end, Math.max(onTimeUntil, late));
}

/** Whether a message sent now comes late enough to say so. */
export const isLate = (at: number, now: number): boolean => now - at > onTimeMs;

const hourMs = 60 * 60_000;
const onTimeMs = 10 * 60_000;
const patience: Readonly<Record<IfLate, number>> = { skip: 0, hours: 2 * hourMs, day: 48 * hourMs };
/** A minute of the local day. */
const nightFrom = 21 * 60;
