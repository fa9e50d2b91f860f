import type { IfLate } from '../../people/nudges.ts';
import { hourMs, minuteMs, plusDays, type Walls } from './wall.ts';

/** Which rule ends the time in which a message may come. */
export type Rule = 'skip' | 'within 2 hours' | 'quiet hours' | 'local midnight';

export interface Wanted {
  zone: string;
  /** The local date and minute that were asked for, and their instant. */
  date: string;
  minute: number;
  at: number;
  ifLate: IfLate;
  snoozed?: boolean;
}

/** Until when a message may come, as DESIGN.md says it, written a second time. */
export function lastInstant(walls: Walls, wanted: Wanted): { at: number; rule: Rule } {
  const { zone, date, minute, at, ifLate, snoozed = false } = wanted;
  const onTime = at + 10 * minuteMs;
  const bounds: { at: number; rule: Rule }[] = [];
  if (ifLate === 'skip') bounds.push({ at: onTime, rule: 'skip' });
  if (ifLate === 'hours') bounds.push({ at: at + 2 * hourMs, rule: 'within 2 hours' });
  // What is late comes after its time, so only a time in the evening leads into the night.
  if (minute < 21 * 60)
    bounds.push({ at: Math.max(onTime, walls.instantOf(zone, date, 21 * 60) - 1), rule: 'quiet hours' });
  const midnight = walls.instantOf(zone, plusDays(date, 1), 0);
  // Neither a time that its day did not have, nor one the person moved there, ends with that day.
  const end = snoozed || at >= midnight ? Math.max(midnight - 1, onTime) : midnight - 1;
  bounds.push({ at: end, rule: 'local midnight' });
  return bounds.reduce((first, bound) => (bound.at < first.at ? bound : first));
}
