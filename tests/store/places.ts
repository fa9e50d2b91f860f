import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { z } from 'zod';
import type { Log } from '../../src/core/ports.ts';
import { openMemory } from '../../src/store/memory.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { createSeal } from '../../src/store/seal.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createStore } from '../../src/store/store.ts';
import type { Backend } from '../../src/store/table.ts';

/** Every place a store can lie on. A new one is added here, and has to pass all of compliance.test.ts. */
export const places: readonly { name: string; open: () => Promise<Backend> }[] = [
  { name: 'memory', open: async () => openMemory() },
  { name: 'sqlite', open: async () => openSqlite(join(folder(), 'steady.sqlite'), { log: quiet }) },
];

const cleanups: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Runs after the test, last one first. */
export const afterwards = (cleanup: () => Promise<void> | void): void => {
  cleanups.push(cleanup);
};

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
export async function fileStore(root: string, query = '', deadline = 1_500): Promise<Store> {
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
