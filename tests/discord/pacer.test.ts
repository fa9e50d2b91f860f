import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPacer } from '../../src/discord/pacer.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A pacer by a clock that a test moves; what has been granted so far, in order. */
function paced(messagesPerSecond?: number) {
  const pacer = createPacer(messagesPerSecond);
  const granted: string[] = [];
  return {
    granted,
    asks: (kind: Parameters<typeof pacer.turn>[0], times = 1) => {
      for (let n = 0; n < times; n += 1) void pacer.turn(kind).then(() => granted.push(kind));
    },
    passes: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}

const count = (granted: string[], kind: string) => granted.filter(one => one === kind).length;

describe('what the bot starts itself', () => {
  it('keeps to its rate, evenly', async () => {
    const { asks, granted, passes } = paced(20);
    asks('message', 60);
    await passes(500);
    expect(granted.length).toBeGreaterThanOrEqual(9);
    expect(granted.length).toBeLessThanOrEqual(13);
    await passes(1_000);
    expect(granted.length).toBeGreaterThanOrEqual(29);
    expect(granted.length).toBeLessThanOrEqual(33);
  });

  it('sends messages before it opens DMs, looks up and tidies, which get on all the same', async () => {
    const { asks, granted, passes } = paced();
    for (const kind of ['tidying', 'look-up', 'opening'] as const) asks(kind, 5);
    asks('message', 200);
    await passes(1_000);
    expect(count(granted, 'message')).toBeGreaterThan(40);
    expect(count(granted, 'message')).toBeLessThanOrEqual(48);
    expect(granted.length).toBeLessThanOrEqual(51);
    await passes(1_500);
    // The very first had nobody beside them yet.
    const others = granted.filter(kind => kind !== 'message').slice(3);
    expect(others.length).toBeGreaterThan(3);
    expect(others).toEqual(others.toSorted((a, b) => rank(a) - rank(b)));
  });

  it('makes up for a pause of the machine by a few, never by all of it', async () => {
    const { asks, granted, passes } = paced();
    asks('message', 2);
    await passes(60_000);
    asks('message', 100);
    await passes(1);
    expect(granted.length).toBeLessThanOrEqual(6);
  });

  it('deals one out at once where nothing waits', async () => {
    const { asks, granted, passes } = paced();
    asks('tidying');
    await passes(0);
    expect(granted).toEqual(['tidying']);
  });

  it('lets messages leave a few at a time, whatever held them up after their turns', async () => {
    const pacer = createPacer();
    const left: number[] = [];
    await vi.advanceTimersByTimeAsync(60_000);
    for (let n = 0; n < 100; n += 1) void pacer.going().then(() => left.push(performance.now()));
    await vi.advanceTimersByTimeAsync(1);
    expect(left.length).toBeLessThanOrEqual(3);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(left.length).toBeGreaterThan(40);
    expect(left.length).toBeLessThanOrEqual(48);
  });
});

const rank = (kind: string) => ['message', 'opening', 'look-up', 'tidying'].indexOf(kind);
