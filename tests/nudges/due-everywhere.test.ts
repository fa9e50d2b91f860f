import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueSince, nextSlots } from '../../src/nudges/due.ts';
import { addDays, weekdayOf } from '../../src/nudges/local-time.ts';
import {
  calendar,
  daily,
  datesFrom,
  datesIn,
  day,
  differentZones,
  everyDay,
  hour,
  index,
  minute,
  minuteOf,
  scheduled,
  second,
  ticks,
  travel,
  walk,
} from './walking.ts';

const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Asia/Kolkata'];

describe('over a year in every zone', () => {
  const [from, to] = [Date.UTC(2025, 11, 30), Date.UTC(2027, 0, 3)];
  const year = datesFrom('2026-01-01', 365);
  const different = differentZones(zones, from, to + 30 * day);

  it('every way of changing clocks is among the zones walked through, and every way of never changing them', () => {
    const alone = ['Australia/Lord_Howe', 'Antarctica/Troll', 'America/Santiago', 'Asia/Katmandu'];
    expect(different).toEqual(expect.arrayContaining(alone));
    expect(different.length).toBeGreaterThan(50);
  });

  it('every local day has exactly one slot, at the first tick from its instant on, however late ticks come', () => {
    const gaps = fc.array(fc.integer({ min: second, max: 20 * hour }), { minLength: 9, maxLength: 9 });
    for (const zone of different) {
      fc.assert(
        fc.property(gaps, fc.nat(1439), (late, at) => {
          const sent = walk(zone, [...oddMinutes, at].map(daily), ticks(from, to, late));
          for (const slots of sent.values()) {
            expect(datesIn(slots, '2026')).toEqual(year);
            expect(slots.filter(slot => slot.before >= slot.at || slot.at > slot.now)).toEqual([]);
          }
        }),
        { numRuns: 1 },
      );
    }
  }, 120_000);

  it('the same holds while the clock of the machine is set back and forth', () => {
    const steps = fc.array(fc.integer({ min: -9 * hour, max: 20 * hour }), { minLength: 20, maxLength: 20 });
    const forward = steps.filter(some => some.reduce((sum, step) => sum + step) > 3 * day);
    for (const zone of different) {
      fc.assert(
        fc.property(forward, fc.integer({ min: from, max: to }), fc.nat(1439), (some, start, at) => {
          const sent = walk(zone, [...oddMinutes, at].map(daily), ticks(start, start + 30 * day, some));
          const dates = datesFrom(addDays(calendar.localAt(zone, start).date, 1), 27);
          for (const slots of sent.values()) {
            expect(slots.map(slot => slot.date)).toEqual(expect.arrayContaining(dates));
            expect(new Set(slots.map(slot => slot.date)).size).toBe(slots.length);
            expect(slots.filter(slot => slot.before >= slot.at || slot.at > slot.now)).toEqual([]);
          }
        }),
        { numRuns: 1 },
      );
    }
  });
});

describe('an hour that does not exist and an hour that comes twice', () => {
  it('leave one for each minute of the day, whatever the minute', () => {
    for (const [zone, change] of changes) {
      const all = Array.from({ length: 1440 }, (_, at) => daily(at));
      const middle = Date.parse(change);
      const dates = datesFrom(addDays(calendar.localAt(zone, middle).date, -1), 3);
      const sent = walk(zone, all, ticks(middle - 3 * day, middle + 3 * day, [minute]));
      expect(sent.size).toBe(1440);
      for (const slots of sent.values()) {
        expect(slots.map(slot => slot.date)).toEqual(expect.arrayContaining(dates));
        expect(slots.length).toBe(new Set(slots.map(slot => slot.date)).size);
      }
    }
  });
});

describe('after an outage', () => {
  it('a nudge has one slot at most, the latest that fits, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
        fc.nat(1439),
        fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2030, 0, 1) }),
        fc.integer({ min: second, max: 40 * day }),
        (zone, days, at, start, outage) => {
          const nudge = scheduled({ kind: 'daily', minute: at, days });
          const end = start + outage;
          const { slots } = dueSince(calendar, zone, calendar.furthestAt(zone, start), end, index([nudge]));
          const fitting = datesFrom(addDays(calendar.localAt(zone, start).date, -1), 44)
            .filter(date => days.includes(weekdayOf(date)))
            .map(date => ({ date, at: calendar.instantOf(zone, { date, minute: at }) }))
            .filter(slot => slot.at > start && slot.at <= end);
          expect(slots.map(slot => ({ date: slot.date, at: slot.at }))).toEqual(fitting.slice(-1));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('a person who changes zone', () => {
  it('never has two slots of one local day, whichever way and however often', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom(...zones), fc.integer({ min: 1, max: 60 })), {
      minLength: 3,
      maxLength: 20,
    });
    fc.assert(
      fc.property(moves, fc.nat(1439), (places, at) => {
        const slots = travel(places, daily(at));
        const dates = slots.map(slot => slot.date);
        expect(dates).toEqual([...new Set(dates)].sort());
      }),
      { numRuns: 100 },
    );
  });
});

describe('the next slots', () => {
  it('are the ones that come to be due, in every zone', () => {
    for (const zone of zones) {
      fc.assert(
        fc.property(
          instantNearChange(zone),
          fc.nat(1439),
          fc.uniqueArray(fc.constantFrom(...everyDay)),
          (now, at, days) => {
            const nudge = scheduled({ kind: 'daily', minute: at, days });
            const foretold = nextSlots(calendar, zone, nudge, now, 3);
            const sent =
              walk(zone, [nudge], ticks(now, now + 22 * day, [7 * hour, 3 * hour])).get(nudge.id) ?? [];
            expect(sent.slice(0, 3)).toMatchObject(foretold);
          },
        ),
        { numRuns: 2 },
      );
    }
  });
});

/** Within two days of a change of clocks, of that zone's own where it is listed below, or anywhere in 2026. */
function instantNearChange(zone: string): fc.Arbitrary<number> {
  const change = changes.find(([name]) => name === zone)?.[1] ?? '2026-03-29T01:00:00Z';
  const near = fc.integer({ min: -2 * day, max: 2 * day }).map(offset => Date.parse(change) + offset);
  return fc.oneof(near, fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }));
}

/** Where hours go missing or come twice, here or there. */
const oddMinutes = ['00:00', '00:30', '01:45', '02:15', '02:30', '03:00', '23:30', '23:59'].map(minuteOf);

const changes: readonly (readonly [zone: string, instant: string])[] = [
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['America/Nuuk', '2026-03-29T01:00:00Z'],
  ['America/Nuuk', '2026-10-25T01:00:00Z'],
  ['America/Santiago', '2026-09-06T04:00:00Z'],
  ['America/St_Johns', '2010-11-07T02:31:00Z'],
  ['Antarctica/Troll', '2026-03-29T01:00:00Z'],
];
