import { setImmediate as immediate } from 'node:timers/promises';
import type { Clock, Log } from '../core/ports.ts';
import type { Nudge, Nudged } from '../people/nudges.ts';
import { knownZone } from '../people/zones.ts';
import { isPaused, snoozeDeadline } from './claim.ts';
import { type Delivery, nudgeId, partsOfId } from './delivery.ts';
import { dueSince, lastSlotBelieved, lookBackDays, mostDaysApart, type Scheduled } from './due.ts';
import type { Job } from './job.ts';
import { deadlineOf } from './lateness.ts';
import { addDays, type Calendar, type LocalTime } from './local-time.ts';
import type { Marks } from './marks.ts';
import type { Timetable } from './timetable.ts';

/** Finds out what is due, in this process. What it does for a record another scheduler must do too: tests/nudges/contract.ts. */
export interface Scheduler {
  /** Takes a record as it is now: what is wanted when, what is put off, and who cannot be reached. */
  put(owner: string, record: Nudged): void;
  /** Forgets a nudge, or everything of somebody. */
  remove(owner: string, name?: string): void;
  /** Takes up a delivery that a stopped process left open. */
  recover(owner: string, record: Nudged): void;
  /** Hands on what has become due since the last tick. Lets others have their turn where that is very much. */
  tick(): Promise<void>;
  /** How many nudges are wanted. */
  size(): number;
}

export interface SchedulerParts {
  timetable: Timetable;
  marks: Marks;
  calendar: Calendar;
  clock: Clock;
  log: Log;
  /** The names a nudge may have. */
  names: Iterable<string>;
  due: (job: Job) => void;
}

export function createScheduler(parts: SchedulerParts): Scheduler {
  const { timetable, marks, calendar, clock, log, due } = parts;
  const names = [...parts.names];
  const knownZones = new Map<string, boolean>();
  const snoozes = new Map<string, { delivery: Delivery; zone: string; at: number; deadline: number }>();

  const jobFor = (id: string, zone: string, slot: { date: string; minute: number; at: number }): Job => {
    const ifLate = timetable.get(id)?.ifLate ?? 'skip';
    return {
      delivery: { ...partsOfId(id), slot: slot.date, part: 0 },
      zone,
      meant: slot.at,
      deadline: deadlineOf(calendar, { zone, ...slot, ifLate }),
      tries: 0,
      settled: () => {},
    };
  };

  const tickZone = (zone: string, now: number) => {
    const today = calendar.localAt(zone, now).date;
    const scheduledAt = (minute: number) => believed(timetable.at(zone, minute), today);
    const mark = markToGoOnFrom(marks.looked(zone), calendar.furthestAt(zone, now));
    const { slots, mark: reached } = dueSince(calendar, zone, mark, now, scheduledAt);
    const settled = marks.advance(zone, reached, slots.length);
    const jobs = slots.map(slot => ({ ...jobFor(slot.id, zone, slot), settled }));
    for (const job of jobs) due(job);
    return jobs.length;
  };

  const tickSnoozes = (now: number) => {
    for (const [id, { delivery, zone, at, deadline }] of snoozes) {
      if (at > now) continue;
      snoozes.delete(id);
      due({ delivery, zone, meant: at, deadline, tries: 0, settled: () => {} });
    }
  };

  /** A record may name a zone that another version of Node knew: it stays, and nothing comes of it here. */
  const isKnown = (zone: string): boolean => {
    const known = knownZones.get(zone) ?? knownZone(zone) !== undefined;
    if (!known && !knownZones.has(zone))
      log.warn({ zone }, 'A time zone is not known here: nothing comes in it');
    knownZones.set(zone, known);
    return known;
  };

  /** What came once, or is long past, would stay in memory for good. */
  const isOver = ({ zone, lastSlots }: Nudged, name: string, { schedule }: Nudge): boolean => {
    if (schedule.kind !== 'once') return false;
    const today = calendar.localAt(zone, clock.now()).date;
    const last = lastSlotBelieved(lastSlots[name], today) ?? '';
    return schedule.date <= last || schedule.date < addDays(today, -lookBackDays);
  };

  const remove = (owner: string, name: string) => {
    const id = nudgeId({ owner, name });
    timetable.remove(id);
    snoozes.delete(id);
  };

  const putOne = (owner: string, name: string, record: Nudged, nudge: Nudge) => {
    const id = nudgeId({ owner, name });
    const { zone } = record;
    if (!isKnown(zone)) return remove(owner, name);
    const { schedule, ifLate, snooze } = nudge;
    if ((nudge.paused && nudge.paused.until === undefined) || isOver(record, name, nudge))
      timetable.remove(id);
    else timetable.put(id, { zone, schedule, ifLate, lastSlot: record.lastSlots[name] });
    const deadline = snooze ? snoozeDeadline(calendar, record, nudge, snooze) : 0;
    // One that is only a little too late stays: the clock may be put right again.
    if (!snooze || isPaused(nudge, snooze.slot) || deadline + dayMs < clock.now()) {
      snoozes.delete(id);
      return;
    }
    const { slot, part, at } = snooze;
    snoozes.set(id, { delivery: { owner, name, slot, part }, zone, at, deadline });
  };

  return {
    put(owner, record) {
      for (const name of names) {
        const nudge = record.nudges[name];
        if (nudge) putOne(owner, name, record, nudge);
        else remove(owner, name);
      }
    },
    remove(owner, name) {
      for (const one of name === undefined ? names : [name]) remove(owner, one);
    },
    recover(owner, record) {
      for (const name of names) {
        const nudge = record.nudges[name];
        if (nudge?.claim && isKnown(record.zone))
          due(recovered(calendar, record, { owner, name }, nudge, nudge.claim));
      }
    },
    async tick() {
      const now = clock.now();
      let count = 0;
      for (const zone of timetable.zones()) {
        count += tickZone(zone, now);
        if (count < manyAtOnce) continue;
        count = 0;
        await immediate();
      }
      tickSnoozes(now);
    },
    size: () => timetable.size,
  };
}

/** It may have been sent when its process died, so that is looked up first, however short ago a clock says that was. */
function recovered(
  calendar: Calendar,
  { zone }: Nudged,
  id: Pick<Delivery, 'owner' | 'name'>,
  { ifLate, schedule }: Nudge,
  claim: NonNullable<Nudge['claim']>,
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
function markToGoOnFrom(mark: LocalTime | undefined, reached: LocalTime): LocalTime {
  if (mark !== undefined && mark.date <= addDays(reached.date, mostDaysApart)) return mark;
  return { ...reached, date: addDays(reached.date, -lookBackDays) };
}

function* believed(all: Iterable<Scheduled>, today: string): Iterable<Scheduled> {
  for (const { lastSlot, ...scheduled } of all) {
    const last = lastSlotBelieved(lastSlot, today);
    yield { ...scheduled, ...(last !== undefined && { lastSlot: last }) };
  }
}

const dayMs = 24 * 60 * 60_000;

/** After a long absence a million are due at once; so many are worked out in some tens of milliseconds. */
const manyAtOnce = 5_000;
