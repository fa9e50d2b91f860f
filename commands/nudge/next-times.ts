import { isPaused } from '../../src/nudges/claim.ts';
import { nextSlots } from '../../src/nudges/due.ts';
import { addDays } from '../../src/nudges/local-time.ts';
import type { Nudged } from '../../src/people/nudges.ts';
import type { Context } from '../../src/router/command.ts';
import { daily } from './record.ts';

/** When the next messages come, in milliseconds, soonest first: by the function that decides when they do. None while it is off. */
export function nextTimes(
  { nudges, clock }: Context,
  record: Omit<Nudged, 'usedOn'>,
  count: number,
  name = daily,
): number[] {
  const nudge = record.nudges[name];
  const until = nudge?.paused?.until;
  if (!nudge || (nudge.paused && until === undefined)) return [];
  const now = clock.now();
  const last = [record.lastSlots[name] ?? '', until === undefined ? '' : addDays(until, -1)].sort().at(-1);
  const scheduled = { id: name, schedule: nudge.schedule, ...(last && { lastSlot: last }) };
  const slots = nextSlots(nudges.calendar, record.zone, scheduled, now, count).map(({ at }) => at);
  const { snooze } = nudge;
  const snoozed = snooze && snooze.at > now && !isPaused(nudge, snooze.slot) ? [snooze.at] : [];
  return [...snoozed, ...slots].sort((a, b) => a - b).slice(0, count);
}

/** The local date where somebody is. */
export const todayOf = ({ nudges, clock }: Context, { zone }: Pick<Nudged, 'zone'>): string =>
  nudges.calendar.localAt(zone, clock.now()).date;
