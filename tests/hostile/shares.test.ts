import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createShares } from '../../src/router/shares.ts';
import { runs } from './corpus.ts';

const share = { burst: 60, perSecond: 4 };
const clockAt = (time = 0) => {
  const clock = { time, now: () => clock.time };
  return clock;
};

describe('the share of one person', () => {
  test('holds so much at once, and fills again as time goes', () => {
    const clock = clockAt();
    const shares = createShares(share, clock);
    expect(Array.from({ length: 61 }, () => shares.take('ada', 1)).indexOf(false)).toBe(60);
    clock.time += 1_000;
    expect(Array.from({ length: 5 }, () => shares.take('ada', 1)).indexOf(false)).toBe(4);
  });

  test('is never more than that in any stretch of time, whoever asks when', () => {
    const steps = fc.array(
      fc.record({
        who: fc.constantFrom('ada', 'bo', 'mo'),
        amount: fc.integer({ min: 1, max: 9 }),
        later: fc.integer({ min: 0, max: 3_000 }),
      }),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(steps, made => {
        const clock = clockAt();
        const shares = createShares(share, clock);
        const got: { who: string; at: number; amount: number }[] = [];
        for (const { who, amount, later } of made) {
          clock.time += later;
          if (shares.take(who, amount)) got.push({ who, at: clock.time, amount });
        }
        for (const who of ['ada', 'bo', 'mo']) {
          const mine = got.filter(one => one.who === who);
          for (const [from, first] of mine.entries()) {
            let sum = 0;
            for (const { at, amount } of mine.slice(from)) {
              sum += amount;
              expect(sum).toBeLessThanOrEqual(
                share.burst + ((at - first.at) / 1_000) * share.perSecond + 1e-6,
              );
            }
          }
        }
      }),
      runs(100),
    );
  });

  test('is the same whatever others do', () => {
    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.boolean()), { maxLength: 200 });
    fc.assert(
      fc.property(times, made => {
        const alone = clockAt();
        const together = clockAt();
        const mine = createShares(share, alone);
        const ours = createShares(share, together);
        for (const [later, floods] of made) {
          alone.time += later;
          together.time += later;
          if (floods) for (let at = 0; at < 200; at += 1) ours.take('bo', 1);
          expect(ours.take('ada', 2)).toBe(mine.take('ada', 2));
        }
      }),
      runs(100),
    );
  });

  test('is never used up by a hand that presses as fast as it can for ten seconds', () => {
    const clock = clockAt();
    const shares = createShares(share, clock);
    for (let press = 0; press < 90; press += 1) {
      expect(shares.take('ada', 1), `press ${press}`).toBe(true);
      clock.time += 112;
    }
  });

  test('is forgotten within a minute, and there are never too many', () => {
    const clock = clockAt();
    const shares = createShares(share, clock, 100);
    for (let person = 0; person < 5_000; person += 1) shares.take(String(person), 1);
    expect(shares.remembered()).toBe(100);
    clock.time += 20_000;
    shares.take('ada', 1);
    expect(shares.remembered()).toBe(1);
  });

  test('comes back where the clock is set back', () => {
    const clock = clockAt(1e9);
    const shares = createShares(share, clock);
    while (shares.take('ada', 1));
    clock.time = 0;
    shares.take('ada', 1);
    clock.time += 1_000;
    expect(shares.take('ada', 1)).toBe(true);
  });
});
