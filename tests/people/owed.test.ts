import { afterEach, describe, expect, test } from 'vitest';
import { createPeople, type People } from '../../src/people/person.ts';
import { defaultPreferences } from '../../src/people/preferences.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import { collectingLog } from '../router/log.ts';
import { gated } from '../store/gated.ts';

/** People whose store can stop answering, and who ask again after `retryMs`. */
function people(retryMs: number) {
  const gate = gated();
  const store = createStore(gate.backend, { seal: createSeal([new Uint8Array(32)]), deadline: 60 });
  const clock = { now: () => Date.parse('2026-11-22T20:00:00Z') };
  all = createPeople(store, { clock, log: collectingLog().log, glanceMs: 50, retryMs });
  return { all, gate, store };
}

let all: People;
afterEach(() => all.stop());

const telling = {
  say: (key: string) => key,
  exercise: (id: string) => id,
  feeling: (id: string) => id,
  country: (code: string) => code,
  locale: 'en-US',
};
const german = () => ({ ...defaultPreferences, country: 'DE' });
const never = 1_000_000;

/** Ada kept something, asked to delete it, and the store did not answer. */
async function owing(retryMs: number) {
  const parts = people(retryMs);
  await parts.all.change('preferences', 'ada', german);
  parts.gate.shut('get', 'swap', 'pages');
  await expect(parts.all.erase('ada')).rejects.toMatchObject({ why: 'slow' });
  return parts;
}

describe('a deletion that the store did not obey', () => {
  test('is obeyed in memory: nothing of it is used any more', async () => {
    const { gate } = await owing(never);
    gate.open('later calls only');
    expect(await all.glance('preferences', 'ada')).toBeUndefined();
    expect(await all.read('preferences', 'ada')).toBeUndefined();
    expect(await all.raw('ada')).not.toEqual({});
  });

  test('is not used to write upon: what is saved next begins anew', async () => {
    const { gate } = await owing(never);
    gate.open();
    const after = await all.change('preferences', 'ada', current => ({ ...defaultPreferences, ...current }));
    expect(after.country).toBeUndefined();
  });

  test('lets nothing be saved while the store is still away', async () => {
    await owing(never);
    await expect(all.change('preferences', 'ada', german)).rejects.toMatchObject({ why: 'slow' });
  });

  test('is not touched, and finished before anything is shown', async () => {
    const { gate } = await owing(never);
    gate.open();
    await all.touch('ada');
    expect(await all.show('ada', telling)).toEqual([]);
    expect(await all.raw('ada')).toEqual({});
  });

  test('is tried again until it is done', async () => {
    const { gate, store } = await owing(5);
    await expect(all.read('preferences', 'bo')).rejects.toMatchObject({ why: 'slow' });
    gate.open();
    await expect.poll(() => store.raw('ada')).toEqual({});
    expect(await all.change('preferences', 'ada', german)).toMatchObject({ country: 'DE' });
    expect(await all.read('preferences', 'ada')).toMatchObject({ country: 'DE' });
  });

  test('is tried no more once everything stops', async () => {
    const { gate, store } = await owing(20);
    all.stop();
    gate.open('later calls only');
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(Object.keys(await store.raw('ada'))).toEqual(['preferences']);
  });
});
