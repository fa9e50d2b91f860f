import { expect, test } from 'vitest';
import { openStore, type Store } from '../../src/store/open.ts';
import { openRedis } from '../../src/store/redis.ts';
import { afterwards, describeRedis, emptyRedis, opened, ownRedis, quiet, seal, why } from './places.ts';
import { startWire } from './wire.ts';

const storeAt = async (url: string): Promise<Store> => {
  const store = await openStore(url, { root: '/', log: quiet, seal });
  afterwards(() => store.close());
  return store;
};
const note = (store: Store, id: string, forMs = 20_000): Promise<boolean> => {
  if (!store.note) throw new Error('Expected a store that many share, got one that notes nothing.');
  return store.note(id, forMs);
};

describeRedis('an id that is noted', () => {
  test('is noted once, whichever process asks, and among many that ask at once by one', async () => {
    const redis = await emptyRedis();
    const stores = await Promise.all([1, 2, 3].map(() => storeAt(redis.url())));
    const asked = Array.from({ length: 20 }, (_, at) => `12345678901234567${at % 10}`);
    const answers = await Promise.all(stores.flatMap(store => asked.map(id => note(store, id))));
    expect(answers.filter(Boolean)).toHaveLength(10);
  });

  test('is forgotten after its time, and is no record', async () => {
    const redis = await emptyRedis();
    const store = await storeAt(redis.url());
    expect(await note(store, '1', 1_000)).toBe(true);
    expect(await redis.ask('KEYS', '*')).toEqual(['steady:#note:1']);
    await expect.poll(() => note(store, '1', 1_000)).toBe(true);
    expect(Number(await redis.ask('PTTL', 'steady:#note:1'))).toBeGreaterThan(0);
  });

  test('is one’s own where the answer to the first try was lost', async () => {
    const wire = await startWire((await emptyRedis()).port);
    afterwards(() => wire.close());
    const backend = await opened(() => openRedis(wire.url, { log: quiet }));
    let isLost = false;
    wire.loseAnswersTo(asked => {
      if (isLost || !asked.includes('#note')) return false;
      isLost = true;
      return true;
    });
    const patient = () => performance.now() + 10_000;
    expect(await backend.note?.('1', 20_000, patient())).toBe(true);
    expect([isLost, wire.connections()]).toEqual([true, 2]);
    expect(await backend.note?.('1', 20_000, patient())).toBe(false);
  });

  test('says soon that Redis is away, or silent', async () => {
    const redis = await ownRedis();
    const store = await storeAt(redis.url());
    redis.freeze();
    const began = performance.now();
    expect(await why(note(store, '1'))).toBe('slow');
    redis.wake();
    await redis.kill();
    expect(await why(note(store, '2'))).toBe('away');
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

test('a store of one process leaves that to the process', async () => {
  expect((await storeAt('memory:')).note).toBeUndefined();
});
