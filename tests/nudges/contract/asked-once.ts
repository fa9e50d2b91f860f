import { describe, expect, test } from 'vitest';
import { createCalendar } from '../../../src/nudges/local-time.ts';
import { askedOnce, inZone, onceAt } from '../../../src/nudges/once.ts';
import type { Machine, OpenMachine } from '../machine.ts';

const calendar = createCalendar();
const name = 'daily';
const berlin = 'Europe/Berlin';

/** What is asked for once comes once, also where a date has several, and wherever its person goes. */
export function whatIsAskedForOnce(title: string, open: OpenMachine): void {
  describe(`${title}: what is asked for once`, () => {
    test.each<[when: string, made: boolean]>([
      ['after the claim and before Discord made it', false],
      ['after Discord made it and before the answer', true],
    ])('comes once though its process dies %s', async (_, made) => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await asks(machine, ada, '2026-11-23', '08:30');
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

    test('comes three times on a date for which it was asked three times, through every death of its process', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      for (const [time, instant] of [
        ['08:30', '2026-11-23T07:30:00Z'],
        ['08:31', '2026-11-23T07:31:00Z'],
        ['12:00', '2026-11-23T11:00:00Z'],
      ] as const) {
        await asks(machine, ada, '2026-11-23', time);
        await machine.killed();
        machine.fates = [{ made: true, heard: 'never' }];
        await machine.at(instant);
        await machine.killed();
        await machine.at(instant.replace(':00Z', ':20Z'));
      }
      await machine.runUntil('2026-11-26T12:00:00Z', 600_000);
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0', '2026-11-23 part 1', '2026-11-23 part 2']);
      expect(machine.world.problems).toEqual([]);
    });

    test('and asked for anew comes at the new time only', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await asks(machine, ada, '2026-11-23', '08:30');
      await asks(machine, ada, '2026-11-23', '08:40');
      await machine.at('2026-11-23T07:40:00Z');
      await asks(machine, ada, '2026-11-23', '09:00');
      await asks(machine, ada, '2026-11-23', '09:10');
      await machine.runUntil('2026-11-23T12:00:00Z', 60_000);
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0', '2026-11-23 part 1']);
      expect((await machine.nudges.read(ada))?.nudges.daily?.said?.meant).toBe(
        Date.parse('2026-11-23T08:10:00Z'),
      );
    });

    test('goes with its person to another zone, also the second of a date', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await asks(machine, ada, '2026-11-23', '12:00');
      await moves(machine, ada, 'America/New_York');
      await machine.at('2026-11-23T16:59:00Z');
      expect(machine.arrived(ada)).toEqual([]);
      await machine.at('2026-11-23T17:00:00Z');
      expect(machine.arrived(ada)).toHaveLength(1);
      await asks(machine, ada, '2026-11-23', '14:00');
      await moves(machine, ada, 'America/Los_Angeles');
      await machine.at('2026-11-23T21:59:00Z');
      expect(machine.arrived(ada)).toHaveLength(1);
      await machine.at('2026-11-23T22:00:00Z');
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0', '2026-11-23 part 1']);
    });

    test('comes the day after in a zone where its time is past, and on a date behind the last one as a part of that', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await asks(machine, ada, '2026-11-23', '12:00');
      await moves(machine, ada, 'Pacific/Auckland');
      await machine.at('2026-11-23T22:59:00Z');
      expect(machine.arrived(ada)).toEqual([]);
      await machine.at('2026-11-23T23:00:00Z');
      expect(machine.arrived(ada)).toEqual(['2026-11-24 part 0']);
      await moves(machine, ada, 'Pacific/Honolulu');
      await asks(machine, ada, '2026-11-23', '15:00');
      await machine.at('2026-11-24T01:00:00Z');
      expect(machine.arrived(ada)).toEqual(['2026-11-24 part 0', '2026-11-24 part 1']);
    });

    test('keeps out of the night where it is late, and dies with its day', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 3);
      const [ada = '', bo = '', cy = ''] = machine.ids;
      await asks(machine, ada, '2026-11-23', '18:00');
      await asks(machine, bo, '2026-11-23', '08:30');
      await machine.at('2026-11-23T07:30:00Z');
      await asks(machine, bo, '2026-11-23', '18:00');
      machine.clock.time = Date.parse('2026-11-23T19:59:00Z');
      await machine.killed();
      expect([ada, bo].map(machine.arrived)).toEqual([
        ['2026-11-23 part 0'],
        ['2026-11-23 part 0', '2026-11-23 part 1'],
      ]);
      await asks(machine, cy, '2026-11-24', '18:00');
      await machine.at('2026-11-24T20:00:00Z');
      expect(machine.arrived(cy)).toEqual([]);
      expect(machine.ended.at(-1)).toBe('late');
      const record = await machine.nudges.read(cy);
      expect(onceAt(record, name, { calendar, now: machine.clock.time })).toBeUndefined();
      await machine.runUntil('2026-11-26T20:00:00Z', 600_000);
      expect(machine.arrived(cy)).toEqual([]);
    });

    test('is not looked for any more once it came, or a week after it did not', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 2);
      const [ada = '', bo = ''] = machine.ids;
      await asks(machine, ada, '2026-11-23', '08:30');
      await asks(machine, bo, '2026-11-25', '08:30');
      await machine.at('2026-11-23T07:30:00Z');
      expect(machine.nudges.state().wanted).toBe(1);
      await machine.at('2026-11-25T22:00:00Z');
      expect(machine.ended.at(-1)).toBe('late');
      machine.clock.time = Date.parse('2026-12-03T06:00:00Z');
      await machine.killed();
      expect(machine.nudges.state().wanted).toBe(0);
      expect(machine.arrived(bo)).toEqual([]);
    });

    test('is not to come once its person stopped it, and is again once it is asked for anew', async () => {
      const machine = await open('2026-11-23T06:00:00Z', 1);
      const [ada = ''] = machine.ids;
      await asks(machine, ada, '2026-11-23', '08:30');
      await machine.nudges.stop(ada, name);
      expect(onceAt(await machine.nudges.read(ada), name, { calendar, now: 0 })).toBeUndefined();
      await moves(machine, ada, 'Europe/London');
      await machine.at('2026-11-23T09:00:00Z');
      await asks(machine, ada, '2026-11-23', '09:30');
      await machine.runUntil('2026-11-23T12:00:00Z', 60_000);
      expect(machine.arrived(ada)).toEqual(['2026-11-23 part 0']);
    });
  });
}

async function asks(
  { nudges, world, clock }: Machine,
  id: string,
  date: string,
  time: string,
): Promise<void> {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const once = { address: { kind: 'dm', channel: world.openDm(id).id }, ifLate: 'day' } as const;
  await nudges.change(
    id,
    (known = { usedOn: '', zone: berlin, locale: 'en-US', nudges: {}, lastSlots: {} }) =>
      askedOnce(known, name, once, { date, minute: hour * 60 + minute }, { calendar, now: clock.now() }),
  );
}

async function moves({ nudges, clock }: Machine, id: string, zone: string): Promise<void> {
  await nudges.amend(id, known => inZone(known, zone, { calendar, now: clock.now() }));
}
