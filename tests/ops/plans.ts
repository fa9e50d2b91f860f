import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runReseal } from '../../src/ops/resealing.ts';
import type { CollectionDefinition } from '../../src/store/collection.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { createSeal } from '../../src/store/seal.ts';

/** A kind with sealed fields, as /plan will have them. */
export interface Plan {
  people?: string | undefined;
  signs: string[];
  usedOn: string;
}

const plans: CollectionDefinition<Plan> = {
  name: 'plans',
  version: 2,
  schema: z.object({ people: z.string().optional(), signs: z.array(z.string()), usedOn: z.string() }),
  upgrades: { 1: older => ({ signs: [], ...(older as object) }) },
  sealed: ['people', 'signs'],
  until: () => 2e12,
};

/** The same kind before anything of it was sealed. */
export const olderPlans = {
  name: 'plans',
  version: 1,
  schema: z.object({ people: z.string(), usedOn: z.string() }),
};

/** The same kind without a field that it must have. */
export const damagedPlans = {
  name: 'plans',
  version: 2,
  schema: z.object({ usedOn: z.string() }),
  upgrades: { 1: (older: unknown) => older },
};

/** A kind in which nothing is sealed. */
const notes: CollectionDefinition<{ calm: boolean }> = {
  name: 'notes',
  version: 1,
  schema: z.object({ calm: z.boolean() }),
};

export const kinds = [plans, notes] as readonly unknown[] as CollectionDefinition<Record<string, unknown>>[];

const log = { info: () => {}, warn: () => {}, error: () => {} };

/** Keys as the settings have them. */
export const written = (keys: readonly Uint8Array[]) =>
  keys.map(key => Buffer.from(key).toString('base64')).join(',');

export interface Kept {
  file: string;
  open(keys: readonly Uint8Array[]): Promise<Store>;
  /** Keeps these plans, and one note, with these keys. */
  keep(keys: readonly Uint8Array[], records: Record<string, Plan>): Promise<void>;
  /** Every plan, as whoever has only these keys reads it. */
  read(keys: readonly Uint8Array[]): Promise<Record<string, Plan | undefined>>;
  /** Every record as stored, by id. */
  raw(): Promise<Record<string, unknown>>;
  /** Everything in the file, and in what SQLite keeps beside it. */
  bytes(): string;
  /** Runs a reseal with these keys in the settings. */
  reseal(keys: readonly Uint8Array[], url?: string): Promise<{ code: number; said: string[] }>;
}

/** A store of plans in data/ of a folder, or at `url`. It is open only while something is done with it. */
export function keptIn(root: string, url?: string): Kept {
  const folder = join(root, 'data');
  const file = join(folder, 'steady.sqlite');
  const open = (keys: readonly Uint8Array[]) =>
    openStore(url ?? `sqlite://${file}`, { seal: createSeal(keys), log, root });
  return {
    file,
    open,
    async keep(keys, records) {
      const store = await open(keys);
      const collection = store.collection(plans);
      for (const [id, plan] of Object.entries(records)) await collection.update(id, () => plan);
      await store.collection(notes).update('note', () => ({ calm: true }));
      await store.close();
    },
    async read(keys) {
      const store = await open(keys);
      const found: Record<string, Plan | undefined> = {};
      for await (const [id, plan] of store.collection(plans).entries()) found[id] = plan;
      await store.close();
      return found;
    },
    async raw() {
      const store = await open([Buffer.alloc(32)]);
      const found: Record<string, unknown> = {};
      for (const collection of [store.collection(plans), store.collection(notes)]) {
        for await (const [id] of collection.entries()) found[id] = await collection.raw(id);
      }
      await store.close();
      return found;
    },
    bytes: () =>
      readdirSync(folder)
        .filter(name => !name.endsWith('.key'))
        .map(name => readFileSync(join(folder, name), 'latin1'))
        .join(''),
    async reseal(keys, at = url ?? 'sqlite://data/steady.sqlite') {
      const said: string[] = [];
      const env = { STORE_URL: at, ENCRYPTION_KEYS: written(keys), LOG_LEVEL: 'silent' };
      const code = await runReseal({ env, root, kinds, say: line => said.push(line) });
      return { code, said };
    },
  };
}
