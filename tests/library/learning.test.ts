import { join } from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';
import { createHearing } from '../../src/library/hear.ts';
import { loadLibrary } from '../../src/library/load.ts';

const load = async () => (await loadLibrary(join(packageRoot(import.meta.url), 'content'))).words('en');

test('learning lets others have their turn, and comes to what learning at once comes to', async () => {
  const [slowly, atOnce] = [await load(), await load()];
  let isLearning = true;
  let turns = 0;
  const others = async () => {
    for (; isLearning; turns += 1) await immediate();
  };
  const served = others();
  await slowly.learn();
  isLearning = false;
  await served;
  expect(turns).toBeGreaterThan(20);
  for (const text of ['I cannot sleep since I found the messages', 'the bus was late again', ''])
    expect(slowly.hear(text)).toEqual(atOnce.hear(text));
});

test('learning lets others have their turn however many wait for it', async () => {
  const words = await load();
  let isLearning = true;
  let turns = 0;
  const others = async () => {
    for (; isLearning; turns += 1) await immediate();
  };
  const served = others();
  await Promise.all(Array.from({ length: 300 }, () => words.learn()));
  isLearning = false;
  await served;
  expect(turns).toBeGreaterThan(20);
  expect(words.hasLearned()).toBe(true);
});

test('a text that comes while it learns is heard at once', async () => {
  const [asked, atOnce] = [await load(), await load()];
  const learning = asked.learn();
  await immediate();
  expect(asked.hear('I check their phone every night')).toEqual(
    atOnce.hear('I check their phone every night'),
  );
  await learning;
});

test('whoever asks after learning has failed is told so, and does not wait for ever', async () => {
  const heard = {
    topics: new Map([['sleep', ['I cannot sleep']]]),
    alarms: new Map(),
    harmless: [],
    hurting: [],
    elsewhere: [],
  };
  const broken = {
    same: new Map(),
    get endings(): never {
      throw new Error('No words.');
    },
  };
  const { hear, learn, hasLearned } = createHearing(heard, broken);
  await expect(learn()).rejects.toThrow('No words.');
  expect(() => hear('I cannot sleep')).toThrow('learning them failed before');
  expect(hasLearned()).toBe(false);
});
