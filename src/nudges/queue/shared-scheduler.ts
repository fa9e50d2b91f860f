import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisAddress } from '../../config/redis-url.ts';
import type { Nudged } from '../../people/nudges.ts';
import { StoreError } from '../../store/errors.ts';
import { createLease } from '../../store/lease.ts';
import type { RedisLink } from '../../store/redis-link.ts';
import { UnreadableError } from '../../store/seal.ts';
import { type Delivery, nudgeId, partsOfId } from '../delivery.ts';
import { dueSince } from '../due.ts';
import type { Job, Outcome } from '../job.ts';
import { createZones, type Scheduler, type SchedulerParts } from '../scheduler.ts';
import { believed, jobFor, markToGoOnFrom, recoveredJob, snoozedJob, wantedOf } from '../wanted.ts';
import { createCarrier, idOf } from './carrier.ts';
import { createRedisIndex, type Found, type Place } from './index-in-redis.ts';

/** What a scheduler needs that shares its work with others. */
export interface SharedParts extends Omit<SchedulerParts, 'timetable' | 'due'> {
  read: (owner: string) => Promise<Nudged | undefined>;
  /** Carries out one delivery in this process, and gives how it ended. */
  run: (job: Job) => Promise<Outcome>;
  /** Told of the record of somebody of whom another process told. */
  heard: (owner: string, record: Nudged) => void;
  /** Resolves when nothing is being sent here. */
  sendingIdle: () => Promise<void>;
  /** Reads everything anew: `begin`, `fill` and `filled` are called. */
  refill: () => Promise<void>;
}

export interface SharedPlace {
  link: RedisLink;
  address: RedisAddress;
  /** After how many milliseconds a process that says nothing counts as dead. */
  silentMs: number;
  /** For how long nobody else finds out what is due, in milliseconds: longer than from one tick to the next, shorter than two. */
  heldMs: number;
}

/**
 * Finds out what is due together with other processes on one Redis: whoever holds the lease does it, over an index of all that is wanted,
 * and every process carries out what comes of it.
 */
export function createSharedScheduler(place: SharedPlace, parts: SharedParts): Scheduler {
  const { link, address, silentMs, heldMs } = place;
  const { marks, calendar, clock, log, read, run } = parts;
  const names = [...parts.names];
  const isKnown = createZones(log);
  const index = createRedisIndex(link);
  const lease = createLease(link, 'nudges', heldMs);
  const closing = new AbortController();
  const dirty = new Set<string>();
  const removed = new Set<string>();
  const recovered: Job[] = [];
  /** By zone, what to call once nothing of it is open. */
  const unsettled = new Map<string, (() => void)[]>();
  let filling: { turn: number; places: Place[] } = { turn: 0, places: [] };
  let flushing: Promise<void> | undefined;
  let takenAt = Number.NEGATIVE_INFINITY;
  let size = 0;
  let finishing = 0;
  let heardUntil = 0;

  const placesOf = (owner: string, record: Nudged | undefined): Place[] =>
    names.map(name => {
      const id = nudgeId({ owner, name });
      const nudge = record?.nudges[name];
      if (!record || !nudge || !isKnown(record.zone)) return { id };
      return { id, ...wantedOf(calendar, record, { owner, name }, nudge, clock.now()) };
    });

  const carrier = createCarrier({
    address,
    log,
    silentMs,
    async work(job, id) {
      let settling: Promise<void> | undefined;
      const settled = () => {
        settling = surely(() => index.settle(id), closing.signal);
      };
      const outcome = await run({ ...job, settled });
      finishing += 1;
      await settling;
      finishing -= 1;
      // What led here is not what the record says.
      if (outcome === 'changed') put(job.delivery.owner);
    },
  });

  /** Reads again what changed, so that of two processes that change one record, the index has what stands. */
  const refresh = async (owners: readonly string[], ids: readonly string[]): Promise<void> => {
    const turn = await index.turn();
    const places = await Promise.all(owners.map(async owner => placesOf(owner, await readable(read, owner))));
    size = await index.put(turn, [...ids.map(id => ({ id })), ...places.flat()]);
  };

  const flushAll = async (): Promise<void> => {
    while (dirty.size + removed.size + recovered.length > 0) {
      const [owners, ids] = [[...dirty].slice(0, fewAtOnce), [...removed]];
      const jobs = recovered.splice(0);
      for (const owner of owners) dirty.delete(owner);
      for (const id of ids) removed.delete(id);
      try {
        if (owners.length + ids.length > 0) await refresh(owners, ids);
        if (jobs.length > 0) await carrier.add(jobs);
      } catch (error) {
        for (const owner of owners) dirty.add(owner);
        for (const id of ids) removed.add(id);
        recovered.push(...jobs);
        throw error;
      }
    }
  };
  const flush = (): Promise<void> => {
    flushing ??= flushAll().finally(() => {
      flushing = undefined;
    });
    return flushing;
  };
  const behind = (work: Promise<void>): void =>
    void work.catch((error: unknown) => {
      if (!(error instanceof StoreError)) log.error({ err: error }, 'Other processes could not be told');
    });
  /** What does not succeed is tried again with the next tick. */
  const flushSoon = (): void => behind(flush());
  const put = (owner: string): void => {
    dirty.add(owner);
    flushSoon();
  };

  const hear = async (): Promise<void> => {
    const { turn, owners } = await index.hear(heardUntil);
    for (const owner of owners) {
      const record = await readable(read, owner);
      if (record) parts.heard(owner, record);
    }
    heardUntil = turn;
  };

  const flushFilling = async (): Promise<void> => {
    const { turn, places } = filling;
    filling = { turn, places: [] };
    if (places.length > 0) size = await index.put(turn, places);
  };

  /** Whether it is for this process to find out what is due. */
  const isMine = async (): Promise<boolean> => {
    if (performance.now() - takenAt < heldMs / 3) return true;
    const taken = await lease.take();
    takenAt = taken === 'another' ? Number.NEGATIVE_INFINITY : performance.now();
    if (taken === 'new') await startFromMarks();
    return taken !== 'another';
  };
  const startFromMarks = async (): Promise<void> => {
    unsettled.clear();
    await marks.load();
  };

  const tickZone = async (zone: string, now: number): Promise<void> => {
    const mark = markToGoOnFrom(marks.looked(zone), calendar.furthestAt(zone, now));
    const minutes: number[] = [];
    // Once to learn where to look, and once with what is there.
    dueSince(calendar, zone, mark, now, minute => {
      minutes.push(minute);
      return [];
    });
    if (minutes.length === 0) return;
    const found = await index.at(zone, minutes);
    const today = calendar.localAt(zone, now).date;
    const { slots, mark: reached } = dueSince(calendar, zone, mark, now, minute =>
      believed(found.get(minute) ?? [], today),
    );
    const ifLate = latenessOf(found);
    const jobs = slots.map(slot =>
      jobFor(calendar, partsOfId(slot.id), zone, slot, ifLate.get(slot.id) as Found['ifLate']),
    );
    for (let from = 0; from < jobs.length; from += manyAtOnce) {
      const some = jobs.slice(from, from + manyAtOnce);
      await index.open(zone, some.map(idOf));
      await carrier.add(some);
    }
    const settled = marks.advance(zone, reached, jobs.length > 0 ? 1 : 0);
    if (jobs.length > 0) unsettled.set(zone, [...(unsettled.get(zone) ?? []), settled]);
  };

  const settle = (pending: ReadonlySet<string>): void => {
    for (const [zone, all] of unsettled) {
      if (pending.has(zone)) continue;
      unsettled.delete(zone);
      for (const settled of all) settled();
    }
  };

  return {
    async begin() {
      filling = { turn: await index.begin(), places: [] };
      heardUntil ||= filling.turn;
    },
    async fill(owner, record) {
      filling.places.push(...placesOf(owner, record));
      if (filling.places.length >= manyAtOnce) await flushFilling();
    },
    async filled() {
      await flushFilling();
      await index.whole(filling.turn);
    },
    put,
    remove(owner, name) {
      for (const one of name === undefined ? names : [name]) removed.add(nudgeId({ owner, name: one }));
      flushSoon();
      if (name !== undefined) return;
      behind(index.untell(owner));
      behind(carrier.forget(owner));
    },
    recover(owner, record) {
      for (const name of names) {
        const nudge = record.nudges[name];
        if (nudge?.claim && isKnown(record.zone))
          recovered.push(recoveredJob(calendar, record, { owner, name }, nudge, nudge.claim));
      }
      flushSoon();
    },
    async tick() {
      await flush();
      await hear();
      if (!(await isMine())) return;
      const now = clock.now();
      let look = await index.look(now);
      if (!look.whole) {
        // What was on its way is lost with it: it is found again from where everything was claimed.
        await startFromMarks();
        await parts.refill();
        await flush();
        look = await index.look(now);
      }
      size = look.size;
      settle(look.pending);
      for (const zone of look.zones) await tickZone(zone, now);
      for (const { id, snooze, text } of look.snoozes) {
        await carrier.add([snoozedJob(snooze)]);
        await index.taken(id, text);
      }
    },
    // What is lost here costs a sentence, which a restart makes up for.
    tell: owner => behind(index.tell(owner)),
    async idle() {
      for (
        const until = performance.now() + longestIdleMs;
        performance.now() < until;
        await sleep(idleStepMs)
      ) {
        try {
          await flush();
          await parts.sendingIdle();
          const { waiting, active } = await carrier.counts();
          const { count, isFull } = carrier.held();
          if ((waiting === 0 || isFull) && active <= count && finishing === 0 && !flushing) return;
        } catch (error) {
          if (error instanceof StoreError) return;
          throw error;
        }
      }
    },
    size: () => size,
    async close() {
      await flush().catch(() => undefined);
      closing.abort();
      await carrier.close();
      await lease.release().catch(() => undefined);
    },
  };
}

function latenessOf(found: ReadonlyMap<number, readonly Found[]>) {
  return new Map([...found.values()].flat().map(({ id, ifLate }) => [id, ifLate]));
}

/** A record that cannot be read is sent nothing. */
async function readable(read: SharedParts['read'], owner: Delivery['owner']): Promise<Nudged | undefined> {
  try {
    return await read(owner);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** Tries until it is done, or nobody wants it any more. */
async function surely(work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      await sleep(retryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

const fewAtOnce = 100;
const manyAtOnce = 500;
const retryMs = 1_000;
const idleStepMs = 4;
const longestIdleMs = 15_000;
