import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createPacer } from '../../src/discord/pacer.ts';

/** A pacer whose clock a test sets; what has been granted so far, in order. */
function paced(messagesPerSecond = 45) {
  const clock = { time: 0 };
  const pacer = createPacer(messagesPerSecond, () => clock.time);
  const granted: string[] = [];
  return {
    clock,
    granted,
    asks: (kind: Parameters<typeof pacer.turn>[0], times = 1) => {
      for (let n = 0; n < times; n += 1) void pacer.turn(kind).then(() => granted.push(kind));
    },
    /** Moves the clock on in steps of a millisecond, as the timers of a machine would. */
    passes: async (ms: number) => {
      for (let n = 0; n < ms; n += 5) {
        clock.time += 5;
        await sleep(1);
      }
    },
  };
}

const count = (granted: string[], kind: string) => granted.filter(one => one === kind).length;

describe('what the bot starts itself', () => {
  it('keeps to its rate, evenly', async () => {
    const { asks, granted, passes } = paced(20);
    asks('message', 60);
    await passes(500);
    expect(granted.length).toBeGreaterThanOrEqual(8);
    expect(granted.length).toBeLessThanOrEqual(13);
  });

  it('sends messages before it opens DMs, looks up and tidies, which get on all the same', async () => {
    const { asks, granted, passes } = paced();
    asks('tidying', 5);
    asks('look-up', 5);
    asks('opening', 5);
    asks('message', 200);
    await passes(1_000);
    expect(count(granted, 'message')).toBeGreaterThan(35);
    expect(count(granted, 'message')).toBeLessThanOrEqual(48);
    expect(granted.length).toBeLessThanOrEqual(52);
    const others = granted.filter(kind => kind !== 'message');
    expect(others.length).toBeGreaterThan(1);
    expect(others.slice(1)).toEqual(others.slice(1).sort((a, b) => rank(a) - rank(b)));
  });

  it('makes up for a pause of the machine by a few, never by all of it', async () => {
    const { asks, granted, clock } = paced();
    asks('message', 100);
    clock.time += 60_000;
    await sleep(60);
    expect(granted.length).toBeLessThanOrEqual(6);
  });
});

const rank = (kind: string) => ['message', 'opening', 'look-up', 'tidying'].indexOf(kind);
