import type { Clock, Log, Outbox } from '../core/ports.ts';
import type { Words } from '../library/schema.ts';
import { type Nudged, type Pause, withNudge } from '../people/nudges.ts';
import { createOwed } from '../people/owed.ts';
import type { People } from '../people/person.ts';
import { StoreError } from '../store/errors.ts';
import type { Store } from '../store/open.ts';
import { UnreadableError } from '../store/seal.ts';
import { arrived } from './claim.ts';
import type { NudgeContents } from './content.ts';
import { type Delivery, nudgeId, partsOfId } from './delivery.ts';
import type { Job, Outcome } from './job.ts';
import { createLoading } from './loading.ts';
import type { Calendar } from './local-time.ts';
import { createMarks } from './marks.ts';
import type { SharedParts } from './queue/shared-scheduler.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createSending, type Sending } from './sending.ts';
import { createTimetable } from './timetable.ts';
import { createUnreached, type Unreached } from './unreached.ts';

/** What people asked to be sent, as commands change it. */
export interface Nudges {
  calendar: Calendar;
  /** The record, or nothing where there surely is none. @throws StoreError, UnreadableError. */
  read(owner: string): Promise<Nudged | undefined>;
  /** Changes the record, or makes it, and schedules by it. Gives what stands. @throws StoreError, UnreadableError. */
  change(owner: string, change: (known: Nudged | undefined) => Omit<Nudged, 'usedOn'>): Promise<Nudged>;
  /** Changes the record where there is one. @throws StoreError, UnreadableError. */
  amend(owner: string, change: (known: Nudged) => Nudged | 'same'): Promise<Nudged | undefined>;
  /**
   * Ends a nudge. It holds at once, whatever the store does: false where the store does not know yet, and is told again until it does.
   */
  stop(owner: string, name: string): Promise<boolean>;
  /** Somebody pressed something on a delivery, so it had arrived. Not for anybody to wait for. */
  arrived(delivery: Delivery): Promise<void>;
  /** The same, with the change that the press asks for. @throws StoreError, UnreadableError. */
  answered(delivery: Delivery, change: (known: Nudged) => Nudged): Promise<Nudged | undefined>;
  /** Forgets everything of somebody, in memory; the records go by themselves. */
  forget(owner: string): void;
  /** Since when and why messages do not reach somebody who was not told yet. */
  unreached(owner: string): Unreached | undefined;
  /** Notes that they were told. */
  told(owner: string): Promise<void>;
}

/** Nudges, with what drives them. */
export interface NudgeWorks extends Nudges {
  /** Makes the timetable from the records, and takes up what a stopped process left. Nothing is due before. @throws StoreError */
  load(signal?: AbortSignal): Promise<void>;
  /** Hands on what is due, and writes down how far that came. */
  tick(): Promise<void>;
  idle: Sending['idle'];
  state(): ReturnType<Sending['state']> & { wanted: number };
  close(): Promise<void>;
}

export interface NudgeParts {
  people: People;
  store: Store;
  outbox: Outbox;
  contents: NudgeContents;
  words: (locale: string) => Words;
  calendar: Calendar;
  clock: Clock;
  log: Log;
  /** How long until a stop that the store did not take is tried again, in milliseconds. */
  retryMs?: number | undefined;
  /** Told of each delivery that is due. */
  due?: (job: Job) => void;
  /** Told how each delivery ended. */
  ended?: (job: Job, outcome: Outcome) => void;
  /** Makes what finds out what is due together with other processes; left out, this one does all of it. */
  share?: ((parts: SharedParts) => Scheduler) | undefined;
}

export function createNudges(parts: NudgeParts): NudgeWorks {
  const { people, store, clock, log, calendar, contents, retryMs } = parts;
  const marks = createMarks(store);
  const unreached = createUnreached(people);
  const stops = createOwed(id => stopOnce(people, clock, id), { what: 'Stops of messages', log, retryMs });
  const changed = (owner: string, record: Nudged) => {
    loading.changed(owner);
    scheduler.put(owner, record);
    unreached.put(owner, record);
  };
  const forgotten = new Set<string>();
  const isStopped = (delivery: Delivery) => forgotten.has(delivery.owner) || stops.isOwed(nudgeId(delivery));
  const ended = (job: Job, outcome: Outcome) => {
    parts.ended?.(job, outcome);
    if (outcome === 'gone') scheduler.tell(job.delivery.owner);
  };
  const sending = createSending({ ...parts, changed, isStopped, ended });
  const due = (job: Job) => {
    parts.due?.(job);
    sending.add(job);
  };
  const names = [...contents.keys()];
  const driving = { marks, calendar, clock, log, names };
  const scheduler: Scheduler = parts.share
    ? parts.share({
        ...driving,
        read: owner => people.read('nudges', owner),
        run: job => new Promise(resolve => due({ ...job, ended: resolve })),
        heard: (owner, record) => unreached.put(owner, record),
        sendingIdle: () => sending.idle(),
        refill: () => loading.load(),
      })
    : createScheduler({ ...driving, timetable: createTimetable(), due });
  const loading = createLoading({
    people,
    scheduler: () => scheduler,
    heard: (owner, record) => unreached.put(owner, record),
  });
  let isAway = false;

  const finishStops = async (owner: string) => {
    for (const name of names) {
      const id = nudgeId({ owner, name });
      if (stops.isOwed(id)) await stops.carryOut(id);
    }
  };

  const amend = async (owner: string, change: (known: Nudged) => Nudged | 'same') => {
    await finishStops(owner);
    const after = await people.amend('nudges', owner, change);
    if (after) changed(owner, after);
    return after;
  };

  const save = async () => {
    try {
      await marks.save();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      log.warn({ err: error }, 'How far messages have come could not be written down; it is tried again');
    }
  };

  const find = async () => {
    try {
      await scheduler.tick();
      isAway = false;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (!isAway) log.warn({ err: error }, 'What is due cannot be found out; it is tried again');
      isAway = true;
    }
  };

  return {
    calendar,
    read: owner => people.read('nudges', owner),
    async change(owner, change) {
      await finishStops(owner);
      forgotten.delete(owner);
      const after = await people.change('nudges', owner, change);
      changed(owner, after);
      return after;
    },
    amend,
    answered: (delivery, change) =>
      amend(delivery.owner, record => change(arrived(record, delivery, contents, clock.now()))),
    async stop(owner, name) {
      scheduler.remove(owner, name);
      try {
        const after = await stops.carryOut(nudgeId({ owner, name }));
        if (after) changed(owner, after);
        return true;
      } catch (error) {
        if (error instanceof StoreError) return false;
        throw error;
      }
    },
    async arrived(delivery) {
      await amend(delivery.owner, record => arrived(record, delivery, contents, clock.now()));
    },
    forget(owner) {
      forgotten.add(owner);
      loading.changed(owner);
      scheduler.remove(owner);
      unreached.forget(owner);
    },
    unreached: owner => unreached.get(owner),
    async told(owner) {
      await unreached.told(owner);
      scheduler.tell(owner);
    },
    load: signal => loading.load(signal),
    async tick() {
      if (loading.isUnderWay()) return;
      await find();
      sending.tick();
      await save();
    },
    async idle() {
      await scheduler.idle();
      await sending.idle();
    },
    state: () => ({ ...sending.state(), wanted: scheduler.size() }),
    async close() {
      stops.stop();
      await sending.stop();
      await scheduler.close();
      await save();
    },
  };
}

/** It stays in its owner's record, so that it can be undone, and so that no date has two. */
async function stopOnce(people: People, clock: Clock, id: string): Promise<Nudged | undefined> {
  const { owner, name } = partsOfId(id);
  const paused: Pause = { why: 'stopped', since: clock.now() };
  try {
    return await people.amend('nudges', owner, record =>
      withNudge(record, name, nudge => ({ ...nudge, claim: undefined, snooze: undefined, paused })),
    );
  } catch (error) {
    // Nothing is sent to somebody whose record cannot be read, so it is stopped as it is.
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}
