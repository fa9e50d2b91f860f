import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { describe, expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Log } from '../../src/core/ports.ts';
import { type Collection, StoreError } from '../../src/store/collection.ts';
import { openMemory } from '../../src/store/memory.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { openRedis } from '../../src/store/redis.ts';
import { createSeal } from '../../src/store/seal.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createStore } from '../../src/store/store.ts';
import type { Backend } from '../../src/store/table.ts';
import { redisServer, startRedis, type TestRedis } from './redis-server.ts';

interface Place {
  name: string;
  open: () => Promise<Backend>;
  /** This machine has none. */
  isMissing?: boolean;
}

/** Every place a store can lie on. A new one is added here, and has to pass all of the compliance tests. */
const places: readonly Place[] = [
  { name: 'memory', open: async () => openMemory() },
  { name: 'sqlite', open: async () => openSqlite(join(folder(), 'steady.sqlite'), { log: quiet }) },
  {
    name: redisServer ? 'redis' : 'redis (skipped: no redis-server)',
    open: async () => openRedis((await emptyRedis()).url(), { log: quiet }),
    isMissing: !redisServer,
  },
];

/** The same tests on every place. */
export function onEveryPlace(what: string, tests: (open: Place['open']) => void): void {
  for (const { name, open, isMissing = false } of places) {
    describe.skipIf(isMissing)(`${what} on ${name}`, () => {
      tests(open);
    });
  }
}

/** Tests that need a Redis of their own; where this machine has none they are skipped, and their names say so. */
export const describeRedis = (what: string, tests: () => void): unknown =>
  describe.skipIf(!redisServer)(redisServer ? what : `${what} (skipped: no redis-server)`, () => {
    tests();
  });

let redis: TestRedis | undefined;
let redisFolder: string | undefined;

/** The one Redis of a test file, with nothing in it. */
export async function emptyRedis(): Promise<TestRedis> {
  redisFolder ??= mkdtempSync(join(tmpdir(), 'steady-redis-'));
  redis ??= await startRedis(redisFolder);
  await redis.ask('FLUSHALL');
  return redis;
}

/** Ends it; a file that asks again gets another. */
export async function endRedis(): Promise<void> {
  await redis?.kill();
  if (redisFolder) rmSync(redisFolder, { recursive: true, force: true });
  redis = undefined;
  redisFolder = undefined;
}

/** A Redis of one test, which may harm it. */
export async function ownRedis(...settings: readonly string[]): Promise<TestRedis> {
  const own = await startRedis(folder(), settings);
  afterwards(() => own.kill());
  return own;
}

/** Runs after the test, last one first. */
export const afterwards = (cleanup: () => Promise<void> | void): void => onTestFinished(() => cleanup());

/** A folder of its own, gone after the test. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'steady-store-'));
  afterwards(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** A store on one of the places; closed after the test. Two on one backend see the same records. */
export function storeOn(backend: Backend, deadline = 5_000): Store {
  return createStore(backend, { seal, deadline });
}

/** A place, closed after the test. */
export async function opened(open: () => Promise<Backend>): Promise<Backend> {
  const backend = await open();
  afterwards(() => backend.close());
  return backend;
}

/** A store on a file in `root`; closed after the test. */
export async function fileStore(root: string, query = '', deadline = 5_000): Promise<Store> {
  const store = await openStore(`sqlite://data/steady.sqlite${query}`, { root, log: quiet, seal, deadline });
  afterwards(() => store.close());
  return store;
}

export const notes = {
  name: 'notes',
  version: 1,
  schema: z.object({ text: z.string(), count: z.number() }),
};

export const note = (count: number, text = 'a note') => ({ text, count });

export const seal = createSeal([new Uint8Array(32).fill(7)]);

export const quiet: Log = { info() {}, warn() {}, error() {} };

export async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const entry of entries) found.push(entry);
  return found;
}

/** A row of numbers from 0 to 1 that is the same every time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A store on a file in a folder of its own, with one collection. */
export const startFile = async (query = '', deadline?: number) => {
  const root = folder();
  const file = join(root, 'data', 'steady.sqlite');
  const store = await fileStore(root, query, deadline);
  return { root, file, store, kept: store.collection(notes) };
};

/** Why it failed; checks that it was said in one sentence. */
export const why = async (asked: Promise<unknown>): Promise<string> => {
  const outcome = await asked.then(
    value => `no error but ${JSON.stringify(value)}`,
    (error: unknown) => error,
  );
  if (!(outcome instanceof StoreError)) return String(outcome);
  expect(outcome.message).toMatch(/^[A-Z][^\n]+\.$/);
  return outcome.why;
};

/** The record '1' is there as it was, and another can be written. */
export const expectWorks = async (
  kept: Collection<{ text: string; count: number }>,
  count: number,
): Promise<void> => {
  expect(await kept.get('1')).toEqual(note(count));
  expect(await kept.update('after', () => note(7))).toEqual(note(7));
  expect(await kept.get('after')).toEqual(note(7));
};

/** What another program does with a file: a connection that stays, until the test is over. */
export function connection(file: string): KeyvSqlite {
  const adapter = new KeyvSqlite({ uri: `sqlite://${file}`, table: 'notes' });
  afterwards(() => adapter.disconnect());
  return adapter;
}

/** The same for one question. */
export async function query(file: string, sql: string): Promise<unknown> {
  const adapter = new KeyvSqlite({ uri: `sqlite://${file}`, table: 'notes' });
  try {
    return await adapter.query(sql);
  } finally {
    await adapter.disconnect();
  }
}

/** Copies with another process: closing a file here would give up the locks that SQLite holds on it. */
export const copy = (from: string, to: string) => execFileSync('cp', [from, to]);
