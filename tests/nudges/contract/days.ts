import { describe, expect, test } from 'vitest';
import type { OpenMachine } from '../machine.ts';

/** Each local day has exactly one, also where clocks change. */
export function eachDayHasOne(name: string, open: OpenMachine): void {
  describe(`${name}: each local day has exactly one, at the first valid minute`, () => {
    test.each(clockChanges)('%s at %s around %s', async (zone, time, days, instants) => {
      const times = instants.map(instant => Date.parse(instant));
      const [first = 0, last = 0] = [times[0], times.at(-1)];
      const machine = await open(new Date(first - 60 * minute).toISOString(), 1);
      const [ada = ''] = machine.ids;
      await machine.wants(ada, zone, time, { ifLate: 'skip' });
      const at: string[] = [];
      machine.world.on(happening => {
        if (happening.kind === 'message') at.push(new Date(machine.clock.time).toISOString());
      });
      // Every minute where one could come a minute too soon or too late.
      for (const time of times) {
        await machine.runUntil(new Date(time - 5 * minute).toISOString(), 15 * minute);
        await machine.runUntil(new Date(time + 5 * minute).toISOString(), minute);
      }
      await machine.runUntil(new Date(last + 60 * minute).toISOString(), 5 * minute);
      expect(machine.arrived(ada)).toEqual(days.map(day => `${day} part 0`));
      expect(at).toEqual(times.map(time => new Date(time).toISOString()));
    });
  });
}

const minute = 60_000;

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
