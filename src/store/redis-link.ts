import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisAddress } from '../config/redis-url.ts';
import { StoreError } from './errors.ts';
import { connectRedis, type RedisConnection } from './redis-connection.ts';
import { nameOf, redisError } from './redis-errors.ts';

/** A Redis that is connected to, and again whenever the connection is lost, until it is closed. */
export interface RedisLink {
  /**
   * Does some work on the connection there is, or waits for one until `until` (of `performance.now()`); again on the next one where it
   * was lost meanwhile, so it has to be work that may be done twice. @throws StoreError, and nothing else.
   */
  run<R>(until: number, work: (connection: RedisConnection) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

export function createRedisLink(address: RedisAddress): RedisLink {
  const closing = new AbortController();
  const waiting = new Set<() => void>();
  let connection: RedisConnection | undefined;
  let fault: StoreError | undefined;

  const tell = (now: RedisConnection | undefined, why?: unknown): void => {
    connection = now;
    fault = now ? undefined : redisError(why, address);
    for (const wake of waiting) wake();
  };

  const stayConnected = async (): Promise<void> => {
    let tries = 0;
    while (!closing.signal.aborted) {
      try {
        const made = await connectRedis(address);
        if (closing.signal.aborted) made.end(new Error('closed'));
        tell(made);
        tries = 0;
        tell(undefined, await made.over);
      } catch (error) {
        tell(undefined, error);
      }
      await pause(tries++, closing.signal);
    }
  };

  const staying = stayConnected();

  /** Whatever is told next, or nothing before `until`. */
  const news = (until: number): Promise<void> =>
    new Promise(resolve => {
      const wake = (): void => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, until - performance.now());
      waiting.add(wake);
    });

  const connected = async (until: number): Promise<RedisConnection> => {
    for (;;) {
      if (closing.signal.aborted) throw new StoreError('away', `${nameOf(address)} was closed.`);
      if (connection && connection.reason() === undefined) return connection;
      // Waiting helps against what passes by itself.
      if (fault && lasting.has(fault.why)) throw fault;
      if (performance.now() >= until) throw fault ?? redisError(new Error('Connection timeout'), address);
      await news(until);
    }
  };

  return {
    async run(until, work) {
      for (;;) {
        const used = await connected(until - lastTry);
        try {
          return await used.ask(work);
        } catch (error) {
          const lost = used.reason();
          if (lost === undefined || performance.now() + lastTry > until)
            throw redisError(lost ?? error, address);
        }
      }
    },
    async close() {
      closing.abort();
      await connection?.close();
      await staying;
    },
  };
}

/** Longer each time, to two seconds; not all processes at once. */
async function pause(tries: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(2_000, 50 * 2 ** tries);
  await sleep(randomInt(longest / 2, longest), undefined, { signal }).catch(() => undefined);
}

const lasting: ReadonlySet<StoreError['why']> = new Set(['refused', 'failed']);

/** Milliseconds before the deadline at which waiting ends, so that the answer says what is wrong, and not "slow". */
const lastTry = 100;
