import { describe, expect, test } from 'vitest';
import type { Machine } from './machine.ts';

/**
 * What every scheduler must do, whatever finds out what is due and carries it. `open` gives one that begins at an instant (UTC), with
 * so many people.
 */
export function schedulerContract(
  name: string,
  open: (start: string, people?: number) => Promise<Machine>,
): void {
  describe(`${name}: each local day has exactly one, at the first valid minute`, () => {
    test.each(clockChanges)('%s at %s around %s', async (zone, time, days, instants) => {
      const [first = '', last = ''] = [instants[0], instants.at(-1)];
      const machine = await open(new Date(Date.parse(first) - 3_600_000).toISOString(), 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, zone, time, { ifLate: 'skip' });
      const at: string[] = [];
      machine.world.on(happening => {
        if (happening.kind === 'message') at.push(new Date(machine.clock.time).toISOString());
      });
      await machine.runUntil(new Date(Date.parse(last) + 3_600_000).toISOString(), 60_000);
      expect(machine.arrived(ada)).toEqual(days.map(day => `${day} part 0`));
      expect(at).toEqual(instants.map(instant => new Date(instant).toISOString()));
    });
  });

  describe(`${name}: exactly once`, () => {
    test('a message takes one request', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 20);
      for (const id of machine.ids) await machine.wants(id, 'Europe/Berlin', '08:30');
      await machine.at('2026-11-23T07:30:00Z');
      expect(machine.requests).toEqual({ messages: 20, lookUps: 0, openings: 0 });
      await machine.runUntil('2026-11-23T07:35:00Z', 10_000);
      expect(machine.requests.messages).toBe(20);
      for (const id of machine.ids) expect(machine.arrived(id)).toEqual(['2026-11-23 part 0']);
    });

    test.each<[when: string, made: boolean]>([
      ['after the claim and before Discord made it', false],
      ['after Discord made it and before the answer', true],
    ])('a process that dies %s', async (_, made) => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made, heard: 'never' }];
      await machine.at('2026-11-23T07:30:00Z');
      expect((await machine.record(ada))?.nudges.daily?.claim).toMatchObject({ slot: '2026-11-23', part: 0 });
      machine.clock.time += 30_000;
      await machine.killed();
      await machine.runUntil('2026-11-23T07:45:00Z', 10_000);
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0']);
      expect((await machine.record(ada))?.nudges.daily?.claim).toBeUndefined();
      expect(machine.world.problems).toEqual([]);
    });

    test.each<[when: string, made: boolean]>([
      ['without having sent it', false],
      ['having sent it', true],
    ])('a process that dies %s and is started again after half an hour', async (_, made) => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made, heard: 'never' }];
      await machine.at('2026-11-23T07:30:00Z');
      machine.clock.time += 30 * 60_000;
      await machine.killed();
      await machine.runUntil('2026-11-23T08:10:00Z', 10_000);
      expect(machine.requests.lookUps).toBe(1);
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0']);
    });

    test('a process that is not there at the time sends it when it is back, within what the person allows', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 2);
      const [ada = '', bo = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      await machine.wants(bo, 'Europe/Berlin', '08:30', { ifLate: 'skip' });
      machine.clock.time = Date.parse('2026-11-23T08:00:00Z');
      await machine.killed();
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0']);
      expect(machine.arrived(bo)).toEqual([]);
      expect(machine.ended).toEqual(['late', 'sent']);
    });

    test('an answer of 5xx to a message that was made, tried again after 20 minutes, doubles nothing', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: true, heard: { kind: 'unsure', reason: 'Discord answered 500' } }];
      await machine.at('2026-11-23T07:30:00Z');
      await machine.at('2026-11-23T07:50:00Z');
      expect(machine.requests).toMatchObject({ messages: 1, lookUps: 1 });
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0']);
      expect(machine.ended).toEqual(['found']);
    });

    test('an answer that is lost, tried again at once, is the same message for Discord', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: true, heard: { kind: 'unsure', reason: 'the connection broke' } }];
      await machine.at('2026-11-23T07:30:00Z');
      await machine.at('2026-11-23T07:30:10Z');
      expect(machine.requests).toMatchObject({ messages: 2, lookUps: 0 });
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0']);
      expect(machine.world.problems).toEqual([]);
    });

    test('what cannot be looked up is not sent again, and is tried until its time is over', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: true, heard: { kind: 'unsure', reason: 'the connection broke' } }];
      machine.lookUp = 'failed';
      await machine.at('2026-11-23T07:30:00Z');
      await machine.at('2026-11-23T07:32:00Z');
      await machine.runUntil('2026-11-23T09:40:00Z', 60_000);
      expect(machine.requests.messages).toBe(1);
      expect(machine.ended).toEqual(['late']);
      expect((await machine.record(ada))?.nudges.daily?.claim).toBeUndefined();
    });

    test('a channel whose history may not be read is never sent to twice', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: false, heard: { kind: 'unsure', reason: 'Discord answered 502' } }];
      machine.lookUp = 'unreadable';
      await machine.at('2026-11-23T07:30:00Z');
      await machine.at('2026-11-23T07:40:00Z');
      expect(machine.requests.messages).toBe(1);
      expect(machine.ended).toEqual(['unknown']);
    });

    test('while the clock of the machine is set back and forth', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30', { ifLate: 'day' });
      for (const instant of [
        '23T07:30:05',
        '23T06:00:00',
        '23T07:31:00',
        '24T07:30:00',
        '23T12:00:00',
        '24T07:31:00',
        '25T09:00:00',
      ])
        await machine.at(`2026-11-${instant}Z`);
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0', '2026-11-24 part 0', '2026-11-25 part 0']);
    });

    test('a clock that was a year ahead and was put right keeps nobody waiting for a year', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      await machine.at('2027-11-23T07:30:00Z');
      await machine.at('2026-11-23T07:30:00Z');
      await machine.at('2026-11-24T07:30:00Z');
      expect(machine.arrived(ada).slice(1)).toEqual(['2026-11-23 part 0', '2026-11-24 part 0']);
    });

    test('two parts of one day are two messages, whose presses confirm their own', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      await machine.at('2026-11-23T07:30:00Z');
      const at = Date.parse('2026-11-23T07:31:00Z');
      await machine.nudges.amend(ada, record => {
        const { daily } = record.nudges;
        if (!daily) throw new Error('Expected a daily message.');
        return { ...record, nudges: { daily: { ...daily, snooze: { slot: '2026-11-23', part: 1, at } } } };
      });
      machine.fates = [{ made: true, heard: { kind: 'unsure', reason: 'the connection broke' } }];
      await machine.at('2026-11-23T07:31:00Z');
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0', '2026-11-23 part 1']);
      await machine.nudges.arrived({ owner: ada, name: 'daily', slot: '2026-11-23', part: 0 });
      expect((await machine.record(ada))?.nudges.daily?.claim).toMatchObject({ part: 1 });
      await machine.nudges.arrived({ owner: ada, name: 'daily', slot: '2026-11-23', part: 1 });
      expect((await machine.record(ada))?.nudges.daily?.claim).toBeUndefined();
      await machine.runUntil('2026-11-23T08:00:00Z', 60_000);
      expect(machine.arrived(ada)).toHaveLength(2);
    });
  });

  describe(`${name}: what people change`, () => {
    test('a stop is obeyed with the store down, and written when it is back', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.storeIsAway = true;
      expect(await machine.nudges.stop(ada, 'daily')).toBe(false);
      await machine.at('2026-11-23T07:30:00Z');
      machine.storeIsAway = false;
      await expect.poll(async () => (await machine.record(ada))?.nudges.daily?.paused?.why).toBe('stopped');
      await machine.at('2026-11-23T07:31:00Z');
      await machine.killed();
      await machine.at('2026-11-24T07:30:00Z');
      expect(machine.arrived(ada)).toEqual([]);
    });

    test('a stop reaches what waits for another try', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: false, heard: { kind: 'unsure', reason: 'Discord answered 502' } }];
      await machine.at('2026-11-23T07:30:00Z');
      await machine.nudges.stop(ada, 'daily');
      await machine.runUntil('2026-11-23T08:00:00Z', 30_000);
      expect(machine.arrived(ada)).toEqual([]);
      expect(machine.requests.messages).toBe(1);
    });

    test('with the store down at the time it comes when the store is back, once', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 3);
      for (const id of machine.ids) await machine.wants(id, 'Europe/Berlin', '08:30');
      machine.storeIsAway = true;
      await machine.at('2026-11-23T07:30:00Z');
      await machine.at('2026-11-23T07:31:00Z');
      expect(machine.requests.messages).toBe(0);
      machine.storeIsAway = false;
      await machine.runUntil('2026-11-23T07:33:00Z', 10_000);
      for (const id of machine.ids) expect(machine.arrived(id)).toEqual(['2026-11-23 part 0']);
    });

    test('with the store down before it could be written that it was sent, it is not sent again', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.world.on(happening => {
        if (happening.kind === 'message') machine.storeIsAway = true;
      });
      await machine.at('2026-11-23T07:30:00Z');
      machine.clock.time += 10 * 60_000;
      machine.storeIsAway = false;
      await machine.runUntil('2026-11-23T07:50:00Z', 10_000);
      expect(machine.requests.messages).toBe(1);
      expect((await machine.record(ada))?.nudges.daily?.claim).toBeUndefined();
    });

    test('who is erased is not written to, and nothing of them comes back', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: false, heard: { kind: 'unsure', reason: 'Discord answered 502' } }];
      await machine.at('2026-11-23T07:30:00Z');
      machine.nudges.forget(ada);
      await machine.people.erase(ada);
      await machine.runUntil('2026-11-24T08:00:00Z', 60_000);
      expect(await machine.people.raw(ada)).toEqual({});
      expect(machine.arrived(ada)).toEqual([]);
    });

    test('a zone moved across the date line gives no local day two', async () => {
      const machine = await open('2026-11-23T12:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Pacific/Kiritimati', '08:30', { ifLate: 'day' });
      for (const zone of ['Pacific/Niue', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Pacific/Apia']) {
        await machine.runUntil(new Date(machine.clock.time + 36 * 3_600_000).toISOString(), 600_000);
        await machine.nudges.amend(ada, record => ({ ...record, zone }));
      }
      await machine.runUntil(new Date(machine.clock.time + 72 * 3_600_000).toISOString(), 600_000);
      const days = machine.arrived(ada);
      expect(new Set(days).size).toBe(days.length);
      expect(days.length).toBeGreaterThan(5);
      expect([...days].sort()).toEqual(days);
    });
  });

  describe(`${name}: what is asked for`, () => {
    test('comes on the chosen days only, and again from the day on which a pause ends', async () => {
      const machine = await open('2026-11-22T12:00:00Z', 2);
      const [ada = '', bo = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30', {
        schedule: { kind: 'daily', minute: 510, days: [1, 3] },
      });
      const since = machine.clock.time;
      await machine.wants(bo, 'Europe/Berlin', '08:30', {
        paused: { why: 'asked', since, until: '2026-11-25' },
      });
      await machine.runUntil('2026-11-26T12:00:00Z', 600_000);
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0', '2026-11-25 part 0']);
      expect(machine.arrived(bo)).toEqual(['2026-11-25 part 0', '2026-11-26 part 0']);
      expect(machine.ended).toContain('paused');
    });

    test('once comes once, on its date', async () => {
      const machine = await open('2026-11-22T12:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '18:00', {
        schedule: { kind: 'once', date: '2026-11-24', minute: 1080 },
      });
      await machine.runUntil('2026-11-27T12:00:00Z', 600_000);
      await machine.killed();
      expect(machine.arrived(ada)).toEqual(['2026-11-24 part 0']);
    });

    test('and put off while nothing runs comes after a restart, or not at all where it is too late', async () => {
      const machine = await open('2026-11-22T12:00:00Z', 2);
      const [ada = '', bo = ''] = machine.ids;
      const snooze = { slot: '2026-11-22', part: 1, at: Date.parse('2026-11-22T13:00:00Z') };
      const lastSlots = { daily: '2026-11-22' };
      for (const [id, ifLate] of [
        [ada, 'hours'],
        [bo, 'skip'],
      ] as const) {
        await machine.wants(id, 'Europe/Berlin', '12:30', { ifLate, snooze });
        await machine.nudges.amend(id, record => ({ ...record, lastSlots }));
      }
      machine.clock.time = Date.parse('2026-11-22T14:00:00Z');
      await machine.killed();
      await machine.runUntil('2026-11-22T16:00:00Z', 600_000);
      expect([machine.arrived(ada), machine.arrived(bo)]).toEqual([['2026-11-22 part 1'], []]);
      await machine.at('2026-11-23T11:30:00Z');
      expect((await machine.record(bo))?.nudges.daily?.snooze).toBeUndefined();
    });

    test('and put off past the next message still comes', async () => {
      const machine = await open('2026-11-22T22:00:00Z', 1);
      const [ada = ''] = machine.ids;
      const snooze = { slot: '2026-11-22', part: 1, at: Date.parse('2026-11-22T23:40:00Z') };
      await machine.wants(ada, 'Europe/Berlin', '00:30', { snooze });
      await machine.runUntil('2026-11-23T01:00:00Z', 60_000);
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0', '2026-11-22 part 1']);
    });
  });

  describe(`${name}: what Discord refuses`, () => {
    test('closed DMs cost one request, and pause that person alone', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 3);
      for (const id of machine.ids) await machine.wants(id, 'Europe/Berlin', '08:30');
      const [ada = ''] = machine.ids;
      machine.world.change(ada, { closedDms: true });
      await machine.runUntil('2026-11-26T08:00:00Z', 600_000);
      expect(machine.requests.messages).toBe(1 + 4 * 2);
      expect((await machine.record(ada))?.nudges.daily?.paused).toMatchObject({ why: 'gone', code: 50_007 });
      expect(machine.nudges.unreached(ada)).toEqual({
        code: 50_007,
        since: Date.parse('2026-11-23T07:30:00Z'),
      });
      await machine.killed();
      expect(machine.nudges.unreached(ada)).toMatchObject({ code: 50_007 });
      await machine.nudges.told(ada);
      expect(machine.nudges.unreached(ada)).toBeUndefined();
      await machine.killed();
      expect(machine.nudges.unreached(ada)).toBeUndefined();
    });

    test.each(['403: the bot is banned', '401: Unauthorized'])(
      '%s stops all sending and pauses nobody',
      async reason => {
        const machine = await open('2026-11-23T06:00:00Z', 30);
        for (const id of machine.ids) await machine.wants(id, 'Europe/Berlin', '08:30');
        machine.fates = Array.from({ length: 60 }, () => ({
          made: false,
          heard: { kind: 'refused', reason },
        }));
        await machine.at('2026-11-23T07:30:00Z');
        expect(machine.nudges.state().stopped).toBe('refused');
        const before = machine.requests.messages;
        await machine.runUntil('2026-11-23T07:39:00Z', 10_000);
        expect(machine.requests.messages).toBe(before);
        machine.fates = [];
        await machine.runUntil('2026-11-23T08:10:00Z', 10_000);
        for (const id of machine.ids) expect(machine.arrived(id)).toEqual(['2026-11-23 part 0']);
        expect(machine.nudges.state().stopped).toBeUndefined();
        expect(machine.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
      },
    );

    test('more than a fifth of fifty gone at once is taken for the bot: sending stops before the rest are paused', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 200);
      for (const id of machine.ids) await machine.wants(id, 'Europe/Berlin', '08:30');
      const gone = { made: false, heard: { kind: 'gone', code: 50_007 } } as const;
      machine.fates = [
        ...Array.from({ length: 40 }, () => ({ made: true, heard: { kind: 'sent' } as const })),
        ...Array(200).fill(gone),
      ];
      await machine.at('2026-11-23T07:30:00Z');
      expect(machine.nudges.state().stopped).toBe('gone');
      const paused = async () => {
        const records = await Promise.all(machine.ids.map(id => machine.record(id)));
        return records.filter(record => record?.nudges.daily?.paused).length;
      };
      expect(await paused()).toBeLessThanOrEqual(10);
      await machine.runUntil('2026-11-23T07:39:00Z', 10_000);
      machine.fates = Array(1).fill(gone);
      await machine.runUntil('2026-11-23T07:49:00Z', 10_000);
      expect(await paused()).toBeLessThanOrEqual(10);
      machine.fates = [];
      await machine.runUntil('2026-11-23T08:30:00Z', 10_000);
      expect(machine.ids.filter(id => machine.arrived(id).length === 1).length).toBeGreaterThanOrEqual(150);
    });

    test('a limit is waited for, and one of everything stops the rest meanwhile', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 3);
      for (const id of machine.ids) await machine.wants(id, 'Europe/Berlin', '08:30');
      machine.fates = [
        { made: false, heard: { kind: 'later', afterMs: 2_000, all: false } },
        { made: false, heard: { kind: 'later', afterMs: 15_000, all: true } },
      ];
      await machine.at('2026-11-23T07:30:00Z');
      await machine.runUntil('2026-11-23T07:31:00Z', 10_000);
      for (const id of machine.ids) expect(machine.arrived(id)).toEqual(['2026-11-23 part 0']);
      expect(machine.requests).toMatchObject({ messages: 5, lookUps: 0 });
    });

    test('a DM that is there no more is opened anew once', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 2);
      const [ada = '', bo = ''] = machine.ids;
      for (const id of machine.ids) await machine.wants(id, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: false, heard: { kind: 'no-channel' } }];
      await machine.at('2026-11-23T07:30:00Z');
      await machine.at('2026-11-23T07:30:10Z');
      expect([machine.arrived(ada), machine.arrived(bo)].map(({ length }) => length)).toEqual([1, 1]);
      expect(machine.requests).toMatchObject({ messages: 3, openings: 1 });
      machine.fates = Array.from({ length: 4 }, () => ({
        made: false,
        heard: { kind: 'no-channel' } as const,
      }));
      await machine.runUntil('2026-11-24T07:31:00Z', 600_000);
      await machine.runUntil('2026-11-24T07:32:00Z', 10_000);
      expect((await machine.record(ada))?.nudges.daily?.paused).toMatchObject({ why: 'gone', code: 10_003 });
    });

    test('a message that Discord will never take is a bug: it is logged, and not tried again', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: false, heard: { kind: 'rejected', reason: 'Invalid Form Body' } }];
      await machine.runUntil('2026-11-23T08:00:00Z', 60_000);
      expect(machine.requests.messages).toBe(1);
      expect(machine.ended).toEqual(['rejected']);
      expect(machine.lines).toMatchObject([{ level: 'error', fields: { reason: 'Invalid Form Body' } }]);
    });

    test('while Discord is away it is asked less and less, and all of it comes in the end', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 40);
      for (const id of machine.ids) await machine.wants(id, 'Europe/Berlin', '08:30');
      machine.fates = Array.from({ length: 60 }, () => ({
        made: false,
        heard: { kind: 'unsure', reason: 'nobody is there' },
      }));
      await machine.runUntil('2026-11-23T07:50:00Z', 10_000);
      expect(machine.requests.messages).toBeLessThan(62);
      machine.fates = [];
      await machine.runUntil('2026-11-23T09:00:00Z', 10_000);
      for (const id of machine.ids) expect(machine.arrived(id)).toEqual(['2026-11-23 part 0']);
      expect(machine.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    });
  });
}

/** Around a change of clocks: the day before, the day itself and the day after, and when each message comes (UTC). */
const clockChanges: readonly [zone: string, time: string, days: string[], instants: string[]][] = [
  [
    'Europe/Berlin',
    '02:30',
    ['2026-03-28', '2026-03-29', '2026-03-30'],
    ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
  ],
  [
    'Europe/Berlin',
    '02:30',
    ['2026-10-24', '2026-10-25', '2026-10-26'],
    ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
  ],
  [
    'America/New_York',
    '02:30',
    ['2026-03-07', '2026-03-08', '2026-03-09'],
    ['2026-03-07T07:30Z', '2026-03-08T07:00Z', '2026-03-09T06:30Z'],
  ],
  [
    'America/New_York',
    '01:30',
    ['2026-10-31', '2026-11-01', '2026-11-02'],
    ['2026-10-31T05:30Z', '2026-11-01T05:30Z', '2026-11-02T06:30Z'],
  ],
  [
    'Australia/Lord_Howe',
    '02:15',
    ['2026-10-03', '2026-10-04', '2026-10-05'],
    ['2026-10-02T15:45Z', '2026-10-03T15:30Z', '2026-10-04T15:15Z'],
  ],
  [
    'Australia/Lord_Howe',
    '01:45',
    ['2026-04-04', '2026-04-05', '2026-04-06'],
    ['2026-04-03T14:45Z', '2026-04-04T14:45Z', '2026-04-05T15:15Z'],
  ],
  [
    'Africa/Casablanca',
    '02:30',
    ['2026-02-14', '2026-02-15', '2026-02-16'],
    ['2026-02-14T01:30Z', '2026-02-15T01:30Z', '2026-02-16T02:30Z'],
  ],
  [
    'Africa/Casablanca',
    '02:30',
    ['2026-03-21', '2026-03-22', '2026-03-23'],
    ['2026-03-21T02:30Z', '2026-03-22T02:00Z', '2026-03-23T01:30Z'],
  ],
  [
    'America/Santiago',
    '00:30',
    ['2026-09-05', '2026-09-06', '2026-09-07'],
    ['2026-09-05T04:30Z', '2026-09-06T04:00Z', '2026-09-07T03:30Z'],
  ],
  [
    'America/Santiago',
    '23:30',
    ['2026-04-03', '2026-04-04', '2026-04-05'],
    ['2026-04-04T02:30Z', '2026-04-05T02:30Z', '2026-04-06T03:30Z'],
  ],
  [
    'America/Nuuk',
    '23:30',
    ['2026-03-27', '2026-03-28', '2026-03-29'],
    ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
  ],
  [
    'America/Nuuk',
    '23:30',
    ['2026-10-23', '2026-10-24', '2026-10-25'],
    ['2026-10-24T00:30Z', '2026-10-25T00:30Z', '2026-10-26T01:30Z'],
  ],
  [
    'Asia/Beirut',
    '00:30',
    ['2026-03-28', '2026-03-29', '2026-03-30'],
    ['2026-03-27T22:30Z', '2026-03-28T22:00Z', '2026-03-29T21:30Z'],
  ],
  [
    'Asia/Beirut',
    '23:30',
    ['2026-10-23', '2026-10-24', '2026-10-25'],
    ['2026-10-23T20:30Z', '2026-10-24T20:30Z', '2026-10-25T21:30Z'],
  ],
  [
    'Africa/Cairo',
    '00:30',
    ['2026-04-23', '2026-04-24', '2026-04-25'],
    ['2026-04-22T22:30Z', '2026-04-23T22:00Z', '2026-04-24T21:30Z'],
  ],
  [
    'Africa/Cairo',
    '23:30',
    ['2026-10-28', '2026-10-29', '2026-10-30'],
    ['2026-10-28T20:30Z', '2026-10-29T20:30Z', '2026-10-30T21:30Z'],
  ],
  [
    'America/Sao_Paulo',
    '00:30',
    ['2018-11-03', '2018-11-04', '2018-11-05'],
    ['2018-11-03T03:30Z', '2018-11-04T03:00Z', '2018-11-05T02:30Z'],
  ],
  [
    'America/Sao_Paulo',
    '23:30',
    ['2018-02-16', '2018-02-17', '2018-02-18'],
    ['2018-02-17T01:30Z', '2018-02-18T01:30Z', '2018-02-19T02:30Z'],
  ],
];
