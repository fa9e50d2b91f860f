import type { Nudge, Nudged } from '../people/nudges.ts';
import { lastSlotBelieved, nextSlots } from './due.ts';
import { addDays, type Calendar, type LocalTime } from './local-time.ts';

type Body = Omit<Nudged, 'usedOn'>;

/** What is asked for once: everything but its time, and how far it has come. */
type Once = Omit<Nudge, 'schedule' | 'part' | 'claim' | 'said' | 'snooze' | 'paused'>;

/** The zone data and the instant (milliseconds) that times are reckoned with. */
export interface Reckoning {
  calendar: Calendar;
  now: number;
}

/**
 * The record with something to come once, at a local time of its zone, in place of what had that name before. No slot up to the last
 * one comes again: on a date that had one it is a further part, so that every delivery stays one of a kind.
 */
export function askedOnce<T extends Body>(
  record: T,
  name: string,
  once: Once,
  { date, minute }: LocalTime,
  { calendar, now }: Reckoning,
): T {
  const { zone, nudges, lastSlots } = record;
  const part = nudges[name]?.part ?? 0;
  const last = lastSlotBelieved(lastSlots[name], calendar.localAt(zone, now).date);
  const at = calendar.instantOf(zone, { date, minute });
  const isTaken = last !== undefined && date <= last;
  const nudge: Nudge = {
    ...once,
    schedule: { kind: 'once', date, minute },
    part,
    ...(isTaken && { snooze: { slot: last, part: part + 1, at } }),
  };
  return { ...record, nudges: { ...nudges, [name]: nudge } };
}

/** When something asked for once will come, in milliseconds; undefined where it came, was stopped, or is past. */
export function onceAt(
  record: Body | undefined,
  name: string,
  { calendar, now }: Reckoning,
): number | undefined {
  const nudge = record?.nudges[name];
  if (!record || nudge?.schedule.kind !== 'once' || nudge.paused) return undefined;
  const { schedule, snooze } = nudge;
  if (snooze) return snooze.at > now ? snooze.at : undefined;
  const { zone, lastSlots } = record;
  const lastSlot = lastSlotBelieved(lastSlots[name], calendar.localAt(zone, now).date);
  const scheduled = { id: name, schedule, ...(lastSlot !== undefined && { lastSlot }) };
  return nextSlots(calendar, zone, scheduled, now, 1)[0]?.at;
}

/** The record in another zone: what is still to come once comes at the same local time there, the day after where that is past. */
export function inZone<T extends Body>(record: T, zone: string, reckoning: Reckoning): T {
  const { calendar, now } = reckoning;
  return Object.entries(record.nudges).reduce(
    (moved, [name, nudge]) => {
      const { schedule, part: _, claim: __, said: ___, snooze: ____, paused: _____, ...once } = nudge;
      if (schedule.kind !== 'once' || onceAt(record, name, reckoning) === undefined) return moved;
      return askedOnce(moved, name, once, ahead(calendar, zone, schedule, now), reckoning);
    },
    { ...record, zone },
  );
}

/** The local time, or where it is past, that time on the next day on which it is to come. */
export function ahead(calendar: Calendar, zone: string, { date, minute }: LocalTime, now: number): LocalTime {
  const today = calendar.localAt(zone, now).date;
  const first = date > today ? date : today;
  const isPast = calendar.instantOf(zone, { date: first, minute }) <= now;
  return { date: isPast ? addDays(first, 1) : first, minute };
}
