import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRedis } from '../../src/store/redis.ts';
import { afterwards, describeRedis, note, notes, opened, ownRedis, quiet, storeOn, why } from './places.ts';
import type { TestRedis } from './redis-server.ts';

/** A place on a Redis, and what it has logged. */
async function place(url: string) {
  const lines: string[] = [];
  const log = { ...quiet, warn: (_: object, said: string) => lines.push(said) };
  const backend = await opened(() => openRedis(url, { log }));
  return { backend, lines, store: storeOn(backend) };
}

const childrenOf = (pid: number | undefined) => `/proc/${pid}/task/${pid}/children`;
const soon = (ms: number) => performance.now() + ms;
const losing = 'Redis loses its last minutes, or everything, when it stops: set its appendonly to yes.';
const evicting = 'Redis may throw records away when it is full: set its maxmemory-policy to noeviction.';
const unscrubbed =
  'Redis does not let its append-only file be written anew: what was deleted stays in it for a while.';

describeRedis('the log at the start', () => {
  test('warns of a Redis that evicts what it keeps, and of one that keeps no file of its writes', async () => {
    const redis = await ownRedis('--maxmemory-policy', 'allkeys-lru');
    expect((await place(redis.url())).lines).toEqual([evicting, losing]);
    await redis.ask('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await redis.ask('CONFIG', 'SET', 'appendonly', 'yes');
    expect((await place(redis.url())).lines).toEqual([]);
  });

  test('says nothing of a Redis that does not tell its settings', async () => {
    const redis = await ownRedis('--maxmemory-policy', 'allkeys-lru', '--rename-command', 'INFO', '');
    const { lines, store } = await place(redis.url());
    await store.collection(notes).update('1', () => note(1));
    expect(lines).toEqual([]);
  });
});

describeRedis('what was deleted', () => {
  const holds = (redis: TestRedis, words: string): boolean => {
    const folder = join(redis.folder, 'appendonlydir');
    return readdirSync(folder).some(name => readFileSync(join(folder, name), 'latin1').includes(words));
  };

  test('is in no file of Redis any more after a scrub', async () => {
    const redis = await ownRedis('--appendonly', 'yes');
    const { store, lines } = await place(redis.url());
    const kept = store.collection(notes);
    await kept.update('1', () => note(1, 'these words stay'));
    await kept.update('2', () => note(2, 'these words go'));
    await kept.delete('2');
    expect(holds(redis, 'these words go')).toBe(true);
    await store.scrub();
    // Files that are not used any more are removed right after.
    await expect.poll(() => holds(redis, 'these words go')).toBe(false);
    expect(await kept.get('1')).toEqual(note(1, 'these words stay'));
    expect(lines).toEqual([]);
  });

  test('is in no file either when several scrub at once, and one run had begun before it was deleted', async () => {
    const redis = await ownRedis('--appendonly', 'yes', '--rdb-key-save-delay', '5000');
    const places = await Promise.all([place(redis.url()), place(redis.url())]);
    const kept = places.map(({ store }) => store.collection(notes));
    for (let index = 0; index < 60; index++)
      await kept[0]?.update(`${index}`, () => note(1, 'these words go'));
    const early = places[0]?.store.scrub();
    await expect.poll(() => redis.ask('INFO', 'persistence')).toMatch(/aof_rewrite_in_progress:1/);
    for (let index = 0; index < 60; index++) await kept[1]?.delete(`${index}`);
    await Promise.all([early, ...places.map(({ store }) => store.scrub())]);
    await expect.poll(() => holds(redis, 'these words go')).toBe(false);
    // From now on none has a head start: both see that nothing is under way, and one of them is too late.
    for (let index = 0; index < 20; index++) await kept[0]?.update(`${index}`, () => note(1, 'nor do these'));
    for (let index = 10; index < 20; index++) await kept[1]?.delete(`${index}`);
    await kept[0]?.update('10', () => note(1));
    await Promise.all(places.map(({ store }) => store.scrub()));
    expect((await kept[0]?.get('9'))?.text).toBe('nor do these');
  });

  test('is not called gone while Redis is not done in time', async () => {
    const redis = await ownRedis('--appendonly', 'yes', '--rdb-key-save-delay', '20000');
    const { backend, store } = await place(redis.url());
    const kept = store.collection(notes);
    for (let index = 0; index < 60; index++) await kept.update(`${index}`, () => note(1));
    expect(await why(backend.scrub(soon(300)))).toBe('slow');
    await backend.scrub(soon(10_000));
  });

  test('is not called gone when Redis cannot write its file anew', async () => {
    const redis = await ownRedis('--appendonly', 'yes');
    const { backend, store } = await place(redis.url());
    await store.collection(notes).update('1', () => note(1));
    rmSync(join(redis.folder, 'appendonlydir'), { recursive: true });
    writeFileSync(join(redis.folder, 'appendonlydir'), 'in the way');
    expect(await why(backend.scrub(soon(5_000)))).toBe('failed');
  });

  // Where the system lists the processes of a process.
  test.skipIf(!existsSync(childrenOf(process.pid)))(
    'is not called gone when writing anew ended halfway',
    async () => {
      const redis = await ownRedis('--appendonly', 'yes', '--rdb-key-save-delay', '20000');
      const { backend, store } = await place(redis.url());
      const kept = store.collection(notes);
      for (let index = 0; index < 60; index++) await kept.update(`${index}`, () => note(1));
      const scrubbing = why(backend.scrub(soon(5_000)));
      const writer = () => Number(readFileSync(childrenOf(redis.pid()), 'utf8'));
      await expect.poll(writer).toBeGreaterThan(0);
      process.kill(writer(), 'SIGKILL');
      expect(await scrubbing).toBe('failed');
    },
  );

  test('stays for a while where Redis lets nobody ask for it, which is said once', async () => {
    const redis = await ownRedis('--appendonly', 'yes', '--rename-command', 'BGREWRITEAOF', '');
    const { lines, store } = await place(redis.url());
    await store.scrub();
    await store.scrub();
    expect(lines).toEqual([unscrubbed]);
    const other = await ownRedis('--appendonly', 'yes', '--rename-command', 'INFO', '');
    const blind = await place(other.url());
    await blind.store.scrub();
    expect(blind.lines).toEqual([unscrubbed]);
  });

  test('is not called gone while Redis is away', async () => {
    const redis = await ownRedis();
    const { backend } = await place(redis.url());
    afterwards(() => redis.kill());
    await redis.kill();
    expect(await why(backend.scrub(soon(300)))).toBe('away');
  });
});
