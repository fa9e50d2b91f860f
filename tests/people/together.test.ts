import { describe, expect, test } from 'vitest';
import { createPeople } from '../../src/people/person.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import { collectingLog } from '../router/log.ts';
import { gated } from '../store/gated.ts';

const minutes = 60_000;
const what = { exercise: 'orienting', locale: 'en-US' };
const here = '300000000000000001';
const there = '300000000000000002';

function groups({ backend = openMemory(), key = 0 } = {}) {
  const clock = { time: Date.parse('2026-11-22T20:00:00Z'), now: () => clock.time };
  const store = createStore(backend, { seal: createSeal([new Uint8Array(32).fill(key)]), deadline: 300 });
  const people = createPeople(store, { clock, log: collectingLog().log, retryMs: 5 });
  return { people, together: people.together, clock, store, backend };
}

type Groups = ReturnType<typeof groups>;

/** Started by ada here, who is in it. */
async function started({ together }: Groups, channel = here, person = 'ada'): Promise<number> {
  const begun = await together.start(channel, person, what);
  if ('why' in begun) throw new Error(`Expected it to start, got ${begun.why}.`);
  return begun.session.session;
}

describe('starting', () => {
  test('is possible once a person in ten minutes, over all channels', async () => {
    const all = groups();
    await started(all);
    const at = all.clock.time + 10 * minutes;
    expect(await all.together.hindrance(there, 'ada')).toEqual({ why: 'soon', at });
    expect(await all.together.start(there, 'ada', what)).toEqual({ why: 'soon', at });
    expect(await all.together.hindrance(there, 'bo')).toBeUndefined();
    all.clock.time = at;
    expect(await all.together.hindrance(there, 'ada')).toBeUndefined();
    await started(all, there);
  });

  test('by one person in two channels at once begins in one', async () => {
    const { together } = groups();
    const both = await Promise.all([here, there].map(channel => together.start(channel, 'ada', what)));
    expect(both.filter(begun => 'session' in begun)).toHaveLength(1);
  });

  test('by two people in one channel at once begins one, and the other may start elsewhere', async () => {
    const { together } = groups();
    const [ada, bo] = await Promise.all(['ada', 'bo'].map(person => together.start(here, person, what)));
    expect(ada).toMatchObject({ session: { count: 1 } });
    expect(bo).toEqual({ why: 'running' });
    expect(await together.start(there, 'bo', what)).toMatchObject({ session: { count: 1 } });
  });

  test('gives every one of a channel another number, even within a millisecond', async () => {
    const all = groups();
    const first = await started(all);
    for (const step of [1, 2]) await all.together.next({ channel: here, session: first, step }, 'ada', 2);
    const second = await started(all, here, 'bo');
    expect(second).not.toBe(first);
    expect(await all.together.join({ channel: here, session: first }, 'mo')).toEqual({ how: 'over' });
    expect(await all.together.join({ channel: here, session: second }, 'mo')).toMatchObject({
      how: 'joined',
    });
  });

  test('goes on where what is kept of the last starts cannot be read', async () => {
    const before = groups();
    await started(before);
    const after = groups({ backend: before.backend, key: 1 });
    await after.together.sweep();
    expect(await after.store.raw(here)).toEqual({});
    await started(after);
  });

  test('does not go on where the store fails', async () => {
    const gate = gated();
    const { together } = groups({ backend: gate.backend });
    gate.shut('get');
    await expect(together.start(here, 'ada', what)).rejects.toThrow('answer');
    await expect(together.hindrance(here, 'ada')).rejects.toThrow('answer');
  });
});

describe('a session', () => {
  test('counts 200 people who join at once, each of them once', async () => {
    const all = groups();
    const at = { channel: here, session: await started(all) };
    const names = Array.from({ length: 200 }, (_, n) => `person ${n}`);
    const joined = await Promise.all([...names, ...names].map(name => all.together.join(at, name)));
    expect(joined.filter(({ how }) => how === 'joined')).toHaveLength(200);
    expect(joined.filter(({ how }) => how === 'again')).toHaveLength(200);
    const versions = joined.map(({ session }) => session?.version ?? 0);
    expect(Math.max(...versions)).toBe(201);
    expect((await all.together.join(at, 'ada')).session).toMatchObject({ count: 201, version: 201 });
  });

  test('that has ended keeps how it ended and no digests', async () => {
    const all = groups();
    const at = { channel: here, session: await started(all) };
    await all.together.join(at, 'bo');
    for (const step of [1, 2]) await all.together.next({ ...at, step }, 'ada', 2);
    expect(await all.together.join(at, 'mo')).toMatchObject({
      how: 'over',
      session: { ended: true, count: 2 },
    });
    expect(await all.together.next({ ...at, step: 2 }, 'ada', 2)).toMatchObject({ how: 'over' });
    expect(JSON.stringify(await all.store.raw(here))).not.toContain('"who"');
    expect(await all.together.hindrance(here, 'mo')).toBeUndefined();
  });

  test('is over two hours after its start, to the minute, however busy it is', async () => {
    const all = groups();
    const at = { channel: here, session: await started(all) };
    all.clock.time += 120 * minutes - 1;
    expect(await all.together.join(at, 'bo')).toMatchObject({ how: 'joined' });
    await all.together.sweep();
    expect(await all.store.raw(here)).not.toEqual({});
    all.clock.time += 1;
    expect(await all.together.join(at, 'mo')).toEqual({ how: 'over' });
    await all.together.sweep();
    expect(await all.store.raw(here)).toEqual({});
  });

  test('holds the digests of its people sealed', async () => {
    const all = groups();
    await started(all);
    await started(all, there, 'bo');
    const kept = JSON.stringify([await all.store.raw(here), await all.store.raw('recent')]);
    expect(kept).toContain('"sealed":["who"]');
    expect(kept).not.toMatch(/"(joined|starter|starts|digest|key)"/);
  });
});

describe('the digest of a person', () => {
  test('is known until the session is over, and after that until they may start again', async () => {
    const all = groups();
    const begin = all.clock.time;
    const session = await started(all);
    expect(await all.together.countedUntil('ada')).toBe(begin + 120 * minutes);
    expect(await all.together.countedUntil('bo')).toBeUndefined();
    for (const step of [1, 2]) await all.together.next({ channel: here, session, step }, 'ada', 2);
    expect(await all.together.countedUntil('ada')).toBe(begin + 10 * minutes);
    all.clock.time += 10 * minutes;
    await all.together.sweep();
    expect(await all.store.raw('recent')).toEqual({});
    expect(await all.together.countedUntil('ada')).toBeUndefined();
  });

  test('goes from every channel when what is kept about them is erased', async () => {
    const all = groups();
    const session = await started(all);
    await all.together.join({ channel: there, session: await started(all, there, 'bo') }, 'ada');
    expect(await all.people.erase('ada')).toBe(1);
    expect(await all.together.countedUntil('ada')).toBeUndefined();
    expect(await all.people.erase('ada')).toBe(0);
    expect(await all.together.join({ channel: here, session }, 'bo')).toMatchObject({
      session: { count: 1 },
    });
    expect(await all.together.hindrance('300000000000000003', 'ada')).toBeUndefined();
  });

  test('goes in the end where the store did not answer when they asked', async () => {
    const gate = gated();
    const all = groups({ backend: gate.backend });
    await started(all);
    gate.shut('get', 'swap', 'pages');
    await expect(all.people.erase('ada')).rejects.toThrow('answer');
    gate.open();
    await expect.poll(() => all.together.countedUntil('ada'), { timeout: 5_000 }).toBeUndefined();
  });
});
