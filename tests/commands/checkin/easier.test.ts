import { describe, expect, it } from 'vitest';
import { beforeEasierDays } from '../../../commands/checkin/easier.ts';
import type { Checkin } from '../../../src/people/checkins.ts';

const noon = Date.parse('2026-11-01T12:00:00Z');
const day = 24 * 60 * 60_000;

/** A check-in so many days on, how strong it was, and what was opened from it. */
const entry = (days: number, strength: number, ...opened: string[]): Checkin => ({
  at: noon + days * day,
  feeling: 'sad',
  strength,
  opened,
});

/** Hard and easy days by turns, with something opened on each hard one. */
const byTurns = (count: number, opened: (hard: number) => string[]): Checkin[] =>
  Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? entry(index, 7, ...opened(index / 2)) : entry(index, 3),
  );

const look = ['exercise:orienting'];

describe('what came before easier days', () => {
  it('is told from fourteen check-ins with four such days', () => {
    expect(
      beforeEasierDays(
        byTurns(14, () => look),
        'UTC',
      ),
    ).toEqual({
      opened: 'exercise:orienting',
      count: 7,
      days: 7,
    });
    expect(
      beforeEasierDays(
        byTurns(13, () => look),
        'UTC',
      ),
    ).toBeUndefined();
  });

  it('is not told of three such days, however many check-ins there are', () => {
    const few = [
      ...byTurns(6, () => look),
      ...Array.from({ length: 20 }, (_, index) => entry(10 + index, 5)),
    ];
    expect(beforeEasierDays(few, 'UTC')).toBeUndefined();
    expect(beforeEasierDays([...few, entry(31, 7, ...look), entry(32, 3)], 'UTC')).toMatchObject({ days: 4 });
  });

  it('is told only where it came before most of them', () => {
    const half = (hard: number) => (hard % 2 === 0 ? look : []);
    expect(beforeEasierDays(byTurns(16, half), 'UTC')).toBeUndefined();
    expect(beforeEasierDays(byTurns(14, half), 'UTC')).toMatchObject({ count: 4, days: 7 });
  });

  it('counts a thing once a day, and the more frequent one', () => {
    const entries = [
      ...byTurns(14, hard => (hard < 5 ? [...look, 'topic:anger'] : ['topic:anger'])),
      entry(0.1, 7, ...look),
    ];
    expect(beforeEasierDays(entries, 'UTC')).toEqual({ opened: 'topic:anger', count: 7, days: 7 });
  });

  it('is not told where nothing was opened', () => {
    expect(
      beforeEasierDays(
        byTurns(20, () => []),
        'UTC',
      ),
    ).toBeUndefined();
  });

  it('looks at the day right before: over a gap nothing came before', () => {
    const apart = byTurns(20, () => look).map(one => ({ ...one, at: noon + (one.at - noon) * 2 }));
    expect(beforeEasierDays(apart, 'UTC')).toBeUndefined();
  });

  it('counts the days where the person lives', () => {
    // Hard at 9 and easier at 11 in UTC: in Kiritimati that is 23 o'clock, and the first hour of the day after next.
    const shifted = byTurns(14, () => look).map((one, index) => ({
      ...one,
      at: one.at - (index % 2 === 0 ? 3 : 1) * 60 * 60_000,
    }));
    expect(beforeEasierDays(shifted, 'UTC')).toMatchObject({ days: 7 });
    expect(beforeEasierDays(shifted, 'Pacific/Kiritimati')).toBeUndefined();
  });
});
