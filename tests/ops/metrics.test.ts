import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { commandsFolder } from '../../src/app.ts';
import { createMetrics } from '../../src/ops/metrics.ts';
import { loadCommands } from '../../src/router/registry.ts';
import type { openStore } from '../../src/store/open.ts';
import { createStore } from '../../src/store/store.ts';
import { pressOn, subscribe } from '../bot/dm.ts';
import { gated } from '../store/gated.ts';
import { type Served, served } from './served.ts';

let bot: Served | undefined;

afterEach(async () => {
  await bot?.close();
  bot = undefined;
});

describe('metrics', () => {
  test('count requests by command and outcome, and how soon the first answer came', async () => {
    bot = await served();
    const ada = bot.person(0);
    await ada.types('/ground');
    await ada.presses('Next');
    await ada.presses('Hide');
    await ada.isTyping('/explain', 'topic', 'asleep');
    await ada.types('/nudge on', { time: 'half past never', timezone: 'Europe/Berlin' });
    const counted = await counts();
    expect(counted('steady_requests_total{command="ground",outcome="answered"}')).toBe(2);
    expect(counted('steady_requests_total{command="card",outcome="answered"}')).toBe(1);
    expect(counted('steady_requests_total{command="explain",outcome="answered"}')).toBe(1);
    expect(counted('steady_requests_total{command="nudge",outcome="refused"}')).toBe(1);
    expect(counted('steady_requests_total{command="promise",outcome="answered"}')).toBe(0);
    expect(counted('steady_first_answer_seconds_count{command="ground"}')).toBe(2);
    expect(counted('steady_first_answer_seconds_bucket{le="3",command="ground"}')).toBe(2);
    expect(counted('steady_store_seconds_count{kind="read"}')).toBeGreaterThan(0);
    expect(counted('steady_store_seconds_count{kind="write"}')).toBeGreaterThan(0);
    expect(counted('process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  test('count what is due, sent, late, and cannot be delivered, and how late it came', async () => {
    bot = await served();
    const { world, person, waitsUntil } = bot;
    const [ada, bo, cy] = [person(0), person(1), person(3)];
    await subscribe(ada);
    await subscribe(bo);
    await subscribe(cy, { 'if-late': 'skip' });
    world.change(bo.id, { closedDms: true });
    await waitsUntil('2026-11-23T07:30:03Z');
    let counted = await counts();
    expect(counted('steady_nudges_due_total')).toBe(3);
    expect(counted('steady_nudges_total{outcome="sent"}')).toBe(2);
    expect(counted('steady_nudges_total{outcome="gone"}')).toBe(1);
    expect(counted('steady_undeliverable_total{code="50007"}')).toBe(1);
    expect(counted('steady_undeliverable_total{code="50278"}')).toBe(0);
    expect(counted('steady_nudges_late_total')).toBe(0);
    expect(counted('steady_nudge_delay_seconds_count')).toBe(2);
    expect(counted('steady_nudge_delay_seconds_bucket{le="1"}')).toBe(0);
    expect(counted('steady_nudge_delay_seconds_bucket{le="5"}')).toBe(2);
    expect(counted('steady_nudges_waiting')).toBe(0);
    await waitsUntil('2026-11-24T08:00:00Z');
    counted = await counts();
    expect(counted('steady_nudges_due_total')).toBe(5);
    expect(counted('steady_nudges_total{outcome="sent"}')).toBe(3);
    expect(counted('steady_nudges_total{outcome="late"}')).toBe(1);
    expect(counted('steady_nudges_late_total')).toBe(1);
    expect(counted('steady_nudge_delay_seconds_sum')).toBe(2 * 3 + 30 * 60);
  });

  test('count what the store could not do, and whose answer that was', async () => {
    const gate = gated();
    const open: typeof openStore = async (_, options) =>
      createStore(gate.backend, { ...options, deadline: 300 });
    bot = await served({ open });
    const ada = bot.person(0);
    await ada.types('/settings', { country: 'DE' });
    gate.shut('swap');
    await ada.types('/settings', { country: 'IE' });
    gate.open();
    const counted = await counts();
    expect(counted('steady_requests_total{command="settings",outcome="store"}')).toBe(1);
    expect(counted('steady_store_errors_total{kind="write",why="slow"}')).toBeGreaterThan(0);
    expect(counted('steady_store_errors_total{kind="read",why="slow"}')).toBe(0);
  });

  test('count an answer that took too long to come at once', async () => {
    const gate = gated();
    const open: typeof openStore = async (_, options) =>
      createStore(gate.backend, { ...options, deadline: 10_000 });
    bot = await served({ open });
    gate.shut('swap');
    const answer = bot.person(0).types('/settings', { country: 'DE' });
    const deferrals = async () => (await counts())('steady_deferrals_total{command="settings"}');
    await expect.poll(deferrals).toBe(1);
    gate.open();
    await answer;
    await expect.poll(requests('settings', 'answered')).toBe(1);
    const counted = await counts();
    expect(counted('steady_first_answer_seconds_bucket{le="1",command="settings"}')).toBe(0);
    expect(counted('steady_first_answer_seconds_count{command="settings"}')).toBe(1);
  });

  test('count an answer that Discord no longer took, and one that never went out', async () => {
    bot = await served();
    const { world, person } = bot;
    const callback = 'POST /interactions/:id/:token/callback';
    world.faults.next(callback, { kind: 'status', status: 404, code: 10062, message: 'Unknown interaction' });
    const first = person(0).types('/ground');
    await expect.poll(requests('ground', 'late')).toBe(1);
    world.faults.next(callback, { kind: 'status', status: 400, code: 50035, message: 'Invalid Form Body' });
    const second = person(1).types('/ground');
    await expect.poll(requests('ground', 'failed')).toBe(1);
    expect((await counts())('steady_first_answer_seconds_count{command="ground"}')).toBeUndefined();
    await Promise.allSettled([first, second]);
  });
});

describe('no metric', () => {
  test('tells of anybody: no id stands there after people were served', async () => {
    bot = await served();
    const { world, person, ask, waitsUntil } = bot;
    const ada = person(0);
    await ada.types('/ground');
    await ada.types('/settings', { country: 'DE' });
    await subscribe(ada);
    await waitsUntil('2026-11-23T07:30:03Z');
    await pressOn(ada, 'Open');
    world.change(person(1).id, { closedDms: true });
    const { text, headers } = await ask('/metrics');
    expect(headers.get('content-type')).toContain('version=0.0.4');
    const ids = [
      ...world.people().map(({ id }) => id),
      ...world.places().map(({ id }) => id),
      world.bot.id,
      world.guildId,
      world.application.id,
    ];
    expect(ids.length).toBeGreaterThan(300);
    expect(ids.filter(id => text.includes(id))).toEqual([]);
    expect(JSON.stringify(bot.lines)).not.toContain(ada.id);
    // Nor what may be made of one: nothing there is longer than a word, or one of Discord's codes.
    const isShort = (value: string) => /^([a-z][a-z-]*|\d{5})$/.test(value);
    expect(labelsIn(text).filter(([, value]) => !isShort(value))).toEqual([]);
  });

  test('has a label from outside its list', async () => {
    const commands = (await loadCommands(commandsFolder)).values();
    const metrics = createMetrics({ commands, waiting: () => 0 });
    for (const command of ['forged', '200000000000000001', 'ground ', '__proto__', 'Explain this']) {
      metrics.answered({ command, outcome: 'answered', ms: 5 });
      metrics.deferred(command);
    }
    metrics.nudgeEnded('200000000000000001');
    metrics.undeliverable(200_000_000);
    metrics.stored({ kind: 'read', ms: 1, why: '200000000000000001' });
    const text = ours(await metrics.text());
    const names = readdirSync(commandsFolder).map(file => file.replace(/\..*/, ''));
    const known: Record<string, string[]> = {
      command: [...names, 'card', 'unknown'],
      outcome:
        'answered refused store failed late sent found unknown gone rejected unreadable paused stopped changed'.split(
          ' ',
        ),
      code: [...'10003 10013 50001 50007 50013 50278'.split(' '), 'unknown'],
      kind: ['read', 'write'],
      why: 'away full locked slow refused failed unknown'.split(' '),
    };
    const found = labelsIn(text).filter(([name]) => name !== 'le');
    expect(found.filter(([name, value]) => !known[name]?.includes(value))).toEqual([]);
    expect(found.length).toBeGreaterThan(80);
    expect(text).toContain('steady_requests_total{command="unknown",outcome="answered"} 4');
    expect(text).toContain('steady_deferrals_total{command="explain"} 1');
  });
});

async function counts(): Promise<(series: string) => number | undefined> {
  const text = (await bot?.ask('/metrics'))?.text ?? '';
  return series => {
    const line = text.split('\n').find(line => line.startsWith(`${series} `));
    return line === undefined ? undefined : Number(line.slice(series.length));
  };
}

const requests = (command: string, outcome: string) => async () =>
  (await counts())(`steady_requests_total{command="${command}",outcome="${outcome}"}`);

const ours = (text: string) =>
  text
    .split('\n')
    .filter(line => line.startsWith('steady_'))
    .join('\n');

/** Every label of Steady's own with its value. */
const labelsIn = (text: string): [name: string, value: string][] =>
  [...ours(text).matchAll(/[{,](\w+)="([^"]*)"/g)]
    .map((match): [string, string] => [match[1] ?? '', match[2] ?? ''])
    .filter(([name]) => name !== 'le');
