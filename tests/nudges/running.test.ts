import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { NudgeContent } from '../../src/nudges/content.ts';
import { type Running, runNudges } from '../../src/nudges/running.ts';
import { startTicker } from '../../src/nudges/ticker.ts';
import { StoreError } from '../../src/store/errors.ts';
import { collectingLog } from '../router/log.ts';
import { plant } from '../store/plant.ts';
import { contents, machine } from './machine.ts';

let running: Running | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await running?.stop();
  running = undefined;
});

describe('nudges that run by themselves', () => {
  test('send what was due by the time they are loaded, and say how many are wanted', async () => {
    const { nudges, wants, ids, arrived, clock } = await machine('2026-11-23T07:00:00Z', 2);
    const { log, lines } = collectingLog();
    for (const id of ids) await wants(id, 'Europe/Berlin', '08:30');
    clock.time = Date.parse('2026-11-23T07:30:00Z');
    running = runNudges(nudges, log);
    await running.loaded;
    await nudges.idle();
    expect(ids.map(arrived)).toEqual([['2026-11-23 part 0'], ['2026-11-23 part 0']]);
    expect(lines).toMatchObject([{ message: 'Messages are scheduled', fields: { wanted: 2 } }]);
  });

  test('wait for a store that cannot be read, and stop waiting when they are stopped', async () => {
    const { nudges } = await machine('2026-11-23T07:00:00Z');
    const { log, lines } = collectingLog();
    const away = new StoreError('away', 'The store is away.');
    running = runNudges({ ...nudges, load: () => Promise.reject(away) }, log);
    await sleep(20);
    await running.stop();
    expect(lines).toMatchObject([{ level: 'warn', fields: { err: away } }]);
  });

  test('say so where they cannot run at all', async () => {
    const { nudges } = await machine('2026-11-23T07:00:00Z');
    const { log, lines } = collectingLog();
    const bug = new Error('A bug');
    running = runNudges({ ...nudges, load: () => Promise.reject(bug) }, log);
    await running.loaded;
    expect(lines).toMatchObject([{ level: 'error', fields: { err: bug } }]);
  });
});

describe('the ticker', () => {
  test('ticks every ten seconds, goes on after a tick that failed, and stops', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T07:00:01Z') });
    const { log, lines } = collectingLog();
    let ticks = 0;
    const ticker = startTicker(async () => {
      ticks += 1;
      if (ticks === 1) throw new Error('Once');
    }, log);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ticks).toBe(6);
    expect(lines).toMatchObject([{ level: 'error', message: 'A tick failed' }]);
    await ticker.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ticks).toBe(6);
  });

  test('ticks after a beat that was missed, for the machine slept', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-23T07:00:01Z') });
    let ticks = 0;
    const ticker = startTicker(async () => {
      ticks += 1;
    }, collectingLog().log);
    vi.setSystemTime(Date.parse('2026-11-23T07:00:35Z'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ticks).toBeGreaterThanOrEqual(1);
    await ticker.stop();
  });

  test('goes on ticking when the clock was hours ahead and is set right', async () => {
    const right = Date.parse('2026-11-23T07:00:01Z');
    vi.useFakeTimers({ now: right });
    let ticks = 0;
    const ticker = startTicker(async () => {
      ticks += 1;
    }, collectingLog().log);
    vi.setSystemTime(right + 2 * 3_600_000);
    await vi.advanceTimersByTimeAsync(30_000);
    const before = ticks;
    expect(before).toBeGreaterThanOrEqual(1);
    vi.setSystemTime(right);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ticks).toBeGreaterThanOrEqual(before + 3);
    await ticker.stop();
  });
});

describe('a record', () => {
  test('that changed behind the timetable is gone by, whatever the timetable says', async () => {
    const { nudges, people, wants, ids, at, arrived, ended, lines } = await machine(
      '2026-11-23T07:00:00Z',
      2,
    );
    for (const id of ids) await wants(id, 'Europe/Berlin', '08:30');
    const [ada = '', bo = ''] = ids;
    await people.amend('nudges', ada, record => ({ ...record, nudges: {} }));
    await at('2026-11-23T07:30:00Z');
    expect([arrived(ada), arrived(bo)]).toEqual([[], ['2026-11-23 part 0']]);
    expect(ended.sort()).toEqual(['changed', 'sent']);
    expect(nudges.state()).toMatchObject({ waiting: 0 });
    expect(lines).toEqual([]);
  });

  test('that cannot be read is logged, and keeps nobody else waiting', async () => {
    const { backend, wants, ids, at, arrived, ended, lines, killed } = await machine(
      '2026-11-23T07:00:00Z',
      2,
    );
    for (const id of ids) await wants(id, 'Europe/Berlin', '08:30');
    const [ada = '', bo = ''] = ids;
    const table = backend.table('nudges');
    const text = await table.get(ada, performance.now() + 1_000);
    await plant(table, ada, (text ?? '').replace('"hours"', '"whenever"'));
    await at('2026-11-23T07:30:00Z');
    expect([arrived(ada), arrived(bo)]).toEqual([[], ['2026-11-23 part 0']]);
    expect(ended.sort()).toEqual(['sent', 'unreadable']);
    expect(lines).toMatchObject([{ level: 'warn' }]);
    await killed();
    await at('2026-11-24T07:30:00Z');
    expect(arrived(bo)).toHaveLength(2);
  });

  test('with a time zone that this machine does not know stays as it is, and nothing comes of it', async () => {
    const { nudges, wants, ids, at, arrived, lines, record } = await machine('2026-11-23T07:00:00Z', 2);
    const [ada = '', bo = ''] = ids;
    for (const id of ids) await wants(id, 'Europe/Berlin', '08:30');
    for (const _ of [1, 2]) await nudges.amend(ada, known => ({ ...known, zone: 'Mars/Olympus' }));
    await at('2026-11-23T07:30:00Z');
    expect([arrived(ada), arrived(bo)]).toEqual([[], ['2026-11-23 part 0']]);
    expect(await record(ada)).toMatchObject({ zone: 'Mars/Olympus' });
    expect(lines).toMatchObject([{ level: 'warn', fields: { zone: 'Mars/Olympus' } }]);
  });
});

describe('what goes wrong inside', () => {
  test('a content that fails is logged as a bug, and keeps nobody else waiting', async () => {
    const usual = contents.get('daily') as NudgeContent;
    let isFirst = true;
    const failing: NudgeContent = {
      ...usual,
      choose(...asked) {
        if (!isFirst) return usual.choose(...asked);
        isFirst = false;
        throw new Error('A bug');
      },
    };
    const { wants, ids, at, arrived, lines, ended } = await machine(
      '2026-11-23T07:00:00Z',
      2,
      new Map([['daily', failing]]),
    );
    for (const id of ids) await wants(id, 'Europe/Berlin', '08:30');
    await at('2026-11-23T07:30:00Z');
    expect(ids.flatMap(arrived)).toEqual(['2026-11-23 part 0']);
    expect(lines).toMatchObject([{ level: 'error', message: 'A delivery failed' }]);
    expect(ended.sort()).toEqual(['rejected', 'sent']);
  });

  test('marks that cannot be read are looked for anew, and nothing is lost or doubled', async () => {
    const { backend, wants, ids, at, arrived, killed, clock } = await machine('2026-11-23T07:00:00Z', 1);
    const [ada = ''] = ids;
    await wants(ada, 'Europe/Berlin', '08:30');
    await at('2026-11-23T07:30:00Z');
    await plant(backend.table('marks'), 'all', 'not what it was');
    clock.time = Date.parse('2026-11-24T07:35:00Z');
    await killed();
    expect(arrived(ada)).toEqual(['2026-11-23 part 0', '2026-11-24 part 0']);
  });

  test('marks that cannot be written are written later; a restart before that doubles nothing', async () => {
    const self = await machine('2026-11-23T07:00:00Z', 1);
    const [ada = ''] = self.ids;
    await self.wants(ada, 'Europe/Berlin', '08:30');
    await self.at('2026-11-23T07:30:00Z');
    self.storeIsAway = true;
    await self.at('2026-11-23T07:31:00Z');
    expect(self.lines).toMatchObject([{ level: 'warn' }]);
    self.storeIsAway = false;
    await self.killed();
    await self.at('2026-11-23T07:32:00Z');
    expect(self.arrived(ada)).toEqual(['2026-11-23 part 0']);
  });
});
