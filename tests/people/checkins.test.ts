import { afterEach, describe, expect, test } from 'vitest';
import { type Checkin, withChanged, withCheckin, without } from '../../src/people/checkins.ts';
import { createPeople, type People } from '../../src/people/person.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import { collectingLog } from '../router/log.ts';
import { gated } from '../store/gated.ts';

const day = 24 * 60 * 60_000;
const begin = Date.parse('2026-11-22T20:00:00Z');
const sad = (at: number, more: Partial<Checkin> = {}): Checkin => ({
  at,
  feeling: 'sad',
  strength: 4,
  opened: [],
  ...more,
});
const history = (...entries: Checkin[]) => ({ keeps: true, entries });

/** People on a store of their own, with a key that can be another one. */
function people(backend = openMemory(), key = new Uint8Array(32)) {
  const clock = { time: begin, now: () => clock.time };
  const store = createStore(backend, { seal: createSeal([key]), deadline: 300 });
  return { all: createPeople(store, { clock, log: collectingLog().log }), store, clock };
}

describe('a kept check-in', () => {
  test('goes after 180 days, also where its person never comes back', async () => {
    const { all, store } = people();
    await all.change('checkins', 'ada', () => history(sad(begin), sad(begin + 100 * day)));
    expect(await store.sweep(begin + 180 * day)).toBe(0);
    expect((await all.read('checkins', 'ada'))?.entries).toHaveLength(2);
    expect(await store.sweep(begin + 180 * day + 1)).toBe(0);
    expect((await all.read('checkins', 'ada'))?.entries.map(({ at }) => at)).toEqual([begin + 100 * day]);
    await store.sweep(begin + 281 * day);
    expect(await all.read('checkins', 'ada')).toMatchObject({ keeps: true, entries: [] });
  });

  test('leaves the wish to keep them, which goes after twelve months', async () => {
    const { all, store } = people();
    await all.change('checkins', 'ada', () => history());
    expect(await store.sweep(Date.UTC(2027, 10, 21))).toBe(0);
    expect(await store.sweep(Date.UTC(2027, 10, 23))).toBe(1);
  });

  test('that cannot be read waits a year for its key, and no longer', async () => {
    const backend = openMemory();
    await people(backend).all.change('checkins', 'ada', () => history(sad(begin)));
    const { store } = people(backend, new Uint8Array(32).fill(1));
    expect(await store.sweep(begin + 181 * day)).toBe(0);
    expect(await store.sweep(begin + (180 + 365) * day)).toBe(0);
    expect(await store.sweep(begin + (180 + 367) * day)).toBe(1);
  });

  test('is one with what was begun at the same instant, and keeps its note and what was opened', () => {
    const before = history(sad(begin, { note: 'The song', opened: ['exercise:orienting'] }), sad(begin + 1));
    expect(withCheckin(before, { at: begin, feeling: 'angry', strength: 6 }).entries).toEqual([
      { at: begin, feeling: 'angry', strength: 6, note: 'The song', opened: ['exercise:orienting'] },
      sad(begin + 1),
    ]);
  });

  test('has its place in time, and there is an end to how many there are', () => {
    const many = history(...Array.from({ length: 2_000 }, (_, index) => sad(begin + 2 * index)));
    const { entries } = withCheckin(many, { at: begin + 3, feeling: 'angry', strength: 6 });
    expect(entries).toHaveLength(2_000);
    expect(entries[0]?.at).toBe(begin + 2);
    expect(entries[1]?.at).toBe(begin + 3);
  });

  test('can be changed and taken out, and nothing happens where it is gone', () => {
    const known = { usedOn: '2026-11-22', ...history(sad(begin), sad(begin + 1)) };
    const strong = (entry: Checkin) => ({ ...entry, strength: 9 });
    expect(withChanged(known, begin + 1, strong)).toMatchObject({
      entries: [{ strength: 4 }, { strength: 9 }],
    });
    expect(withChanged(known, begin + 2, strong)).toBe('same');
    expect(without(known, begin).entries).toEqual([sad(begin + 1)]);
  });
});

describe('the check-ins alone', () => {
  let running: People | undefined;
  afterEach(() => running?.stop());

  test('can be erased, and the rest stays', async () => {
    const { all } = people();
    await all.change('checkins', 'ada', () => history(sad(begin)));
    await all.change('greeted', 'ada', () => ({}));
    expect(await all.eraseOne('checkins', 'ada')).toBe(true);
    expect(await all.eraseOne('checkins', 'ada')).toBe(false);
    expect(Object.keys(await all.raw('ada'))).toEqual(['greeted']);
  });

  test('are not used any more once that was asked, whatever the store does, and nothing else is lost', async () => {
    const gate = gated();
    const store = createStore(gate.backend, { seal: createSeal([new Uint8Array(32)]), deadline: 60 });
    const all = createPeople(store, { clock: { now: () => begin }, log: collectingLog().log, retryMs: 5 });
    running = all;
    await all.change('checkins', 'ada', () => history(sad(begin)));
    await all.change('greeted', 'ada', () => ({}));
    gate.shut('get', 'swap', 'pages');
    await expect(all.eraseOne('checkins', 'ada')).rejects.toMatchObject({ why: 'slow' });
    expect(await all.read('checkins', 'ada')).toBeUndefined();
    expect(await all.glance('checkins', 'ada')).toBeUndefined();
    expect(await all.amend('checkins', 'ada', known => known)).toBeUndefined();
    gate.open();
    await expect.poll(() => store.raw('ada')).not.toHaveProperty('checkins');
    expect(await all.read('greeted', 'ada')).toBeDefined();
  });

  test('that are owed are gone before new ones are kept', async () => {
    const gate = gated();
    const store = createStore(gate.backend, { seal: createSeal([new Uint8Array(32)]), deadline: 60 });
    const clock = { now: () => begin };
    const all = createPeople(store, { clock, log: collectingLog().log, retryMs: 1_000_000 });
    running = all;
    await all.change('checkins', 'ada', () => history(sad(begin)));
    gate.shut('get', 'swap', 'pages');
    await expect(all.eraseOne('checkins', 'ada')).rejects.toMatchObject({ why: 'slow' });
    gate.open();
    const after = await all.change('checkins', 'ada', known => ({
      keeps: true,
      entries: [...(known?.entries ?? []), sad(begin + 1)],
    }));
    expect(after.entries).toEqual([sad(begin + 1)]);
  });
});
