import { describe, expect, test } from 'vitest';
import type { OpenMachine } from '../machine.ts';

/** Exactly once, whatever crashes, is lost, or comes late. */
export function exactlyOnce(name: string, open: OpenMachine): void {
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
      expect(machine.ended.toSorted()).toEqual(['late', 'sent']);
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

    test('says that it is late where an outage made it so', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: false, heard: { kind: 'unsure', reason: 'Discord answered 502' } }];
      await machine.at('2026-11-23T07:30:00Z');
      await machine.at('2026-11-23T08:05:00Z');
      const [message] = machine.world.listMessages(machine.world.openDm(ada).id);
      expect(message?.content).toBe('hello, late');
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

    test('a rest that began while the clock was ahead ends when it is put right', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: false, heard: { kind: 'refused', reason: '401: Unauthorized' } }];
      await machine.at('2026-12-23T07:30:00Z');
      await machine.at('2026-11-24T07:30:00Z');
      await machine.at('2026-11-25T07:30:00Z');
      expect(machine.arrived(ada)).toContain('2026-11-25 part 0');
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
}
