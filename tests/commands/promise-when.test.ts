import { describe, expect, test } from 'vitest';
import { localTimeOf, offered, readWhen, type When, written } from '../../commands/promise/when.ts';
import { createCalendar } from '../../src/nudges/local-time.ts';

const calendar = createCalendar();
const berlin = 'Europe/Berlin';

/** The instant at which it is asked, for somebody who chooses at `now`. */
function asked(when: When, now: string, zone = berlin): string {
  const local = localTimeOf(when, zone, calendar, Date.parse(now));
  return new Date(calendar.instantOf(zone, local)).toISOString();
}

describe('a time to ask at', () => {
  test.each<When>([
    'hour',
    { day: 'today', minutes: [510] },
    { day: 'tomorrow', minutes: [510, 1230] },
    { day: '2026-11-24', minutes: [0] },
  ])('is read as it was written: %j', when => {
    expect(readWhen(written(when))).toEqual(when);
  });

  test.each(['', 'hours', 'today', 'today_', 'today_1440', 'today_1-2-3', 'yesterday_510', '2026-1-1_510'])(
    'is not read from %j',
    text => {
      expect(readWhen(text)).toBeUndefined();
    },
  );

  test.each<[when: When, now: string, at: string]>([
    ['hour', '2026-11-22T20:00:40Z', '2026-11-22T21:00:00.000Z'],
    ['hour', '2026-11-22T22:30:00Z', '2026-11-22T23:30:00.000Z'],
    [{ day: 'today', minutes: [1200] }, '2026-11-22T18:59:00Z', '2026-11-22T19:00:00.000Z'],
    [{ day: 'today', minutes: [1200] }, '2026-11-22T19:00:00Z', '2026-11-23T19:00:00.000Z'],
    [{ day: 'tomorrow', minutes: [510] }, '2026-11-22T23:30:00Z', '2026-11-24T07:30:00.000Z'],
    [{ day: '2026-11-23', minutes: [510] }, '2026-11-22T20:00:00Z', '2026-11-23T07:30:00.000Z'],
    [{ day: '2026-11-23', minutes: [510] }, '2026-11-27T07:30:00Z', '2026-11-28T07:30:00.000Z'],
  ])('%j, chosen at %s, is %s', (when, now, at) => {
    expect(asked(when, now)).toBe(at);
  });

  test('lies ahead in every minute of the nights on which clocks change', () => {
    for (const night of ['2026-03-29', '2026-10-25']) {
      for (let minute = 0; minute < 300; minute += 1) {
        const now = Date.parse(`${night}T00:00:30Z`) - 3_600_000 + minute * 60_000;
        for (const when of ['hour', { day: 'today', minutes: [150] }] as const) {
          expect(Date.parse(asked(when, new Date(now).toISOString()))).toBeGreaterThan(now);
        }
      }
    }
  });

  test('is offered where it is still to come', () => {
    const at = (now: string, zone: string | undefined) =>
      offered(zone, calendar, Date.parse(now)).map(written).join(' ');
    const later = 'tomorrow_510 tomorrow_1200';
    expect(at('2026-11-22T23:30:00Z', berlin)).toBe(`hour today_510 today_1200 ${later}`);
    expect(at('2026-11-22T12:00:00Z', berlin)).toBe(`hour today_1200 ${later}`);
    expect(at('2026-11-22T20:00:00Z', berlin)).toBe(`hour ${later}`);
    expect(at('2026-11-22T20:00:00Z', undefined)).toBe(`hour today_1200 ${later}`);
  });
});
