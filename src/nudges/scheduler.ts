import { setImmediate as immediate } from 'node:timers/promises';
import type { Clock, Log } from '../core/ports.ts';
import type { Nudge, Nudged } from '../people/nudges.ts';
import { knownZone } from '../people/zones.ts';
import { nudgeId, partsOfId } from './delivery.ts';
import { dueSince } from './due.ts';
import type { Job } from './job.ts';
import type { Calendar } from './local-time.ts';
import type { Marks } from './marks.ts';
import type { Timetable } from './timetable.ts';
import {
  believed,
  jobFor,
  markToGoOnFrom,
  type PutOff,
  recoveredJob,
  snoozedJob,
  wantedOf,
} from './wanted.ts';

/** Finds out what is due, in this process. What it does for a record another scheduler must do too: tests/nudges/contract.ts. */
export interface Scheduler {
  /** Before everything is read: `fill` is called with each record then, `filled` after the last. @throws StoreError */
  begin(): Promise<void>;
  fill(owner: string, record: Nudged): void | Promise<void>;
  filled(): Promise<void>;
  /** Takes a record as it is now: what is wanted when, what is put off, and who cannot be reached. */
  put(owner: string, record: Nudged): void;
  /** Forgets a nudge, or everything of somebody. */
  remove(owner: string, name?: string): void;
  /** Takes up a delivery that a stopped process left open. */
  recover(owner: string, record: Nudged): void;
  /** Hands on what has become due since the last tick. Lets others have their turn where that is very much. @throws StoreError */
  tick(): Promise<void>;
  /** Lets other processes know that somebody is, or was told to be, out of reach. */
  tell(owner: string): void;
  /** Resolves when all that it was told has had its effect. */
  idle(): Promise<void>;
  /** How many nudges are wanted. */
  size(): number;
  close(): Promise<void>;
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
  const { timetable, marks, calendar, clock, due } = parts;
  const names = [...parts.names];
  const isKnown = createZones(parts.log);
  const snoozes = new Map<string, PutOff>();

  const tickZone = (zone: string, now: number) => {
    const today = calendar.localAt(zone, now).date;
    const scheduledAt = (minute: number) => believed(timetable.at(zone, minute), today);
    const mark = markToGoOnFrom(marks.looked(zone), calendar.furthestAt(zone, now));
    const { slots, mark: reached } = dueSince(calendar, zone, mark, now, scheduledAt);
    const settled = marks.advance(zone, reached, slots.length);
    const jobs = slots.map(slot => {
      const ifLate = timetable.get(slot.id)?.ifLate ?? 'skip';
      return { ...jobFor(calendar, partsOfId(slot.id), zone, slot, ifLate), settled };
    });
    for (const job of jobs) due(job);
    return jobs.length;
  };

  const tickSnoozes = (now: number) => {
    for (const [id, snooze] of snoozes) {
      if (snooze.at > now) continue;
      snoozes.delete(id);
      due(snoozedJob(snooze));
    }
  };

  const remove = (owner: string, name: string) => {
    const id = nudgeId({ owner, name });
    timetable.remove(id);
    snoozes.delete(id);
  };

  const putOne = (owner: string, name: string, record: Nudged, nudge: Nudge) => {
    if (!isKnown(record.zone)) return remove(owner, name);
    const id = nudgeId({ owner, name });
    const { entry, snooze } = wantedOf(calendar, record, { owner, name }, nudge, clock.now());
    if (entry) timetable.put(id, entry);
    else timetable.remove(id);
    if (snooze) snoozes.set(id, snooze);
    else snoozes.delete(id);
  };

  const put = (owner: string, record: Nudged) => {
    for (const name of names) {
      const nudge = record.nudges[name];
      if (nudge) putOne(owner, name, record, nudge);
      else remove(owner, name);
    }
  };

  return {
    begin: () => marks.load(),
    fill: put,
    filled: async () => {},
    put,
    remove(owner, name) {
      for (const one of name === undefined ? names : [name]) remove(owner, one);
    },
    recover(owner, record) {
      for (const name of names) {
        const nudge = record.nudges[name];
        if (nudge?.claim && isKnown(record.zone))
          due(recoveredJob(calendar, record, { owner, name }, nudge, nudge.claim));
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
    tell: () => {},
    idle: async () => {},
    size: () => timetable.size,
    close: async () => {},
  };
}

/** Says whether a zone is known here. A record may name one that another version of Node knew: it stays, and nothing comes of it here. */
export function createZones(log: Log): (zone: string) => boolean {
  const knownZones = new Map<string, boolean>();
  return zone => {
    const known = knownZones.get(zone) ?? knownZone(zone) !== undefined;
    if (!known && !knownZones.has(zone))
      log.warn({ zone }, 'A time zone is not known here: nothing comes in it');
    knownZones.set(zone, known);
    return known;
  };
}

/** After a long absence a million are due at once; so many are worked out in some tens of milliseconds. */
const manyAtOnce = 5_000;
