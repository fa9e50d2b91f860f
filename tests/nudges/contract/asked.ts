import { describe, expect, test } from 'vitest';
import type { OpenMachine } from '../machine.ts';

/** What is asked for comes when it is asked for. */
export function whatIsAskedFor(name: string, open: OpenMachine): void {
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
}
