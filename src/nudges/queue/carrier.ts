import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type Job as Carried, DelayedError, Queue, Worker } from 'bullmq';
import type { RedisAddress } from '../../config/redis-url.ts';
import type { Log } from '../../core/ports.ts';
import { inTime } from '../../store/deadline.ts';
import { StoreError } from '../../store/errors.ts';
import { lastingClient } from '../../store/redis-client.ts';
import type { Job } from '../job.ts';
import { base } from './scripts.ts';

/** Carries deliveries to whichever process is free, by BullMQ. One whose process died goes to another. */
export interface Carrier {
  /** Adds deliveries; those that are on their way already stay as they are. @throws StoreError */
  add(jobs: readonly Job[]): Promise<void>;
  /** Takes back what waits of somebody; what a process has already is dropped there. @throws StoreError */
  forget(owner: string): Promise<void>;
  /** How many wait for a process, and how many are with one. @throws StoreError */
  counts(): Promise<{ waiting: number; active: number }>;
  /** How many are with this process, and whether it takes no more. */
  held(): { count: number; isFull: boolean };
  /** Gives back what is not over. */
  close(): Promise<void>;
}

export interface CarrierParts {
  address: RedisAddress;
  log: Log;
  /** Carries one out. Must not reject. */
  work: (job: Job, id: string) => Promise<void>;
  /** After how many milliseconds a process that says nothing counts as dead. */
  silentMs: number;
}

export function createCarrier({ address, log, work, silentMs }: CarrierParts): Carrier {
  const leaving = new AbortController();
  const closing = once(leaving.signal, 'abort').then(() => 'closing' as const);
  let isClosed = false;
  let held = 0;
  const clients = [0, 1].map(() => lastingClient(address, () => isClosed));
  const [forQueue, forWorker] = clients as [Client, Client];
  const { fault, works } = outages(log);
  const options = { prefix: base, skipVersionCheck: true };
  const queue = new Queue<Data>(name, {
    ...options,
    connection: forQueue,
    streams: { events: { maxLen: 100 } },
  });

  const carry = async (carried: Carried<Data>, token?: string): Promise<void> => {
    works();
    const { id = '', data, attemptsStarted } = carried;
    // Whoever had it before may have sent it.
    const isTakenOver = data.isTakenOver === true || attemptsStarted > 1;
    held += 1;
    const working = work({ ...data, isTakenOver, tries: 0, settled: () => {} }, id);
    const how = await Promise.race([working.then(() => 'over' as const), closing]);
    held -= 1;
    if (how === 'over') return;
    await carried.moveToDelayed(Date.now(), token);
    throw new DelayedError();
  };
  const worker = new Worker<Data>(name, carry, {
    ...options,
    connection: forWorker,
    concurrency: mostAtOnce,
    lockDuration: silentMs,
    stalledInterval: silentMs / 2,
    maxStalledCount: 1_000_000,
    runRetryDelay: retryMs,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  queue.on('error', fault);
  worker.on('error', fault);

  return {
    async add(jobs) {
      const [first, ...rest] = jobs.map(carriedOf);
      if (!first) return;
      await asked(async () => {
        // Many are added in one transaction, which fails where a Redis that was restarted does not know the script: one teaches it.
        await queue.add(first.name, first.data, first.opts);
        if (rest.length > 0) await queue.addBulk(rest);
      });
    },
    async forget(owner) {
      const waiting = await asked(() => queue.getJobs(['waiting', 'prioritized', 'delayed']));
      const theirs = waiting.filter(({ data }) => data.delivery.owner === owner);
      // One that a process took meanwhile cannot be taken back.
      await Promise.all(theirs.map(job => asked(() => job.remove()).catch(() => undefined)));
    },
    async counts() {
      const counts = await asked(() => queue.getJobCounts('waiting', 'prioritized', 'delayed', 'active'));
      const { active = 0, ...others } = counts;
      return { active, waiting: Object.values(others).reduce((sum, count) => sum + count, 0) };
    },
    held: () => ({ count: held, isFull: held >= mostAtOnce }),
    async close() {
      leaving.abort();
      const isThere = forQueue.isReady;
      // With Redis away it would wait for ever.
      const within = (work: Promise<unknown>, ms: number) =>
        inTime(work, performance.now() + (isThere ? ms : 100)).catch(() => undefined);
      await within(worker.close(), closeMs);
      isClosed = true;
      await within(Promise.all([worker.disconnect(), queue.close()]), patienceMs);
      for (const client of clients) if (client.isOpen) client.destroy();
    },
  };
}

/** One for each delivery and time that it is meant for: a digest, for ids are told in the log of events. */
export function idOf({ delivery: { owner, name, slot, part }, meant }: Job): string {
  const written = JSON.stringify([owner, name, slot, part, meant]);
  return `d${createHash('sha256').update(written).digest('base64url')}`;
}

/** What of a job goes to another process; what that needs besides is in the record. */
type Data = Pick<Job, 'delivery' | 'zone' | 'meant' | 'deadline' | 'isTakenOver'>;

const dataOf = ({ delivery, zone, meant, deadline, unsureSince }: Job): Data => ({
  delivery,
  zone,
  meant,
  deadline,
  ...(unsureSince !== undefined && { isTakenOver: true }),
});

/** The earliest deadline first, in steps of ten minutes. */
const priorityOf = ({ deadline }: Job): number =>
  Math.min(Math.max(1, Math.floor((deadline - firstDeadline) / 600_000)), 2_000_000);

const carriedOf = (job: Job) => ({
  name,
  data: dataOf(job),
  opts: { ...usual, jobId: idOf(job), priority: priorityOf(job) },
});

/** While Redis is away it would wait for ever. @throws StoreError */
async function asked<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await inTime(work(), performance.now() + patienceMs);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError('failed', 'The queue of messages does not work.', { cause: error });
  }
}

/** One line when it begins to fail, however often it fails. */
function outages(log: Log) {
  let isAway = false;
  return {
    fault: (error: Error) => {
      if (!isAway) log.warn({ err: error }, 'The queue of messages cannot be reached; it is tried again');
      isAway = true;
    },
    works: () => {
      isAway = false;
    },
  };
}

type Client = ReturnType<typeof lastingClient>;

const name = 'deliveries';
/** As `sending.ts` has on their way. */
const mostAtOnce = 200;
const usual = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 1_000_000,
  backoff: { type: 'fixed', delay: 10_000 },
} as const;
const firstDeadline = Date.UTC(2010, 0, 1);
const patienceMs = 2_000;
const closeMs = 4_000;
const retryMs = 1_000;
