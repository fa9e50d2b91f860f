import { expect, test } from 'vitest';
import { readRedisUrl } from '../../src/config/redis-url.ts';
import { startHeldGateway } from '../../src/discord/held.ts';
import { RefusedError } from '../../src/discord/retry.ts';
import { createLease } from '../../src/store/lease.ts';
import { createRedisLink } from '../../src/store/redis-link.ts';
import { collectingLog } from '../router/log.ts';
import { afterwards, describeRedis, emptyRedis, ownRedis } from '../store/places.ts';
import type { TestRedis } from '../store/redis-server.ts';

/** Processes on one Redis, so to speak, that note when they connect and when they stop. */
function processes(redis: TestRedis) {
  const happened: string[] = [];
  const begin = async (name: string, heldMs = 500) => {
    const { log, lines } = collectingLog();
    const address = readRedisUrl(redis.url());
    if (!address) throw new Error('Expected an address.');
    const link = createRedisLink(address);
    const ended: string[] = [];
    const dying = new AbortController();
    const gateway = await startHeldGateway({
      lease: createLease(link, 'gateway', heldMs),
      start: async () => {
        if (name === 'refused' && happened.length > 0) throw new RefusedError('Discord refuses the token.');
        happened.push(`${name} connected`);
        return {
          quiet: async () => {},
          trouble: () => undefined,
          stop: async () => void happened.push(`${name} stopped`),
        };
      },
      log,
      onEnd: reason => ended.push(reason),
      signal: dying.signal,
      everyMs: 50,
    });
    afterwards(async () => {
      dying.abort();
      await gateway.stop();
      await link.close();
    });
    return { gateway, lines, ended, dies: () => dying.abort() };
  };
  return { happened, begin };
}

describeRedis('the connection to Discord, of several processes', () => {
  test('is of the first one; the others are workers, and say so once', async () => {
    const { happened, begin } = processes(await emptyRedis());
    const [one, other] = [await begin('one'), await begin('other')];
    expect(happened).toEqual(['one connected']);
    await other.gateway.quiet();
    expect(one.lines).toEqual([]);
    expect(other.lines).toMatchObject([{ level: 'info', fields: { role: 'worker' } }]);
  });

  test('goes to another when its process stops, at once, or dies, once its time is over', async () => {
    const { happened, begin } = processes(await emptyRedis());
    const one = await begin('one', 60_000);
    const other = await begin('other');
    await one.gateway.stop();
    await expect.poll(() => happened).toEqual(['one connected', 'one stopped', 'other connected']);
    await begin('third');
    other.dies();
    await expect.poll(() => happened.at(-1)).toBe('third connected');
  });

  test('is kept while Redis is away, and given up once another has it', async () => {
    const redis = await ownRedis();
    const { happened, begin } = processes(redis);
    await begin('one', 5_000);
    const other = await begin('other', 5_000);
    await redis.kill();
    await new Promise(resolve => setTimeout(resolve, 1_000));
    expect(happened).toEqual(['one connected']);
    await redis.startAgain();
    // It comes back with nothing in it, so either of them may be the first to ask.
    await expect.poll(() => redis.ask('GET', 'steady:#lease:gateway')).toBeTruthy();
    await redis.ask('SET', 'steady:#lease:gateway', 'a third');
    const connected = () => happened.filter(one => one.endsWith(' connected')).length - stopped();
    const stopped = () => happened.filter(one => one.endsWith(' stopped')).length;
    await expect.poll(connected).toBe(0);
    expect(happened).toContain('one stopped');
    await redis.ask('DEL', 'steady:#lease:gateway');
    await expect.poll(connected).toBe(1);
    expect(other.ended).toEqual([]);
  });

  test('that Discord refuses ends the process that was to take it over', async () => {
    const { begin, happened } = processes(await emptyRedis());
    const one = await begin('one');
    const other = await begin('refused');
    await one.gateway.stop();
    await expect.poll(() => other.ended).toEqual(['Discord refuses the token.']);
    expect(happened).toEqual(['one connected', 'one stopped']);
  });
});
