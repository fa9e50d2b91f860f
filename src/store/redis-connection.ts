import KeyvRedis, { createClient } from '@keyv/redis';
import type Keyv from 'keyv';
import type { RedisAddress } from '../config/redis-url.ts';
import { inTime } from './deadline.ts';
import { beginFault, isDemoted, isUnknownScript, silence } from './redis-errors.ts';
import { type RedisSwap, swapCall, swapScript, swapScriptSha, tableKey } from './redis-swap.ts';
import { textKeyv } from './text-keyv.ts';

/** One connection. It is over with its first fault, and never comes back: another takes its place. */
export interface RedisConnection {
  client: Client;
  /** A table's Keyv, with an adapter of its own: two Keyvs on one adapter mix up their rows. */
  keyv: (table: string) => Keyv<string>;
  /** Whether it was written; false where something else stands there. */
  swap: (swap: RedisSwap) => Promise<boolean>;
  /** Does some work; a connection that does not answer it for seconds is over. @throws what Redis or its client says. */
  ask: <R>(work: (connection: RedisConnection) => Promise<R>) => Promise<R>;
  /** Resolves with the reason once it is over. */
  over: Promise<unknown>;
  /** Undefined as long as it is not over. */
  reason: () => unknown;
  end: (reason: unknown) => void;
  /** Lets what is under way come to its end first, for a second at most. */
  close: () => Promise<void>;
}

type Client = ReturnType<typeof clientFor>;

/** Connects, and tries whether it may write there. @throws what the system, Redis or its client says. */
export async function connectRedis(address: RedisAddress): Promise<RedisConnection> {
  const client = clientFor(address);
  const connection = connectionOver(client);
  const connected = client.connect().then(() => connection.ask(({ swap }) => swap(trial)));
  const failed = connection.over.then(reason => Promise.reject(reason));
  const timer = setTimeout(() => connection.end(silence()), connectFor);
  try {
    await Promise.race([failed, connected]);
    return connection;
  } catch (error) {
    connection.end(error);
    throw beginFault(connection.reason());
  } finally {
    clearTimeout(timer);
  }
}

function clientFor({ host, port, tls, username, password, database }: RedisAddress) {
  const client = createClient({
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    database,
    // Commands that wait for a connection would wait for ever.
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: { host, port, connectTimeout, reconnectStrategy: false, ...(tls ? { tls } : {}) },
  });
  // A listener of each table's adapter, which is no leak.
  return client.setMaxListeners(0);
}

function connectionOver(client: Client): RedisConnection {
  const keyvs = new Map<string, Keyv<string>>();
  const underWay = new Set<Promise<unknown>>();
  let reason: unknown;
  let tell: (reason: unknown) => void = () => {};
  const over = new Promise<unknown>(resolve => {
    tell = resolve;
  });
  const end = (why: unknown): void => {
    if (reason !== undefined) return;
    reason = why;
    tell(why);
    // It is closed already where the fault was its own.
    if (client.isOpen) client.destroy();
  };
  client.on('error', end);
  const connection: RedisConnection = {
    client,
    keyv(table) {
      const keyv = keyvs.get(table) ?? keyvOver(client, table);
      keyvs.set(table, keyv);
      return keyv;
    },
    async swap(swap) {
      const call = swapCall(swap);
      const answer = await client.evalSha(swapScriptSha, call).catch((error: unknown) => {
        if (!isUnknownScript(error)) throw error;
        return client.eval(swapScript, call);
      });
      return answer === 1;
    },
    async ask(work) {
      // An adapter would connect a client that is closed.
      if (reason !== undefined) throw reason;
      const timer = setTimeout(() => end(silence()), silentFor);
      const working = work(connection);
      underWay.add(working);
      try {
        return await working;
      } catch (error) {
        if (isDemoted(error)) end(error);
        throw error;
      } finally {
        underWay.delete(working);
        clearTimeout(timer);
      }
    },
    over,
    reason: () => reason,
    end,
    async close() {
      // Its own way of closing waits for ever for a Redis that is silent, and cannot be cut short.
      const settled = Promise.allSettled(underWay);
      await inTime(settled, performance.now() + closeFor).catch(() => undefined);
      end(new Error('closed'));
    },
  };
  return connection;
}

function keyvOver(client: Client, table: string): Keyv<string> {
  const adapter = new KeyvRedis<string>(client, { keyPrefixSeparator: ':', throwOnErrors: true });
  return textKeyv(adapter, tableKey(table));
}

/** Changes nothing, and is refused wherever a write would be. */
const trial: RedisSwap = {
  table: '#trial',
  key: '1',
  before: undefined,
  after: undefined,
  token: 'none',
  triedFor: 0,
};

/** Milliseconds until a host that takes no connection is given up; and, which has to be longer, until one that says nothing is. */
const connectTimeout = 2_000;
const connectFor = 3_000;
/** Milliseconds after which a connection without an answer counts as cut: the other end of it may be gone without a word. */
const silentFor = 5_000;
const closeFor = 1_000;
