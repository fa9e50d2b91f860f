import { describe, expect, test } from 'vitest';
import { howItWentWith, wasHarderToday, withLeftOut, withOutcome } from '../../src/people/helped.ts';

const none = { exercises: {} };
const noon = Date.parse('2026-11-22T12:00:00Z');
const hour = 60 * 60 * 1000;

describe('how an exercise went', () => {
  test('is counted for each by itself, and when one was harder is noted', () => {
    const once = withOutcome(none, 'orienting', 'harder', noon);
    const twice = withOutcome(once, 'orienting', 'easier', noon + hour);
    const helped = { ...withOutcome(twice, 'breathing', 'same', noon + hour), usedOn: '2026-11-22' };
    expect(howItWentWith(helped, 'orienting')).toEqual({ easier: 1, same: 0, harder: 1, leftOut: false });
    expect(howItWentWith(helped, 'breathing')).toEqual({ easier: 0, same: 1, harder: 0, leftOut: false });
    expect(howItWentWith(helped, 'counting')).toEqual({ easier: 0, same: 0, harder: 0, leftOut: false });
    expect(wasHarderToday(helped, noon + 24 * hour - 1)).toBe(true);
    expect(wasHarderToday(helped, noon + 24 * hour)).toBe(false);
    expect(wasHarderToday(undefined, noon)).toBe(false);
  });

  test('stays known when it is left out, and one that was never tried can be left out too', () => {
    const tried = withOutcome(none, 'orienting', 'harder', noon);
    const { exercises, harderAt } = withLeftOut(withLeftOut(tried, 'orienting'), 'counting');
    expect(exercises).toEqual({
      orienting: { easier: 0, same: 0, harder: 1, leftOut: true },
      counting: { easier: 0, same: 0, harder: 0, leftOut: true },
    });
    expect(harderAt).toBe(noon);
  });
});
