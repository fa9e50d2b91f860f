import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../src/nudges/local-time.ts';
import { createScheduler } from '../../src/nudges/scheduler.ts';
import { createTimetable } from '../../src/nudges/timetable.ts';
import { collectingLog } from '../router/log.ts';
import { plant } from '../store/plant.ts';
import { machine } from './machine.ts';

describe('a stop that is owed', () => {
  test('is written before anything else is changed', async () => {
    const self = await machine('2026-11-23T07:00:00Z', 1);
    const [ada = ''] = self.ids;
    await self.wants(ada, 'Europe/Berlin', '08:30');
    self.storeIsAway = true;
    expect(await self.nudges.stop(ada, 'daily')).toBe(false);
    self.storeIsAway = false;
    const after = await self.nudges.amend(ada, () => 'same');
    expect(after?.nudges.daily?.paused?.why).toBe('stopped');
  });

  test('of a record that cannot be read is done as it is: nothing is sent to such a person', async () => {
    const self = await machine('2026-11-23T07:00:00Z', 1);
    const [ada = ''] = self.ids;
    await self.wants(ada, 'Europe/Berlin', '08:30');
    await plant(self.backend.table('nudges'), ada, 'not what it was');
    expect(await self.nudges.stop(ada, 'daily')).toBe(true);
    await self.at('2026-11-23T07:30:00Z');
    expect(self.requests.messages).toBe(0);
  });

  test('of somebody nothing is kept of is nothing', async () => {
    const self = await machine('2026-11-23T07:00:00Z', 1);
    expect(await self.nudges.stop('nobody', 'daily')).toBe(true);
    expect(await self.nudges.read('nobody')).toBeUndefined();
    await self.nudges.told('nobody');
    expect(self.nudges.unreached('nobody')).toBeUndefined();
  });
});

describe('closing', () => {
  test('does not wait for a store that is away, and says so', async () => {
    const self = await machine('2026-11-23T07:00:00Z', 1);
    const [ada = ''] = self.ids;
    await self.wants(ada, 'Europe/Berlin', '08:30');
    await self.nudges.tick();
    self.clock.time += 60_000;
    self.storeIsAway = true;
    await self.nudges.tick();
    await self.nudges.close();
    expect(self.lines.every(({ level }) => level === 'warn')).toBe(true);
    expect(self.lines.length).toBeGreaterThan(0);
  });
});

describe('a DM that is gone and cannot be opened anew', () => {
  const noChannel = { made: false, heard: { kind: 'no-channel' } } as const;

  test('because its person is, is paused', async () => {
    const self = await machine('2026-11-23T07:00:00Z', 1);
    const [ada = ''] = self.ids;
    await self.wants(ada, 'Europe/Berlin', '08:30');
    self.fates = [noChannel];
    self.opening = { code: 10_013 };
    await self.at('2026-11-23T07:30:00Z');
    expect((await self.record(ada))?.nudges.daily?.paused).toMatchObject({ why: 'gone', code: 10_013 });
  });

  test('just now, is opened later', async () => {
    const self = await machine('2026-11-23T07:00:00Z', 1);
    const [ada = ''] = self.ids;
    await self.wants(ada, 'Europe/Berlin', '08:30');
    self.fates = [noChannel, noChannel];
    self.opening = 'not-now';
    await self.at('2026-11-23T07:30:00Z');
    delete self.opening;
    await self.runUntil('2026-11-23T07:35:00Z', 10_000);
    expect(self.arrived(ada)).toEqual(['2026-11-23 part 0']);
  });
});

test('a claim that was written without anybody hearing of it is taken up, and sent once', async () => {
  const self = await machine('2026-11-23T07:00:00Z', 1);
  const [ada = ''] = self.ids;
  const at = Date.parse('2026-11-23T07:30:00Z');
  const claim = { slot: '2026-11-23', part: 0, meant: at, at, late: false, says: 'hello' };
  await self.wants(ada, 'Europe/Berlin', '08:30', { claim });
  await self.at('2026-11-23T07:30:05Z');
  expect(self.arrived(ada)).toEqual(['2026-11-23 part 0']);
  expect((await self.record(ada))?.nudges.daily?.claim).toBeUndefined();
  expect(self.ended).toEqual(['sent']);
});

test('loading that is broken off schedules nothing', async () => {
  const self = await machine('2026-11-23T07:00:00Z', 1);
  const [ada = ''] = self.ids;
  await self.wants(ada, 'Europe/Berlin', '08:30');
  self.nudges.forget(ada);
  await self.nudges.load(AbortSignal.abort());
  expect(self.nudges.state().wanted).toBe(0);
});

test('a failure that is nobody else’s is not taken for the store’s', async () => {
  const self = await machine('2026-11-23T07:00:00Z', 1);
  const [ada = ''] = self.ids;
  const bug = new Error('A bug');
  const change = () => {
    throw bug;
  };
  await self.wants(ada, 'Europe/Berlin', '08:30');
  await expect(self.nudges.amend(ada, change)).rejects.toBe(bug);
  await expect(self.nudges.stop('an id with spaces', 'daily')).rejects.toThrow('Expected an id');
});

test('after a long absence others have their turn while thousands are worked out', async () => {
  const timetable = createTimetable();
  const schedule = { kind: 'daily', minute: 510, days: [0, 1, 2, 3, 4, 5, 6] } as const;
  for (const zone of ['Europe/Berlin', 'Europe/Paris'])
    for (let n = 0; n < 6_000; n += 1)
      timetable.put(`${zone} ${n}/daily`, { zone, schedule, ifLate: 'day', lastSlot: '2026-11-22' });
  const marks = {
    load: async () => {},
    looked: () => undefined,
    advance: () => () => {},
    save: async () => {},
  };
  const clock = { now: () => Date.parse('2026-11-23T12:00:00Z') };
  let count = 0;
  const due = () => {
    count += 1;
  };
  const parts = {
    timetable,
    marks,
    clock,
    due,
    calendar: createCalendar(),
    log: collectingLog().log,
    names: ['daily'],
  };
  const ticking = createScheduler(parts).tick();
  expect(count).toBe(6_000);
  await ticking;
  expect(count).toBe(12_000);
});
