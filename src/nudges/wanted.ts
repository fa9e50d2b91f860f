import type { Claim, Nudge, Nudged } from '../people/nudges.ts';
import { isPaused, snoozeDeadline } from './claim.ts';
import type { Delivery } from './delivery.ts';
import { lastSlotBelieved, lookBackDays, mostDaysApart, type Scheduled } from './due.ts';
import type { Job } from './job.ts';
import { deadlineOf } from './lateness.ts';
import { addDays, type Calendar, type LocalTime } from './local-time.ts';
import type { Entry } from './timetable.ts';

/** A delivery that was put off: to when, and until when it may come. Instants in milliseconds. */
export interface PutOff {
  delivery: Delivery;
  zone: string;
  at: number;
  deadline: number;
}

/** When a nudge is wanted, by its record: at its usual times, and once more where it was put off. */
export function wantedOf(
  calendar: Calendar,
  record: Nudged,
  id: Pick<Delivery, 'owner' | 'name'>,
  nudge: Nudge,
  now: number,
): { entry: Entry | undefined; snooze: PutOff | undefined } {
  const { zone } = record;
  const { schedule, ifLate, snooze } = nudge;
  const isOff =
    (nudge.paused && nudge.paused.until === undefined) || isOver(calendar, record, id.name, nudge, now);
  const entry = isOff ? undefined : { zone, schedule, ifLate, lastSlot: record.lastSlots[id.name] };
  const deadline = snooze ? snoozeDeadline(calendar, record, nudge, snooze) : 0;
  // One that is only a little too late stays: the clock may be put right again.
  if (!snooze || isPaused(nudge, snooze.slot) || deadline + dayMs < now) return { entry, snooze: undefined };
  const { slot, part, at } = snooze;
  return { entry, snooze: { delivery: { ...id, slot, part }, zone, at, deadline } };
}

/** The delivery of a nudge for one of its days. */
export function jobFor(
  calendar: Calendar,
  id: Pick<Delivery, 'owner' | 'name'>,
  zone: string,
  slot: { date: string; minute: number; at: number },
  ifLate: Nudge['ifLate'],
): Job {
  return {
    delivery: { ...id, slot: slot.date, part: 0 },
    zone,
    meant: slot.at,
    deadline: deadlineOf(calendar, { zone, ...slot, ifLate }),
    tries: 0,
    settled: () => {},
  };
}

export function snoozedJob({ delivery, zone, at, deadline }: PutOff): Job {
  return { delivery, zone, meant: at, deadline, tries: 0, settled: () => {} };
}

/** It may have been sent when its process died, so that is looked up first, however short ago a clock says that was. */
export function recoveredJob(
  calendar: Calendar,
  { zone }: Nudged,
  id: Pick<Delivery, 'owner' | 'name'>,
  { ifLate, schedule }: Nudge,
  claim: Claim,
): Job {
  const { slot, part, meant: at } = claim;
  const local = part === 0 ? { date: slot, minute: schedule.minute } : calendar.localAt(zone, at);
  return {
    delivery: { ...id, slot, part },
    zone,
    meant: at,
    deadline: deadlineOf(calendar, { zone, ...local, at, ifLate, snoozed: part > 0 }),
    claim,
    unsureSince: Number.NEGATIVE_INFINITY,
    tries: 0,
    settled: () => {},
  };
}

/**
 * A zone that was never looked at, or further ahead than any zone can be, is looked at from a week ago: every nudge knows the last
 * slot it had, so nothing comes that is past.
 */
export function markToGoOnFrom(mark: LocalTime | undefined, reached: LocalTime): LocalTime {
  if (mark !== undefined && mark.date <= addDays(reached.date, mostDaysApart)) return mark;
  return { ...reached, date: addDays(reached.date, -lookBackDays) };
}

/** Without the last slots of a clock that was wrong. */
export function* believed<T extends Scheduled>(all: Iterable<T>, today: string): Iterable<T> {
  for (const { lastSlot, ...scheduled } of all) {
    const last = lastSlotBelieved(lastSlot, today);
    yield { ...scheduled, ...(last !== undefined && { lastSlot: last }) } as T;
  }
}

/** What came once, or is long past, would stay for good. */
function isOver(
  calendar: Calendar,
  { zone, lastSlots }: Nudged,
  name: string,
  { schedule }: Nudge,
  now: number,
): boolean {
  if (schedule.kind !== 'once') return false;
  const today = calendar.localAt(zone, now).date;
  const last = lastSlotBelieved(lastSlots[name], today) ?? '';
  return schedule.date <= last || schedule.date < addDays(today, -lookBackDays);
}

const dayMs = 24 * 60 * 60_000;
