import { expect, test } from 'vitest';
import { readRedisUrl } from '../../src/config/redis-url.ts';
import { commonPacer } from '../../src/discord/common-pacer.ts';
import { createPacer } from '../../src/discord/pacer.ts';
import { createRedisLink } from '../../src/store/redis-link.ts';
import { afterwards, describeRedis, emptyRedis, ownRedis } from '../store/places.ts';
import type { TestRedis } from '../store/redis-server.ts';

/** The pacers of so many processes. */
const pacers = (redis: TestRedis, count: number, perSecond?: number) =>
  Array.from({ length: count }, () => {
    const address = readRedisUrl(redis.url());
    if (!address) throw new Error('Expected an address.');
    const link = createRedisLink(address);
    afterwards(() => link.close());
    return commonPacer(createPacer(perSecond), link, perSecond);
  });

describeRedis('the pace of several processes', () => {
  test('is one for all of them, and keeps none of them from its share', async () => {
    const times: number[][] = [];
    const work = async (pacer: ReturnType<typeof createPacer>) => {
      const own: number[] = [];
      times.push(own);
      while (performance.now() < end) {
        await pacer.turn('message');
        own.push(performance.now());
      }
    };
    const three = pacers(await emptyRedis(), 3, 20);
    await Promise.all(three.map(pacer => pacer.turn('tidying')));
    const end = performance.now() + 3_000;
    await Promise.all(three.map(work));
    const all = times.flat();
    expect(all.length).toBeLessThanOrEqual(64);
    expect(all.length).toBeGreaterThan(40);
    for (const own of times) expect(own.length).toBeGreaterThan(8);
  });

  test('leaves room for other requests beside the messages', async () => {
    const [one] = pacers(await emptyRedis(), 1, 2);
    const begun = performance.now();
    await Promise.all([
      one?.turn('message'),
      one?.turn('opening'),
      one?.turn('look-up'),
      one?.turn('tidying'),
    ]);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test("is each one's own where Redis is away", async () => {
    const redis = await ownRedis();
    const [one] = pacers(redis, 1);
    await one?.turn('message');
    await redis.kill();
    const begun = performance.now();
    await Promise.all([one?.turn('look-up'), one?.turn('message')]);
    expect(performance.now() - begun).toBeGreaterThan(1_000);
    expect(performance.now() - begun).toBeLessThan(9_000);
  });
});
