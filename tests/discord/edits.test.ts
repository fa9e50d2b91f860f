import { DiscordAPIError, RateLimitError } from 'discord.js';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { card, text } from '../../src/core/reply.ts';
import { createEdits, type Drawing, type Edits } from '../../src/discord/edits.ts';
import { renderMessage } from '../../src/discord/render.ts';
import { textOf } from '../bot/parts.ts';
import { collectingLog, type Line } from '../router/log.ts';

let edits: Edits;
let lines: Line[];
/** What was sent to Discord: when, with whose token, and how many people it says are there. */
let sent: { at: number; token: string; says: string }[];

beforeEach(() => {
  vi.useFakeTimers();
  const collecting = collectingLog();
  lines = collecting.lines;
  edits = createEdits({ log: collecting.log });
  sent = [];
});

afterEach(() => vi.useRealTimers());

const drawn = (order: number): Drawing => ({ rendered: renderMessage(card([text(`${order}`)])), order });

/** A press whose answer is a drawing of this order. Discord takes so many milliseconds to change the message. */
function press(order: number, { token = `t${order}`, message = 'board', takes = 0 } = {}): void {
  edits.show(message, drawn(order), async ({ body }) => {
    sent.push({ at: Date.now(), token, says: textOf(body) });
    if (takes > 0) await new Promise(resolve => setTimeout(resolve, takes));
  });
}

/** A press whose token Discord refuses. */
function failing(order: number, error: unknown, token = `t${order}`): void {
  edits.show('board', drawn(order), async ({ body }) => {
    sent.push({ at: Date.now(), token, says: textOf(body) });
    throw error;
  });
}

const passes = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const said = () => sent.map(({ says }) => says);
const gaps = () => sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0));

describe('a message that many press on', () => {
  it('is changed at once by the first press, and by the next when a second has passed', async () => {
    press(1);
    expect(said()).toEqual(['1']);
    await passes(300);
    press(2);
    await passes(400);
    press(3);
    expect(said()).toEqual(['1']);
    await passes(300);
    expect(said()).toEqual(['1', '3']);
    await passes(5_000);
    press(4);
    expect(said()).toEqual(['1', '3', '4']);
  });

  it('is changed at most once a second while 200 people join within a minute, and ends with the right count', async () => {
    for (let count = 1; count <= 200; count += 1) {
      press(count);
      await passes(300);
    }
    await passes(2_000);
    expect(Math.min(...gaps())).toBeGreaterThanOrEqual(1_000);
    expect(sent.length).toBeLessThanOrEqual(61);
    expect(sent.length).toBeGreaterThan(45);
    expect(said().at(-1)).toBe('200');
    expect(sent.at(-1)?.token).toBe('t200');
  });

  it('ends right whenever presses come, however late each is answered, and never shows an older count again', async () => {
    const presses = fc.array(
      fc.record({ after: fc.integer({ min: 0, max: 900 }), takes: fc.integer({ min: 0, max: 1_500 }) }),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    const shuffled = presses.chain(all =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(
          all.map((_, at) => at + 1),
          { minLength: all.length },
        ),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([all, orders]) => {
        edits = createEdits({ log: collectingLog().log });
        sent = [];
        for (const [index, { after, takes }] of all.entries()) {
          press(orders[index] ?? 0, { takes });
          await passes(after);
        }
        await passes(10_000);
        const counts = said().map(Number);
        expect(counts).toEqual([...counts].sort((a, b) => a - b));
        expect(counts.at(-1)).toBe(all.length);
        expect(gaps().filter(gap => gap < 1_000)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('does not wait for another one', () => {
    press(1, { message: 'here' });
    press(1, { message: 'there' });
    expect(sent).toHaveLength(2);
  });

  it('is not changed by a press that is answered after a later one, nor by one that changes nothing', async () => {
    press(2);
    press(1);
    press(2);
    await passes(5_000);
    press(1);
    await passes(5_000);
    expect(said()).toEqual(['2']);
  });

  it('is changed with the newest token, even where that press came with an older count', async () => {
    press(1);
    press(3, { token: 'third' });
    press(2, { token: 'newest' });
    await passes(1_000);
    expect(sent.at(-1)).toMatchObject({ says: '3', token: 'newest' });
  });

  it('rests a second after Discord has answered, not after it was asked', async () => {
    press(1, { takes: 700 });
    await passes(100);
    press(2);
    await passes(1_500);
    expect(said()).toEqual(['1']);
    await passes(100);
    expect(said()).toEqual(['1', '2']);
  });
});

describe('a change that fails', () => {
  it('is tried once more, with the newest token', async () => {
    failing(1, new Error('reset'));
    await passes(200);
    press(1, { token: 'newer' });
    await passes(800);
    expect(sent).toMatchObject([
      { says: '1', token: 't1' },
      { says: '1', token: 'newer' },
    ]);
    expect(lines).toEqual([]);
  });

  it('gives way to a newer count', async () => {
    failing(1, new Error('reset'));
    await passes(200);
    press(2);
    await passes(5_000);
    expect(said()).toEqual(['1', '2']);
    expect(lines).toEqual([]);
  });

  it('is logged after the second time, and the next press shows the right count', async () => {
    failing(5, new Error('reset'));
    await passes(5_000);
    expect(said()).toEqual(['5', '5']);
    expect(lines).toMatchObject([{ level: 'warn', fields: { reason: 'reset' } }]);
    press(4);
    await passes(5_000);
    press(5);
    await passes(5_000);
    expect(said()).toEqual(['5', '5', '5']);
  });

  it('waits as long as Discord says', async () => {
    const limit = {
      retryAfter: 4_000,
      timeToReset: 4_000,
      limit: 5,
      method: 'PATCH',
      hash: '',
      url: '',
      route: '/',
    };
    const more = { majorParameter: '', global: false, sublimitTimeout: 0, scope: 'user' as const };
    failing(1, new RateLimitError({ ...limit, ...more }));
    press(2);
    await passes(3_900);
    expect(said()).toEqual(['1']);
    await passes(100);
    expect(said()).toEqual(['1', '2']);
  });

  it('because the message is gone is left at that', async () => {
    const gone = { code: 10_008, message: 'Unknown Message' };
    failing(1, new DiscordAPIError(gone, 10_008, 404, 'PATCH', 'https://discord.test', {}));
    await passes(5_000);
    expect(sent).toHaveLength(1);
    expect(lines).toMatchObject([{ level: 'info', fields: { code: 10_008 } }]);
  });
});

describe('a stop', () => {
  it('sends what waits, without waiting', async () => {
    press(1);
    press(2);
    press(3, { message: 'there' });
    press(4, { message: 'there' });
    await edits.finish();
    expect(said().sort()).toEqual(['1', '2', '3', '4']);
    await passes(5_000);
    expect(sent).toHaveLength(4);
  });

  it('lets what is on its way end first, and tries once more what failed', async () => {
    press(1, { takes: 700 });
    failing(2, new Error('reset'));
    const finishing = edits.finish();
    await passes(700);
    await finishing;
    expect(said()).toEqual(['1', '2', '2']);
    expect(lines).toMatchObject([{ level: 'warn' }]);
  });

  it('has nothing to do where nobody pressed', async () => {
    await edits.finish();
    expect(sent).toEqual([]);
  });
});

it('forgets a message when no press on it can be answered any more', async () => {
  press(2);
  await passes(14 * 60_000);
  press(1);
  expect(said()).toEqual(['2']);
  await passes(15 * 60_000);
  expect(vi.getTimerCount()).toBe(0);
  press(1);
  expect(said()).toEqual(['2', '1']);
});
