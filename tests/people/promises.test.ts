import { describe, expect, test } from 'vitest';
import { withKept, withoutWaiting, withWaiting } from '../../src/people/promises.ts';

const made = withWaiting(undefined, 'Open the window', 1);

describe('a promise', () => {
  test('waits in place of the one before, and leaves the kept ones', () => {
    const kept = withKept(made, 1, 5);
    if (kept === 'same') throw new Error('Expected it to be kept.');
    expect(kept).toEqual({ kept: [{ text: 'Open the window', madeAt: 1, on: 5 }] });
    expect(withWaiting(kept, 'Wash one cup', 7)).toEqual({
      ...kept,
      waiting: { text: 'Wash one cup', madeAt: 7 },
    });
  });

  test('is kept once, and only the one that is meant', () => {
    expect(withKept(made, 2, 5)).toBe('same');
    expect(withoutWaiting(made, 2)).toBe('same');
    const kept = withKept(made, 1, 5);
    expect(kept !== 'same' && withKept(kept, 1, 6)).toBe('same');
    expect(withoutWaiting(made, 1)).toEqual({ kept: [] });
  });

  test('stays on the list while it is among the newest two hundred', () => {
    let known = made;
    for (let day = 1; day <= 201; day += 1) {
      const kept = withKept(withWaiting(known, `Day ${day}`, day), day, day);
      if (kept === 'same') throw new Error('Expected it to be kept.');
      known = kept;
    }
    expect(known.kept).toHaveLength(200);
    expect(known.kept[0]?.text).toBe('Day 2');
    expect(known.kept.at(-1)?.text).toBe('Day 201');
  });
});
