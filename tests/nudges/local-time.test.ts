import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  compareLocal,
  createCalendar,
  type LocalTime,
  weekdayOf,
} from '../../src/nudges/local-time.ts';

const calendar = createCalendar();
const zones = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Asia/Kolkata'];
const walls = new Map(zones.map(zone => [zone, new Intl.DateTimeFormat('sv-SE', wallOf(zone))]));

describe('the local time of an instant', () => {
  it('is what the clocks of that zone show, in every zone, near a change of clocks and far from it', () => {
    for (const zone of zones) {
      fc.assert(
        fc.property(instantIn(zone), instant => {
          expect(text(calendar.localAt(zone, instant))).toBe(shown(zone, instant));
        }),
        { numRuns: 5 },
      );
    }
  });

  it('is right to the second where clocks change', () => {
    const change = Date.parse('2026-03-29T01:00:00Z');
    expect(at('Europe/Berlin', change - 1)).toBe('2026-03-29 01:59');
    expect(at('Europe/Berlin', change)).toBe('2026-03-29 03:00');
    expect(at('Australia/Lord_Howe', Date.parse('2026-04-04T14:59:59.999Z'))).toBe('2026-04-05 01:59');
    expect(at('Australia/Lord_Howe', Date.parse('2026-04-04T15:00:00Z'))).toBe('2026-04-05 01:30');
    expect(at('Africa/Monrovia', Date.parse('1971-06-01T00:44:29Z'))).toBe('1971-05-31 23:59');
  });

  it('is the same when asked again, and after many other days', () => {
    const instant = Date.parse('2026-10-25T00:30:00Z');
    const first = calendar.localAt('Europe/Berlin', instant);
    for (let day = 0; day < 400; day += 1) calendar.localAt('Europe/Berlin', instant + day * 86_400_000);
    expect(calendar.localAt('Europe/Berlin', instant)).toEqual(first);
  });

  it('is refused for a zone nobody knows', () => {
    expect(() => calendar.localAt('Middle/Earth', 0)).toThrow(RangeError);
    expect(() => calendar.instantOf('Middle/Earth', { date: '2026-01-01', minute: 0 })).toThrow(RangeError);
  });
});

describe('the furthest local time reached', () => {
  it('is the greatest that clocks have shown by then, in every zone', () => {
    for (const zone of zones) {
      fc.assert(
        fc.property(instantIn(zone), instant => {
          let greatest = '';
          for (let before = 0; before < 26 * 60; before += 1) {
            const local = text(calendar.localAt(zone, instant - before * 60_000));
            if (local > greatest) greatest = local;
          }
          expect(text(calendar.furthestAt(zone, instant))).toBe(greatest);
        }),
        { numRuns: 1 },
      );
    }
  });

  it('stands still while an hour comes for the second time', () => {
    const furthest = (time: string) => text(calendar.furthestAt('Europe/Berlin', Date.parse(time)));
    expect(furthest('2026-10-25T00:59:59Z')).toBe('2026-10-25 02:59');
    expect(furthest('2026-10-25T01:10:00Z')).toBe('2026-10-25 02:59');
    expect(furthest('2026-10-25T02:00:00Z')).toBe('2026-10-25 03:00');
    const atMidnightUtc = calendar.furthestAt('Europe/Chisinau', Date.parse('2015-10-25T00:10:00Z'));
    expect(text(atMidnightUtc)).toBe('2015-10-25 02:59');
  });
});

describe('the instant of a local time', () => {
  it('is the first with that local time or a later one, in every zone', () => {
    for (const zone of zones) {
      fc.assert(
        fc.property(instantIn(zone), fc.integer({ min: 1, max: 30 * 3_600_000 }), (near, before) => {
          const { date } = calendar.localAt(zone, near);
          const { minute } = calendar.localAt('UTC', near + before);
          const instant = calendar.instantOf(zone, { date, minute });
          expect(shown(zone, instant) >= text({ date, minute })).toBe(true);
          expect(shown(zone, instant - 1) < text({ date, minute })).toBe(true);
          expect(shown(zone, instant - before) < text({ date, minute })).toBe(true);
        }),
        { numRuns: 5 },
      );
    }
  });

  it('leads back to that local time wherever it comes at all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones).chain(zone => fc.tuple(fc.constant(zone), instantIn(zone))),
        ([zone, instant]) => {
          const local = calendar.localAt(zone, instant);
          const first = calendar.instantOf(zone, local);
          expect(calendar.localAt(zone, first)).toEqual(local);
          expect(first).toBeLessThanOrEqual(instant);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00Z'],
    ['Africa/Casablanca', '2026-03-22', '02:30', '2026-03-22T02:00:00Z'],
    ['America/Santiago', '2026-09-06', '00:30', '2026-09-06T04:00:00Z'],
    ['America/Nuuk', '2026-03-28', '23:30', '2026-03-29T01:00:00Z'],
    ['Asia/Beirut', '2026-03-29', '00:30', '2026-03-28T22:00:00Z'],
    ['Africa/Cairo', '2026-04-24', '00:30', '2026-04-23T22:00:00Z'],
    ['America/Sao_Paulo', '2018-11-04', '00:30', '2018-11-04T03:00:00Z'],
  ])('is the next valid minute where it does not exist: %s %s %s', (zone, date, time, instant) => {
    expect(instantOf(zone, date, time)).toBe(Date.parse(instant));
  });

  it.each([
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30:00Z'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45:00Z'],
    ['Africa/Casablanca', '2026-02-15', '02:30', '2026-02-15T01:30:00Z'],
    ['America/Santiago', '2026-04-04', '23:30', '2026-04-05T02:30:00Z'],
    ['America/Nuuk', '2026-10-24', '23:30', '2026-10-25T00:30:00Z'],
    ['Asia/Beirut', '2026-10-24', '23:30', '2026-10-24T20:30:00Z'],
    ['Africa/Cairo', '2026-10-29', '23:30', '2026-10-29T20:30:00Z'],
    ['America/Sao_Paulo', '2018-02-17', '23:30', '2018-02-18T01:30:00Z'],
    ['America/St_Johns', '2010-11-07', '00:00', '2010-11-07T02:30:00Z'],
  ])('is the first of both where it comes twice: %s %s %s', (zone, date, time, instant) => {
    expect(instantOf(zone, date, time)).toBe(Date.parse(instant));
  });

  it('is the first after a date that the zone skipped', () => {
    expect(instantOf('Pacific/Apia', '2011-12-30', '08:30')).toBe(Date.parse('2011-12-30T10:00:00Z'));
    expect(at('Pacific/Apia', Date.parse('2011-12-30T10:00:00Z'))).toBe('2011-12-31 00:00');
  });
});

describe('calendar arithmetic', () => {
  it('counts days over the ends of months and years, in both directions', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40_000 }),
        fc.integer({ min: -9_000, max: 9_000 }),
        (day, days) => {
          const date = addDays('1970-01-01', day);
          expect(addDays(addDays(date, days), -days)).toBe(date);
          expect((Date.parse(addDays(date, days)) - Date.parse(date)) / 86_400_000).toBe(days);
        },
      ),
    );
  });

  it('knows weekdays from Sunday, 0, to Saturday, 6', () => {
    expect(weekdayOf('2026-03-29')).toBe(0);
    expect(weekdayOf('2026-03-30')).toBe(1);
    expect(weekdayOf('2026-04-04')).toBe(6);
  });

  it('orders local times by date, then by minute', () => {
    const early = { date: '2026-03-29', minute: 90 };
    expect(compareLocal(early, { date: '2026-03-29', minute: 91 })).toBeLessThan(0);
    expect(compareLocal({ date: '2026-03-30', minute: 0 }, early)).toBeGreaterThan(0);
    expect(compareLocal(early, { ...early })).toBe(0);
  });

  it('refuses what is no date', () => {
    expect(() => addDays('tomorrow', 1)).toThrow(RangeError);
    expect(() => calendar.instantOf('UTC', { date: 'tomorrow', minute: 0 })).toThrow(RangeError);
  });
});

/** Instants from 1972 to 2037, half of them within four hours of a change of that zone's clocks where it has any. */
function instantIn(zone: string): fc.Arbitrary<number> {
  const anywhere = fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2038, 0, 1) });
  const near = fc
    .tuple(fc.integer({ min: 1972, max: 2037 }), fc.nat(), fc.integer({ min: -14_400, max: 14_400 }))
    .map(([year, which, seconds]) => {
      const changes = changedDays(zone, year);
      return (changes[which % Math.max(changes.length, 1)] ?? Date.UTC(year, 5, 1)) + seconds * 1_000;
    });
  return fc.oneof(anywhere, near);
}

/** The first hours of a year after which the zone's clocks stand otherwise, within an hour. */
function changedDays(zone: string, year: number): number[] {
  const week = 7 * 86_400_000;
  const minuteAt = (instant: number) => shown(zone, instant).slice(11);
  const found: number[] = [];
  for (let noon = Date.UTC(year, 0, 1, 12); noon < Date.UTC(year + 1, 0, 1); noon += week) {
    if (minuteAt(noon) === minuteAt(noon + week)) continue;
    let hour = noon;
    while (shiftedBy(zone, hour) === shiftedBy(zone, noon)) hour += 3_600_000;
    found.push(hour);
  }
  return found;
}

const shiftedBy = (zone: string, instant: number) =>
  Date.parse(`${shown(zone, instant).replace(' ', 'T')}Z`) - instant;

/** The oracle: the machine's own formatter, asked afresh, as YYYY-MM-DD HH:MM. */
function shown(zone: string, instant: number): string {
  return (walls.get(zone) as Intl.DateTimeFormat).format(instant);
}

function wallOf(timeZone: string): Intl.DateTimeFormatOptions {
  const two = '2-digit';
  return { timeZone, year: 'numeric', month: two, day: two, hour: two, minute: two };
}

function text({ date, minute }: LocalTime): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

const at = (zone: string, instant: number) => text(calendar.localAt(zone, instant));

function instantOf(zone: string, date: string, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return calendar.instantOf(zone, { date, minute: hour * 60 + minute });
}
