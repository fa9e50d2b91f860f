import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Collection } from '../../src/store/collection.ts';
import { openRedis } from '../../src/store/redis.ts';
import {
  afterwards,
  all,
  describeRedis,
  emptyRedis,
  note,
  notes,
  opened,
  quiet,
  seeded,
  storeOn,
} from './places.ts';
import { startWire } from './wire.ts';

/** A store of a process, so to speak: on a connection of its own. */
const storeAt = async (url: string, deadline?: number) =>
  storeOn(await opened(() => openRedis(url, { log: quiet })), deadline);

const addOne = (now: { count: number } | undefined) => note((now?.count ?? 0) + 1);

describeRedis('several stores on one Redis', () => {
  test('lose none of 50 updates of one record that each of them makes at once', async () => {
    const url = (await emptyRedis()).url();
    const backend = await opened(() => openRedis(url, { log: quiet }));
    // Two of them on one connection.
    const stores = [await storeAt(url), storeOn(backend), storeOn(backend)];
    const kept = stores.map(store => store.collection(notes));
    const writing = Array.from({ length: 50 }, () => kept.map(one => one.update('1', addOne)));
    const seen = await Promise.all(writing.flat());
    expect(await kept[0]?.get('1')).toEqual(note(150));
    // Each was told what stood after its own, and no two the same.
    expect(new Set(seen.map(value => value?.count)).size).toBe(150);
  });

  test('make and delete a record as if they took turns', async () => {
    const url = (await emptyRedis()).url();
    const kept = await Promise.all(
      Array.from({ length: 4 }, async () => (await storeAt(url)).collection(notes)),
    );
    let [made, gone] = [0, 0];
    const work = async (one: (typeof kept)[number]): Promise<void> => {
      for (let times = 0; times < 25; times++) {
        let isNew = false;
        await one.update('here', now => {
          isNew = now === undefined;
          return now ?? note(1);
        });
        if (isNew) made += 1;
        if (await one.delete('here')) gone += 1;
        await one.update('turned', now => (now ? 'absent' : note(1)));
      }
    };
    await Promise.all(kept.map(work));
    expect(gone).toBe(made);
    expect(gone).toBeGreaterThan(24);
    // Turned a hundred times by all of them.
    expect(await all(kept[0]?.entries() ?? fail())).toEqual([]);
  });

  test('in processes of their own lose nothing', { timeout: 60_000 }, async () => {
    const url = (await emptyRedis()).url();
    const child = join(import.meta.dirname, 'redis-child.mjs');
    const run = (name: string) => promisify(execFile)(process.execPath, [child, url, '150', name]);
    await Promise.all(['a', 'b', 'c'].map(run));
    const kept = (await storeAt(url)).collection(notes);
    expect((await kept.get('shared'))?.count).toBe(450);
    const found = new Map(await all(kept.entries()));
    expect(found.size).toBe(451);
    expect(found.get('b-149')).toEqual(note(149, 'b'));
  });

  /** A collection, and another that writes right after the first has read for the first time. */
  const outrun = async (write: (kept: Collection<{ text: string; count: number }>) => Promise<unknown>) => {
    const url = (await emptyRedis()).url();
    const other = (await storeAt(url)).collection(notes);
    const backend = await opened(() => openRedis(url, { log: quiet }));
    const table = backend.table('notes');
    let isFirst = true;
    const get: typeof table.get = async (...call) => {
      const text = await table.get(...call);
      if (isFirst) {
        isFirst = false;
        await write(other);
      }
      return text;
    };
    await other.update('1', () => note(1));
    return storeOn({ ...backend, table: () => ({ ...table, get }) }).collection(notes);
  };

  test('ask a change again about what another wrote meanwhile, and what it says last is what counts', async () => {
    const kept = await outrun(other => other.update('1', () => note(10)));
    const seen: (number | undefined)[] = [];
    const after = await kept.update('1', now => {
      seen.push(now?.count);
      return addOne(now);
    });
    expect([seen, after]).toEqual([[1, 10], note(11)]);
    expect(await kept.get('1')).toEqual(note(11));
  });

  test('make nothing again that another has deleted meanwhile', async () => {
    const kept = await outrun(other => other.delete('1'));
    expect(await kept.update('1', now => (now ? note(now.count + 1) : 'absent'))).toBeUndefined();
    expect(await kept.get('1')).toBeUndefined();
  });

  test('tell who waited in one line what came of their own, also where the first writing came too late', async () => {
    const kept = await outrun(other => other.update('1', () => note(10)));
    const asked = await Promise.allSettled([
      kept.update('1', addOne),
      kept.update('1', now => {
        if (now?.count === 11) throw new Error('seen 11');
        return addOne(now);
      }),
      kept.delete('1'),
      kept.delete('1'),
    ]);
    expect(asked).toMatchObject([
      { value: note(11) },
      { reason: { message: 'seen 11' } },
      { value: true },
      { value: false },
    ]);
  });

  test('take for gone what somebody took out past them, and can make it again', async () => {
    const redis = await emptyRedis();
    const kept = (await storeAt(redis.url())).collection(notes);
    for (const id of ['1', '2', '3']) await kept.update(id, () => note(1));
    await redis.ask('DEL', 'steady:notes:2');
    expect((await all(kept.entries())).map(([id]) => id)).toEqual(['1', '3']);
    expect(await kept.delete('2')).toBe(false);
    expect(await kept.update('2', addOne)).toEqual(note(1));
    expect((await all(kept.entries())).map(([id]) => id)).toEqual(['1', '2', '3']);
  });

  test('sweep together, and what one has renewed stays', async () => {
    const url = (await emptyRedis()).url();
    const definition = { ...notes, name: 'short', until: ({ count }: { count: number }) => count };
    const [first, second] = [await storeAt(url), await storeAt(url)];
    const [one, other] = [first.collection(definition), second.collection(definition)];
    await Promise.all(Array.from({ length: 40 }, (_, at) => one.update(`k${at}`, () => note(10))));
    await other.update('k7', () => note(50));
    const [swept, also] = await Promise.all([first.sweep(20), second.sweep(20)]);
    expect(swept + also).toBe(39);
    expect(await all(other.entries())).toEqual([['k7', note(50)]]);
  });

  test('leave of what is past its time what its kind says remains, which the other reads', async () => {
    const url = (await emptyRedis()).url();
    const definition = {
      ...notes,
      name: 'fading',
      until: ({ count }: { count: number }) => (count > 0 ? count : undefined),
      remains: ({ text }: { text: string }) => (text === 'leaves' ? note(0, 'left') : ('absent' as const)),
    };
    const [one, other] = [await storeAt(url), await storeAt(url)];
    const [here, there] = [one.collection(definition), other.collection(definition)];
    await here.update('1', () => note(10, 'leaves'));
    await here.update('2', () => note(10, 'goes'));
    expect(await other.sweep(20)).toBe(1);
    expect(await all(here.entries())).toEqual([['1', note(0, 'left')]]);
    expect(await there.get('1')).toEqual(note(0, 'left'));
  });
});

describeRedis('a write whose answer is lost on its way', () => {
  const cuttable = async () => {
    const redis = await emptyRedis();
    const wire = await startWire(redis.port);
    afterwards(() => wire.close());
    return { wire, redis, kept: (await storeAt(wire.url)).collection(notes) };
  };
  const isWrite = (asked: string) => /\r\nEVAL/.test(asked) && !asked.includes('#trial');

  test('is done once: it is known again, though the record has changed since', async () => {
    const { wire, redis, kept } = await cuttable();
    await kept.update('1', addOne);
    const other = (await storeAt(redis.url())).collection(notes);
    let others = Promise.resolve<unknown>(undefined);
    wire.loseAnswersTo(asked => {
      if (!isWrite(asked)) return false;
      wire.mend();
      others = other.update('1', now => note((now?.count ?? 0) + 100));
      return true;
    });
    expect((await kept.update('1', addOne))?.count).toBe(2);
    await others;
    expect(await kept.get('1')).toEqual(note(102));
    expect(wire.connections()).toBe(2);
  });

  test.each(['make', 'change', 'delete'])('is told as done: to %s', async what => {
    const { wire, kept } = await cuttable();
    if (what !== 'make') await kept.update('1', () => note(1));
    wire.loseAnswersTo(asked => {
      const isIt = isWrite(asked);
      if (isIt) wire.mend();
      return isIt;
    });
    if (what === 'delete') expect(await kept.delete('1')).toBe(true);
    else expect(await kept.update('1', addOne)).toEqual(note(what === 'make' ? 1 : 2));
    expect(wire.connections()).toBe(2);
    expect((await all(kept.entries())).map(([, value]) => value?.count)).toEqual(
      what === 'delete' ? [] : [what === 'make' ? 1 : 2],
    );
  });

  test('is neither lost nor doubled, however often that happens to several stores at once', {
    timeout: 60_000,
  }, async () => {
    const redis = await emptyRedis();
    const wire = await startWire(redis.port);
    afterwards(() => wire.close());
    const kept = await Promise.all(
      Array.from({ length: 3 }, async () => (await storeAt(wire.url, 20_000)).collection(notes)),
    );
    const random = seeded(8);
    wire.loseAnswersTo(asked => !asked.includes('#trial') && random() < 0.1);
    await Promise.all(
      kept.map(async one => {
        for (let times = 0; times < 40; times++) await one.update('1', addOne);
      }),
    );
    wire.mend();
    expect(wire.connections()).toBeGreaterThan(10);
    expect(await kept[0]?.get('1')).toEqual(note(120));
  });
});

function fail(): never {
  throw new Error('Expected a collection, got none.');
}
