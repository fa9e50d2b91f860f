import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Collection, StoreError } from '../../src/store/collection.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import {
  afterwards,
  all,
  describeRedis,
  emptyRedis,
  expectWorks,
  note,
  notes,
  ownRedis,
  quiet,
  seal,
  why,
} from './places.ts';
import { startWire } from './wire.ts';

type Notes = Collection<{ text: string; count: number }>;

const started = async (url: string, deadline = 1_500, log = quiet) => {
  const store = await openStore(url, { root: '/', log, seal, deadline });
  afterwards(() => store.close());
  const kept = store.collection(notes);
  return { store, kept };
};

/** Everything that can be asked of a store fails within its deadline, and says why. */
async function expectAll(store: Store, kept: Notes, fault: string, deadline: number): Promise<void> {
  const began = performance.now();
  const asked = [
    kept.get('1'),
    kept.raw('1'),
    store.raw('1'),
    kept.delete('1'),
    kept.update('1', () => note(2)),
    kept.update('new', () => note(2)),
    all(kept.entries()),
    store.sweep(0),
  ];
  expect(await Promise.all(asked.map(why))).toEqual(asked.map(() => fault));
  expect(performance.now() - began).toBeLessThan(deadline + 300);
}

describeRedis('a store whose Redis goes', () => {
  test('says so within the deadline, whatever is asked, and goes on by itself once it is back', async () => {
    const redis = await ownRedis('--appendonly', 'yes');
    const { store, kept } = await started(redis.url());
    await kept.update('1', () => note(1));
    await redis.kill();
    await expectAll(store, kept, 'away', 1_500);
    const began = performance.now();
    expect(await why(kept.get('1', { within: 250 }))).toBe('away');
    expect(performance.now() - began).toBeLessThan(400);
    await redis.startAgain();
    await expect.poll(() => kept.get('1').catch(() => 'away')).toEqual(note(1));
    await expectWorks(kept, 1);
  });

  test('waits within the deadline for one that is only started anew', async () => {
    const redis = await ownRedis('--appendonly', 'yes');
    const { kept } = await started(redis.url(), 10_000);
    await kept.update('1', () => note(1));
    await redis.kill();
    const asked = [kept.get('1'), kept.update('2', () => note(2)), kept.delete('3')];
    await redis.startAgain();
    expect(await Promise.all(asked)).toEqual([note(1), note(2), false]);
  });

  test('has what was confirmed, however often it is killed in the middle of writing', {
    timeout: 60_000,
  }, async () => {
    const redis = await ownRedis('--appendonly', 'yes');
    const { kept } = await started(redis.url(), 10_000);
    const confirmed = new Map<string, number>();
    let isOver = false;
    let next = 0;
    const lane = async (): Promise<void> => {
      while (!isOver) {
        const number = next++;
        const id = `k${number % 200}`;
        const written = await kept
          .update(id, now => note(Math.max(number, now?.count ?? 0)))
          .catch(() => undefined);
        if (written) confirmed.set(id, Math.max(number, confirmed.get(id) ?? 0));
      }
    };
    const lanes = Promise.all(Array.from({ length: 8 }, lane));
    for (let round = 0; round < 4; round++) {
      await sleep(150 + 70 * round);
      await redis.kill();
      await redis.startAgain();
    }
    isOver = true;
    await lanes;
    expect(confirmed.size).toBeGreaterThan(50);
    const found = new Map(await all(kept.entries()));
    const lost = [...confirmed].filter(([id, number]) => (found.get(id)?.count ?? -1) < number);
    expect(lost).toEqual([]);
  });

  test('writes nothing by halves on one that falls silent, and goes on when it speaks again', async () => {
    const redis = await ownRedis();
    const { store, kept } = await started(redis.url(), 400);
    await kept.update('1', () => note(1));
    await kept.update('2', () => note(1));
    redis.freeze();
    await expectAll(store, kept, 'slow', 400);
    expect(await why(kept.get('1', { within: 50 }))).toBe('slow');
    redis.wake();
    await expect.poll(() => kept.get('2').catch(() => 'away')).toEqual(note(1));
    await expect.poll(() => kept.update('after', () => note(7)).catch(() => 'away')).toEqual(note(7));
    // What was on its way may have been done or not, but each of it whole: no row without its place in the index, nor the other way round.
    const rows = ((await redis.ask('KEYS', 'steady:notes:*')) as string[]).map(key => key.split(':')[2]);
    const index = (await redis.ask('ZRANGEBYLEX', 'steady:notes', '-', '+')) as string[];
    expect(new Set(index)).toEqual(new Set(rows));
    for (const [id, value] of await all(kept.entries())) expect([id, value?.text]).toEqual([id, 'a note']);
  });

  test('takes another connection where one was forgotten on its way without a word', async () => {
    const wire = await startWire((await emptyRedis()).port);
    afterwards(() => wire.close());
    const { kept } = await started(wire.url, 500);
    await kept.update('1', () => note(1));
    wire.forget();
    expect(await why(kept.get('1'))).toBe('slow');
    expect(await why(kept.update('1', () => note(2)))).toBe('slow');
    await expect.poll(() => kept.get('1').catch(() => 'slow'), { timeout: 10_000 }).toEqual(note(1));
    await expectWorks(kept, 1);
    expect(wire.connections()).toBe(2);
  });

  test('loses nothing when only its connection is cut, nor when Redis forgets its scripts', async () => {
    const redis = await emptyRedis();
    const { kept } = await started(redis.url());
    await kept.update('1', () => note(1));
    for (let times = 0; times < 5; times++) {
      await redis.ask('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      expect(await kept.update('1', now => note((now?.count ?? 0) + 1))).toEqual(note(times * 2 + 2));
      await redis.ask('SCRIPT', 'FLUSH');
      expect(await kept.update('1', now => note((now?.count ?? 0) + 1))).toEqual(note(times * 2 + 3));
    }
  });

  test('is refused while it is a copy of another, and goes on when it is not', async () => {
    const redis = await ownRedis();
    const { kept } = await started(redis.url(), 1_000);
    await kept.update('1', () => note(1));
    await redis.ask('REPLICAOF', '127.0.0.1', '1');
    expect(await why(kept.update('1', () => note(2)))).toBe('refused');
    await expect(kept.update('1', () => note(2))).rejects.toThrow('is a copy that may only be read.');
    await redis.ask('REPLICAOF', 'NO', 'ONE');
    await expect.poll(() => kept.get('1').catch(() => 'refused')).toEqual(note(1));
    await expectWorks(kept, 1);
  });

  test('is full: it says so, still reads and deletes, and goes on when there is room', async () => {
    const redis = await ownRedis('--maxmemory-policy', 'noeviction');
    const { store, kept } = await started(redis.url());
    await kept.update('1', () => note(1));
    await kept.update('2', () => note(1, 'x'.repeat(10_000)));
    await redis.ask('CONFIG', 'SET', 'maxmemory', '1');
    expect(await why(kept.update('1', () => note(2)))).toBe('full');
    expect(await why(kept.update('3', () => note(3)))).toBe('full');
    expect(await kept.get('1')).toEqual(note(1));
    expect(await kept.delete('2')).toBe(true);
    // Nor does it keep a process from starting, which has to read and to delete.
    const { kept: another } = await started(redis.url());
    expect(await another.get('1')).toEqual(note(1));
    await redis.ask('CONFIG', 'SET', 'maxmemory', '0');
    await expectWorks(kept, 1);
    expect((await all(kept.entries())).map(([id]) => id)).toEqual(['1', 'after']);
    await store.scrub();
  });

  test('logs once that it began to fail, and once that it works again', async () => {
    const redis = await ownRedis('--appendonly', 'yes');
    const lines: string[] = [];
    const log = {
      ...quiet,
      info: (_: object, said: string) => lines.push(said),
      warn: (_: object, said: string) => lines.push(said),
    };
    const { kept } = await started(redis.url(), 300, log);
    await kept.update('1', () => note(1));
    await redis.kill();
    for (let times = 0; times < 3; times++) expect(await why(kept.get('1'))).toBe('away');
    await redis.startAgain();
    await expect.poll(() => kept.get('1').catch(() => 'away')).toEqual(note(1));
    await kept.get('1');
    expect(lines).toEqual(['The store has begun to fail.', 'The store works again.']);
  });

  test('is closed in time while it is silent, or gone, and then throws whatever is asked', async () => {
    const redis = await ownRedis();
    const [silent, gone, well] = [
      await started(redis.url()),
      await started(redis.url(), 300),
      await started(redis.url()),
    ];
    await well.store.close();
    expect(await why(well.kept.get('1'))).toBe('away');
    redis.freeze();
    const asked = silent.kept.update('1', () => note(1)).catch((error: unknown) => error);
    const began = performance.now();
    await silent.store.close();
    expect(performance.now() - began).toBeLessThan(1_500);
    expect(await asked).toBeInstanceOf(StoreError);
    redis.wake();
    await redis.kill();
    expect(await why(gone.kept.get('1'))).toBe('away');
    await gone.store.close();
    await expect(gone.kept.get('1')).rejects.toThrow('was closed.');
  });
});
