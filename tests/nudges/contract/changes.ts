import { describe, expect, test } from 'vitest';
import type { Machine, OpenMachine } from '../machine.ts';

/** What people change holds at once, whatever the store does. */
export function whatPeopleChange(name: string, open: OpenMachine): void {
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

    test.each(['stop', 'deletion'])('a %s while the claim is being written is obeyed', async what => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      let done: Promise<unknown> | undefined;
      machine.meanwhile.claim = async () => {
        if (what === 'deletion') machine.nudges.forget(ada);
        // Not awaited here: it waits for the very write that this is a part of.
        done = what === 'deletion' ? machine.people.erase(ada) : machine.nudges.stop(ada, 'daily');
      };
      await machine.at('2026-11-23T07:30:00Z');
      await done;
      await machine.runUntil('2026-11-24T08:00:00Z', 600_000);
      expect(machine.requests.messages).toBe(0);
      expect(machine.nudges.state().wanted).toBe(0);
    });

    test.each<[what: string, act: (machine: Machine, id: string) => Promise<unknown>]>([
      ['a stop', (machine, id) => machine.nudges.stop(id, 'daily')],
      [
        'a deletion',
        async (machine, id) => {
          machine.nudges.forget(id);
          await machine.people.erase(id);
        },
      ],
      [
        'a press',
        (machine, owner) => machine.nudges.arrived({ owner, name: 'daily', slot: '2026-11-23', part: 0 }),
      ],
      [
        'the end of its time',
        async machine => {
          machine.clock.time = Date.parse('2026-11-23T12:00:00Z');
        },
      ],
    ])('%s while its channel is looked at is obeyed', async (_, act) => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, 'Europe/Berlin', '08:30');
      machine.fates = [{ made: false, heard: { kind: 'unsure', reason: 'Discord answered 502' } }];
      await machine.at('2026-11-23T07:30:00Z');
      machine.meanwhile.lookUp = () => act(machine, ada);
      await machine.at('2026-11-23T07:40:00Z');
      expect(machine.requests).toMatchObject({ messages: 1, lookUps: 1 });
      expect(machine.arrived(ada)).toEqual([]);
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
}
