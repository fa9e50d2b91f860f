import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { packageRoot } from '../../src/core/package-root.ts';
import { resealKind, runReseal } from '../../src/ops/resealing.ts';
import type { CollectionDefinition } from '../../src/store/collection.ts';
import { keysBeside } from '../../src/store/keys.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { createSeal } from '../../src/store/seal.ts';

const oldKey = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);
const lostKey = Buffer.alloc(32, 3);
const written = (...keys: Buffer[]) => keys.map(key => key.toString('base64')).join(',');
const log = { info: () => {}, warn: () => {}, error: () => {} };

/** A kind with sealed fields, as /plan will have them. */
type Plan = { people?: string | undefined; signs: string[]; usedOn: string };
const plans: CollectionDefinition<Plan> = {
  name: 'plans',
  version: 2,
  schema: z.object({ people: z.string().optional(), signs: z.array(z.string()), usedOn: z.string() }),
  upgrades: { 1: older => ({ signs: [], ...(older as object) }) },
  sealed: ['people', 'signs'],
  until: () => 2e12,
};
/** The same kind before anything of it was sealed. */
const olderPlans = {
  name: 'plans',
  version: 1,
  schema: z.object({ people: z.string(), usedOn: z.string() }),
};
/** The same kind as somebody damaged it. */
const unfit = { name: 'plans', version: 2, schema: z.object({ usedOn: z.string() }) } as const;
/** A kind without any, as all are today. */
const notes: CollectionDefinition<{ calm: boolean }> = {
  name: 'notes',
  version: 1,
  schema: z.object({ calm: z.boolean() }),
};
const kinds = [plans, notes] as readonly unknown[] as CollectionDefinition<Record<string, unknown>>[];
const ada: Plan = { people: 'Ada, next door', signs: ['no sleep'], usedOn: '2026-11-22' };

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steady-reseal-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('npm run reseal', () => {
  test('closes with the current key what an older one closed, so that the older one can go', async () => {
    await keep([oldKey], { a: ada, b: { ...ada, people: undefined }, c: { ...ada, signs: ['a', 'b'] } });
    const { code, said } = await reseal([newKey, oldKey]);
    expect(said).toEqual([
      'plans: 3 kept, 3 closed again',
      'notes: 1 kept, 0 closed again',
      'Everything sealed is closed with the current key. Older keys are needed only for backups made before now.',
    ]);
    expect(code).toBe(0);
    expect(await kept([newKey])).toEqual({
      a: ada,
      b: { signs: ada.signs, usedOn: ada.usedOn },
      c: { ...ada, signs: ['a', 'b'] },
    });
  });

  test('changes nothing else: not what is current, not what has no sealed field, not when a record goes', async () => {
    await keep([oldKey], { old: ada });
    await keep([newKey, oldKey], { current: ada });
    const before = await raw();
    await reseal([newKey, oldKey]);
    const after = await raw();
    expect(after.current).toEqual(before.current);
    expect(after.note).toEqual(before.note);
    expect(after.old).not.toEqual(before.old);
    expect(after.old).toMatchObject({ v: 2, until: 2e12, value: { usedOn: ada.usedOn } });
  });

  test('has nothing left to do the second time', async () => {
    await keep([oldKey], { a: ada });
    await reseal([newKey, oldKey]);
    const before = await raw();
    const { code, said } = await reseal([newKey, oldKey]);
    expect(code).toBe(0);
    expect(said[0]).toBe('plans: 1 kept, 0 closed again');
    expect(await raw()).toEqual(before);
  });

  test('leaves no byte in the file that the older key closed', async () => {
    await keep([oldKey], { a: ada });
    const { a } = (await raw()) as Record<string, { value: { people: string } }>;
    const closed = a?.value.people ?? '';
    expect(bytesOfStore()).toContain(closed);
    await reseal([newKey, oldKey]);
    expect(bytesOfStore()).not.toContain(closed);
    expect(bytesOfStore()).not.toContain('next door');
  });

  test('also closes what an earlier version kept open', async () => {
    const store = await open([oldKey]);
    await store.collection(olderPlans).update('a', () => ({ people: 'Ada', usedOn: '2026-11-22' }));
    await store.close();
    expect(bytesOfStore()).toContain('"people":"Ada"');
    expect((await reseal([oldKey])).said[0]).toBe('plans: 1 kept, 1 closed again');
    expect(bytesOfStore()).not.toContain('"people":"Ada"');
    expect(await kept([oldKey])).toEqual({ a: { people: 'Ada', signs: [], usedOn: '2026-11-22' } });
  });

  test('counts what it cannot read, says why, leaves it alone, and ends with 1', async () => {
    await keep([lostKey], { lost: ada, lostToo: ada });
    await keep([oldKey], { old: ada });
    const store = await open([newKey]);
    await store.collection(unfit).update('unfit', () => ({ usedOn: '2026-11-22' }));
    await store.close();
    const before = await raw();
    const { code, said } = await reseal([newKey, oldKey]);
    expect(code).toBe(1);
    expect(said.slice(0, 3)).toEqual([
      'plans: 4 kept, 1 closed again',
      expect.stringMatching(
        /^plans: 2 cannot be read\. The key it was closed with \([\w-]{6}\) is missing\.$/,
      ),
    ]);
    expect(said.at(-1)).toMatch(/^What cannot be read was left as it is: keep the older keys/);
    const after = await raw();
    expect({ ...after, old: before.old }).toEqual(before);
    expect(after.old).not.toEqual(before.old);
    expect((await reseal([newKey, oldKey, lostKey])).said[0]).toBe('plans: 4 kept, 2 closed again');
    expect(await kept([newKey])).toEqual({ lost: ada, lostToo: ada, old: ada, unfit: undefined });
  });

  test('moves from the key beside the store to one of the settings', async () => {
    const { keys } = await keysBeside(file());
    await keep(keys, { a: ada });
    expect((await reseal([newKey])).said[0]).toBe('plans: 1 kept, 1 closed again');
    expect(await kept([newKey])).toEqual({ a: ada });
  });

  test('goes by the key beside the store when the settings have none', async () => {
    const { keys } = await keysBeside(file());
    await keep(keys, { a: ada });
    expect((await reseal([])).said[0]).toBe('plans: 1 kept, 0 closed again');
  });

  test.each([0, 1, 2])(
    'loses nothing when it is stopped after %i of three, and goes on from there',
    async done => {
      await keep([oldKey], { a: ada, b: ada, c: ada });
      const seal = createSeal([newKey, oldKey]);
      const store = await open([newKey, oldKey]);
      const stopping = stoppingAfter(done, store);
      await expect(resealKind(stopping, seal, kinds[0] ?? missing())).rejects.toThrow('stopped here');
      await store.close();
      expect(await kept([newKey, oldKey])).toEqual({ a: ada, b: ada, c: ada });
      expect((await reseal([newKey, oldKey])).said[0]).toBe(`plans: 3 kept, ${3 - done} closed again`);
      expect(await kept([newKey])).toEqual({ a: ada, b: ada, c: ada });
    },
  );

  test.each([
    ['a store in memory', 'memory:'],
    ['a file that is not there', 'sqlite://data/nothing.sqlite'],
  ])('says that there is nothing to reseal: %s', async (_, url) => {
    const { code, said } = await reseal([newKey], url);
    expect(code).toBe(1);
    expect(said).toEqual([`Expected a store to reseal at ${url}, found none.`]);
    expect(readdirSync(root)).toEqual([]);
  });

  test('says in one sentence what is wrong with the settings or the keys', async () => {
    await keep([oldKey], { a: ada });
    expect(await reseal([], 'redis://localhost')).toEqual({
      code: 1,
      said: [expect.stringMatching(/^STORE_URL .+ later version/)],
    });
    expect(await reseal([])).toEqual({
      code: 1,
      said: [expect.stringMatching(/^Expected \S+\.key, the key of/)],
    });
  });

  test('does not start while Steady runs', async () => {
    await keep([oldKey], { a: ada });
    const running = await open([oldKey]);
    const { code, said } = await reseal([newKey, oldKey]);
    await running.close();
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringMatching(/^Another process already uses .+\.$/)]);
  });

  test('runs as built over the kinds there are', async () => {
    const store = await open([oldKey]);
    await store.close();
    const env = {
      PATH: process.env.PATH ?? '',
      STORE_URL: `sqlite://${file()}`,
      ENCRYPTION_KEYS: written(newKey),
    };
    const entry = join(packageRoot(import.meta.url), 'dist/src/ops/reseal.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [entry], { env, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toContain('preferences: 0 kept, 0 closed again\n');
    expect(stdout).not.toContain(written(newKey));
    expect(status).toBe(0);
  });
});

const file = () => join(root, 'data', 'steady.sqlite');
const open = (keys: readonly Uint8Array[]) =>
  openStore(`sqlite://${file()}`, { seal: createSeal(keys), log, root });

/** Keeps these plans, and one note, with these keys. */
async function keep(keys: readonly Uint8Array[], records: Record<string, Plan>): Promise<void> {
  const store = await open(keys);
  const collection = store.collection(plans);
  for (const [id, plan] of Object.entries(records)) await collection.update(id, () => plan);
  await store.collection(notes).update('note', () => ({ calm: true }));
  await store.close();
}

/** Every plan, as whoever has only these keys reads it. */
async function kept(keys: readonly Uint8Array[]): Promise<Record<string, Plan | undefined>> {
  const store = await open(keys);
  const found: Record<string, Plan | undefined> = {};
  for await (const [id, plan] of store.collection(plans).entries()) found[id] = plan;
  await store.close();
  return found;
}

/** Every record as stored, by id. */
async function raw(): Promise<Record<string, unknown>> {
  const store = await open([lostKey]);
  const found: Record<string, unknown> = {};
  for (const collection of [store.collection(plans), store.collection(notes)]) {
    for await (const [id] of collection.entries()) found[id] = await collection.raw(id);
  }
  await store.close();
  return found;
}

/** Runs a reseal with these keys in the settings. */
async function reseal(
  keys: Buffer[],
  url = 'sqlite://data/steady.sqlite',
): Promise<{ code: number; said: string[] }> {
  const said: string[] = [];
  const env = { STORE_URL: url, ENCRYPTION_KEYS: written(...keys), LOG_LEVEL: 'silent' };
  const code = await runReseal({ env, root, kinds, say: line => said.push(line) });
  return { code, said };
}

/** Everything in the file and in what SQLite keeps beside it. */
function bytesOfStore(): string {
  return readdirSync(join(root, 'data'))
    .filter(name => !name.endsWith('.key'))
    .map(name => readFileSync(join(root, 'data', name), 'latin1'))
    .join('');
}

function stoppingAfter(done: number, store: Store): Store {
  let left = done;
  return {
    ...store,
    collection(definition) {
      const collection = store.collection(definition);
      return {
        ...collection,
        async update(id, change) {
          if (left-- === 0) throw new Error('stopped here');
          return collection.update(id, change);
        },
      };
    },
  };
}

function missing(): never {
  throw new Error('Expected a kind, found none.');
}
