import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';
import { resealKind } from '../../src/ops/resealing.ts';
import { keysBeside } from '../../src/store/keys.ts';
import type { Store } from '../../src/store/open.ts';
import { createSeal } from '../../src/store/seal.ts';
import { describeRedis, emptyRedis } from '../store/places.ts';
import { freePort } from '../store/redis-server.ts';
import { damagedPlans, type Kept, keptIn, kinds, olderPlans, type Plan, written } from './plans.ts';

const oldKey = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);
const lostKey = Buffer.alloc(32, 3);
const ada: Plan = { people: 'Ada, next door', signs: ['no sleep'], usedOn: '2026-11-22' };

let root = '';
let kept: Kept;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'steady-reseal-'));
  kept = keptIn(root);
});
afterEach(() => rmSync(root, { recursive: true }));

describe('npm run reseal', () => {
  test('closes with the current key what an older one closed, so that the older one can go', async () => {
    await kept.keep([oldKey], { a: ada, b: { ...ada, people: undefined }, c: { ...ada, signs: ['a', 'b'] } });
    const { code, said } = await kept.reseal([newKey, oldKey]);
    expect(said).toEqual([
      'plans: 3 kept, 3 closed again',
      'notes: 1 kept, 0 closed again',
      'Everything sealed is closed with the current key. Older keys are needed only for backups made before now.',
    ]);
    expect(code).toBe(0);
    expect(await kept.read([newKey])).toEqual({
      a: ada,
      b: { signs: ada.signs, usedOn: ada.usedOn },
      c: { ...ada, signs: ['a', 'b'] },
    });
  });

  test('changes nothing else: not what is current, not what has no sealed field, not when a record goes', async () => {
    await kept.keep([oldKey], { old: ada });
    await kept.keep([newKey, oldKey], { current: ada });
    const before = await kept.raw();
    await kept.reseal([newKey, oldKey]);
    const after = await kept.raw();
    expect(after.current).toEqual(before.current);
    expect(after.note).toEqual(before.note);
    expect(after.old).not.toEqual(before.old);
    expect(after.old).toMatchObject({ v: 2, until: 2e12, value: { usedOn: ada.usedOn } });
  });

  test('has nothing left to do the second time', async () => {
    await kept.keep([oldKey], { a: ada });
    await kept.reseal([newKey, oldKey]);
    const before = await kept.raw();
    const { code, said } = await kept.reseal([newKey, oldKey]);
    expect(code).toBe(0);
    expect(said[0]).toBe('plans: 1 kept, 0 closed again');
    expect(await kept.raw()).toEqual(before);
  });

  test('leaves no byte in the file that the older key closed', async () => {
    await kept.keep([oldKey], { a: ada });
    const { a } = (await kept.raw()) as Record<string, { value: { people: string } }>;
    const closed = a?.value.people ?? '';
    expect(kept.bytes()).toContain(closed);
    await kept.reseal([newKey, oldKey]);
    expect(kept.bytes()).not.toContain(closed);
    expect(kept.bytes()).not.toContain('next door');
  });

  test('also closes what an earlier version kept open', async () => {
    const store = await kept.open([oldKey]);
    await store.collection(olderPlans).update('a', () => ({ people: 'Ada', usedOn: '2026-11-22' }));
    await store.close();
    expect(kept.bytes()).toContain('"people":"Ada"');
    expect((await kept.reseal([oldKey])).said[0]).toBe('plans: 1 kept, 1 closed again');
    expect(kept.bytes()).not.toContain('"people":"Ada"');
    expect(await kept.read([oldKey])).toEqual({ a: { people: 'Ada', signs: [], usedOn: '2026-11-22' } });
  });

  test('counts what it cannot read, says why, leaves it alone, and ends with 1', async () => {
    await kept.keep([lostKey], { lost: ada, lostToo: ada });
    await kept.keep([oldKey], { old: ada });
    const store = await kept.open([newKey]);
    await store.collection(damagedPlans).update('damaged', () => ({ usedOn: '2026-11-22' }));
    await store.close();
    const before = await kept.raw();
    const { code, said } = await kept.reseal([newKey, oldKey]);
    expect(code).toBe(1);
    expect(said.slice(0, 3)).toEqual([
      'plans: 4 kept, 1 closed again',
      expect.stringMatching(
        /^plans: 1 cannot be read\. A record of "plans" cannot be read: .+ at "signs"\.$/,
      ),
      expect.stringMatching(
        /^plans: 2 cannot be read\. The key it was closed with \([\w-]{6}\) is missing\.$/,
      ),
    ]);
    expect(said.at(-1)).toMatch(/^What cannot be read was left as it is: keep the older keys/);
    const after = await kept.raw();
    expect({ ...after, old: before.old }).toEqual(before);
    expect(after.old).not.toEqual(before.old);
    expect((await kept.reseal([newKey, oldKey, lostKey])).said[0]).toBe('plans: 4 kept, 2 closed again');
    expect(await kept.read([newKey])).toEqual({ lost: ada, lostToo: ada, old: ada, damaged: undefined });
  });

  test('moves from the key beside the store to one of the settings', async () => {
    const { keys } = await keysBeside(kept.file);
    await kept.keep(keys, { a: ada });
    expect((await kept.reseal([newKey])).said[0]).toBe('plans: 1 kept, 1 closed again');
    expect(await kept.read([newKey])).toEqual({ a: ada });
  });

  test('goes by the key beside the store when the settings have none', async () => {
    const { keys } = await keysBeside(kept.file);
    await kept.keep(keys, { a: ada });
    expect((await kept.reseal([])).said[0]).toBe('plans: 1 kept, 0 closed again');
  });

  test.each([0, 1, 2])(
    'loses nothing when it is stopped after %i of three, and goes on from there',
    async done => {
      await kept.keep([oldKey], { a: ada, b: ada, c: ada });
      const seal = createSeal([newKey, oldKey]);
      const store = await kept.open([newKey, oldKey]);
      const stopping = stoppingAfter(done, store);
      await expect(resealKind(stopping, seal, kinds[0] ?? missing())).rejects.toThrow('stopped here');
      await store.close();
      expect(await kept.read([newKey, oldKey])).toEqual({ a: ada, b: ada, c: ada });
      expect((await kept.reseal([newKey, oldKey])).said[0]).toBe(`plans: 3 kept, ${3 - done} closed again`);
      expect(await kept.read([newKey])).toEqual({ a: ada, b: ada, c: ada });
    },
  );

  test.each([
    ['a store in memory', 'memory:'],
    ['a file that is not there', 'sqlite://data/nothing.sqlite'],
  ])('says that there is nothing to reseal: %s', async (_, url) => {
    const { code, said } = await kept.reseal([newKey], url);
    expect(code).toBe(1);
    expect(said).toEqual([`Expected a store to reseal at ${url}, found none.`]);
    expect(readdirSync(root)).toEqual([]);
  });

  test('says in one sentence what is wrong with the settings or the keys', async () => {
    await kept.keep([oldKey], { a: ada });
    expect(await kept.reseal([], 'redis://:secret@localhost')).toEqual({
      code: 1,
      said: ['ENCRYPTION_KEYS: expected one or more keys because STORE_URL is a Redis, came nothing'],
    });
    const port = await freePort();
    expect(await kept.reseal([newKey], `redis://:secret@127.0.0.1:${port}`)).toEqual({
      code: 1,
      said: [`The store's Redis at 127.0.0.1:${port} is not there: nothing listens on that port.`],
    });
    expect(await kept.reseal([])).toEqual({
      code: 1,
      said: [expect.stringMatching(/^Expected \S+\.key, the key of/)],
    });
  });

  test('does not start while Steady runs', async () => {
    await kept.keep([oldKey], { a: ada });
    const running = await kept.open([oldKey]);
    const { code, said } = await kept.reseal([newKey, oldKey]);
    await running.close();
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringMatching(/^Another process already uses .+\.$/)]);
  });

  test('runs as built over the kinds there are', async () => {
    const store = await kept.open([oldKey]);
    await store.close();
    const env = {
      PATH: process.env.PATH ?? '',
      STORE_URL: `sqlite://${kept.file}`,
      ENCRYPTION_KEYS: written([newKey]),
    };
    const entry = join(packageRoot(import.meta.url), 'dist/src/ops/reseal.js');
    const { status, stdout, stderr } = spawnSync(process.execPath, [entry], { env, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toContain('preferences: 0 kept, 0 closed again\n');
    expect(stdout).not.toContain(written([newKey]));
    expect(status).toBe(0);
  });
});

describeRedis('npm run reseal on a Redis', () => {
  test('closes with the current key what an older one closed, also while Steady runs with both', async () => {
    const there = keptIn(root, (await emptyRedis()).url());
    await there.keep([oldKey], { a: ada, b: ada, c: ada });
    const steady = await there.open([newKey, oldKey]);
    const plans = steady.collection(kinds[0] ?? missing());
    const resealing = there.reseal([newKey, oldKey]);
    for (let times = 1; times <= 20; times++) {
      await plans.update('b', () => ({ ...ada, signs: [`${times}`] }));
    }
    const { code, said } = await resealing;
    await steady.close();
    expect([code, said[0]?.startsWith('plans: 3 kept, ')]).toEqual([0, true]);
    expect(await there.read([newKey])).toEqual({ a: ada, b: { ...ada, signs: ['20'] }, c: ada });
    expect((await there.reseal([newKey])).said[0]).toBe('plans: 3 kept, 0 closed again');
  });
});

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
