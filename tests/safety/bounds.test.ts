import { expect, it } from 'vitest';
import type { Item } from '../../src/library/crisis-notation.ts';
import { PHRASE_CLASSES } from '../../src/library/crisis-schema.ts';
import { createFinder } from '../../src/safety/phrases.ts';
import { shippedPatterns } from './content.ts';

const { classes, ordinary, cues } = await shippedPatterns();
const all = [...PHRASE_CLASSES.flatMap(name => classes[name]), ...ordinary, ...Object.values(cues).flat()];

/** Most words a phrase can span. */
const longest = (items: readonly Item[]): number =>
  items.reduce((sum, item) => {
    if (item.kind === 'gap') return sum + item.most;
    return sum + (item.kind === 'any' ? Math.max(0, ...item.of.map(longest)) : 1);
  }, 0);

/** How often the finder looked at a word of a text of so many words. */
function looks(words: readonly string[]): number {
  let count = 0;
  const watched = new Proxy([...words], {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) count += 1;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  createFinder(all.map(phrase => ({ tag: 'any', phrase })))(watched);
  return count;
}

it('every phrase spans a bounded number of words', () => {
  expect(all.length).toBeGreaterThan(500);
  for (const phrase of all)
    expect([phrase.source, longest(phrase.items)]).toSatisfy(([, words]) => Number(words) <= 24);
});

it('a text twice as long is looked at twice as often, not four times', () => {
  for (const sentence of [
    'i want to kill myself and he will hit me',
    'i i i i i i',
    'he he he he hit to to to',
    'want to want to want to die',
  ]) {
    const words = sentence.split(' ');
    const long = (times: number) => Array.from({ length: times }, () => words).flat();
    const [once, twice] = [looks(long(20)), looks(long(40))];
    expect(twice / once).toBeLessThan(2.2);
  }
});
