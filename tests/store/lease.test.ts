import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readRedisUrl } from '../../src/config/redis-url.ts';
import { createLease } from '../../src/store/lease.ts';
import { createRedisLink } from '../../src/store/redis-link.ts';
import { afterwards, describeRedis, emptyRedis, ownRedis } from './places.ts';
import type { TestRedis } from './redis-server.ts';

/** One for each of so many processes. */
const leases = (redis: TestRedis, heldMs: number, count = 2) =>
  Array.from({ length: count }, () => {
    const address = readRedisUrl(redis.url());
    if (!address) throw new Error('Expected an address.');
    const link = createRedisLink(address);
    afterwards(() => link.close());
    return createLease(link, 'test', heldMs);
  });

describeRedis('a lease', () => {
  test('is held by one, for as long as that one renews it', async () => {
    const [one, other] = leases(await emptyRedis(), 400);
    expect(await one?.take()).toBe('new');
    for (let time = 0; time < 6; time++) {
      await sleep(100);
      expect([await one?.take(), await other?.take()]).toEqual(['renewed', 'another']);
    }
    await expect.poll(() => other?.take()).toBe('new');
    expect(await one?.take()).toBe('another');
  });

  test('is given up by its holder alone', async () => {
    const [one, other] = leases(await emptyRedis(), 60_000);
    await one?.take();
    await other?.release();
    expect(await other?.take()).toBe('another');
    await one?.release();
    expect(await other?.take()).toBe('new');
  });

  test('goes to one of many that ask at once', async () => {
    const many = leases(await emptyRedis(), 60_000, 8);
    const answers = await Promise.all(many.map(lease => lease.take()));
    expect(answers.filter(answer => answer === 'new')).toHaveLength(1);
    expect(answers.filter(answer => answer === 'another')).toHaveLength(7);
  });

  test('says so where Redis is away', async () => {
    const redis = await ownRedis();
    const [one] = leases(redis, 60_000);
    await one?.take();
    await redis.kill();
    await expect(one?.take()).rejects.toMatchObject({ why: 'away' });
  });
});
