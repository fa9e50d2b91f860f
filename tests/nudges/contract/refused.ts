import { describe, expect, test } from 'vitest';
import type { OpenMachine } from '../machine.ts';

/** What Discord refuses stops as much as it has to, and nobody else. */
export function whatDiscordRefuses(name: string, open: OpenMachine): void {
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
        name: 'daily',
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
