import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Delivery, isOf, nonceOf } from '../../src/nudges/delivery.ts';
import { fading, twiceAWeek } from '../../src/nudges/fade.ts';
import { deadlineOf, isLate } from '../../src/nudges/lateness.ts';
import { createCalendar } from '../../src/nudges/local-time.ts';
import { createTimetable, type Entry } from '../../src/nudges/timetable.ts';
import { deal } from '../../src/nudges/variety.ts';
import { library } from '../library/shipped.ts';

const calendar = createCalendar();
const { nudges } = library.words('en');

describe('until when a message may come', () => {
  const berlin = (time: string, ifLate: Entry['ifLate']) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    const local = { date: '2026-11-23', minute: hour * 60 + minute };
    const at = calendar.instantOf('Europe/Berlin', local);
    const deadline = deadlineOf(calendar, { zone: 'Europe/Berlin', ...local, at, ifLate });
    return new Date(deadline).toISOString().slice(5, 19);
  };

  test.each([
    ['08:30', 'skip', '11-23T07:40:00'],
    ['08:30', 'hours', '11-23T09:30:00'],
    ['08:30', 'day', '11-23T19:59:59'],
    ['20:00', 'hours', '11-23T19:59:59'],
    ['20:55', 'hours', '11-23T20:05:00'],
    ['21:00', 'hours', '11-23T22:00:00'],
    ['22:30', 'hours', '11-23T22:59:59'],
    ['22:30', 'day', '11-23T22:59:59'],
    ['23:55', 'skip', '11-23T22:59:59'],
    ['06:00', 'day', '11-23T19:59:59'],
    ['08:00', 'day', '11-23T19:59:59'],
  ] as const)('asked for at %s, if late: %s', (time, ifLate, until) => {
    expect(berlin(time, ifLate)).toBe(until);
  });

  test('what was put off may cross midnight, for its ten minutes', () => {
    const at = Date.parse('2026-11-23T22:55:00Z');
    const meant = {
      zone: 'Europe/Berlin',
      ...calendar.localAt('Europe/Berlin', at),
      at,
      ifLate: 'hours',
    } as const;
    expect(deadlineOf(calendar, { ...meant, snoozed: true }) - at).toBe(10 * 60_000);
  });

  test('ten minutes are on time', () => {
    expect(isLate(0, 10 * 60_000)).toBe(false);
    expect(isLate(0, 10 * 60_000 + 1)).toBe(true);
  });
});

describe('somebody who is not heard of', () => {
  const days = [0, 1, 2, 3, 4, 5, 6];
  const about = { date: '2026-11-23', discreet: true, days };

  test.each([
    [6, false, 'usual'],
    [7, false, 'asks'],
    [6, true, 'usual'],
    [7, true, 'ends'],
  ] as const)('after %i messages (on fewer days: %s) gets what is %s', (unanswered, fewer, says) => {
    expect(fading({ unanswered, fewer }, about)).toBe(says);
  });

  test('is asked after thirty where the text itself stands in the message', () => {
    expect(fading({ unanswered: 29, fewer: false }, { ...about, discreet: false })).toBe('usual');
    expect(fading({ unanswered: 30, fewer: false }, { ...about, discreet: false })).toBe('asks');
  });

  test('is left alone before the day until which they asked to be', () => {
    expect(fading({ unanswered: 40, fewer: false, keepUntil: '2026-11-24' }, about)).toBe('usual');
    expect(fading({ unanswered: 40, fewer: false, keepUntil: '2026-11-23' }, about)).toBe('asks');
  });

  test('and who chose two days or fewer, is not asked about fewer: after fourteen it ends', () => {
    const sundays = { ...about, days: [0] };
    expect(fading({ unanswered: 13, fewer: false }, sundays)).toBe('usual');
    expect(fading({ unanswered: 14, fewer: false }, sundays)).toBe('ends');
  });

  test.each([
    [days, [1, 4]],
    [
      [1, 2, 3, 4, 5],
      [1, 4],
    ],
    [
      [6, 0],
      [6, 0],
    ],
    [
      [2, 3, 6],
      [2, 6],
    ],
    [
      [5, 6, 0],
      [5, 0],
    ],
    [[3], [3]],
  ])('of the days %j those furthest apart are %j', (chosen, two) => {
    expect(twiceAWeek(chosen)).toEqual(two);
  });
});

describe('what is dealt', () => {
  const kinds = ['checkin', 'grounding', 'explainer', 'mixed'] as const;
  const none = () => false;
  const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

  test('comes not again within 30 days, for anybody, of any kind', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 20_000, max: 30_000 }),
        fc.constantFrom(...kinds),
        (owner, day, kind) => {
          const month = Array.from({ length: 31 }, (_, index) =>
            deal(nudges, { owner, date: dateOf(day + index), kind, avoids: none }),
          );
          expect(new Set(month.map(({ kind, id }) => `${kind}.${id}`)).size).toBe(31);
        },
      ),
    );
  });

  test('is the same when it is asked again, and another thing for others', () => {
    const of = (owner: string) =>
      deal(nudges, { owner, date: '2026-11-23', kind: 'checkin', avoids: none }).id;
    expect(of('ada')).toBe(of('ada'));
    expect(new Set(Array.from({ length: 50 }, (_, index) => of(`person ${index}`))).size).toBeGreaterThan(20);
  });

  test('is of each kind in turn where it is mixed', () => {
    const three = [0, 1, 2].map(
      index => deal(nudges, { owner: 'ada', date: dateOf(20_000 + index), kind: 'mixed', avoids: none }).kind,
    );
    expect(new Set(three).size).toBe(3);
  });

  test('never starts an exercise that somebody would rather not be offered, unless there is no other', () => {
    const avoids = (exercise: string) => exercise !== 'orienting';
    for (let day = 0; day < 60; day += 1) {
      const { id } = deal(nudges, { owner: 'ada', date: dateOf(20_000 + day), kind: 'grounding', avoids });
      expect(['door-frame', 'still-thing']).toContain(id);
    }
    expect(
      deal(nudges, { owner: 'ada', date: '2026-11-23', kind: 'grounding', avoids: () => true }).id,
    ).toBeTruthy();
  });

  test('is an error in a language without openings', () => {
    const empty = { ...nudges, checkin: [] };
    expect(() => deal(empty, { owner: 'ada', date: '2026-11-23', kind: 'checkin', avoids: none })).toThrow(
      'expected openings of the kind checkin',
    );
  });
});

describe('a delivery', () => {
  const delivery = fc.record({
    owner: fc.string(),
    name: fc.constantFrom('daily', 'promise', 'daily/'),
    slot: fc.constantFrom('2026-11-23', '2026-11-24'),
    part: fc.nat(3),
  });

  test('has a nonce of its own, of 25 characters at most', () => {
    fc.assert(
      fc.property(delivery, delivery, (one: Delivery, other: Delivery) => {
        expect(nonceOf(one)).toMatch(/^[\w-]{25}$/);
        expect(nonceOf(one) === nonceOf(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
    );
  });

  test('is known by any button of its message, and by no other', () => {
    const ada: Delivery = { owner: 'ada', name: 'daily', slot: '2026-11-23', part: 1 };
    const button = (...args: (string | number)[]) => ({ command: 'nudge', action: 'open', args });
    expect(isOf(ada, button('daily', '2026-11-23', '1', 'mixed'))).toBe(true);
    expect(isOf(ada, button('daily', '2026-11-23', '0'))).toBe(false);
    expect(isOf(ada, button('daily', '2026-11-22', '1'))).toBe(false);
    expect(isOf(ada, button())).toBe(false);
  });
});

describe('the timetable', () => {
  const entry: fc.Arbitrary<Entry> = fc.record({
    zone: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo', 'UTC'),
    schedule: fc.oneof(
      fc.record({
        kind: fc.constant('daily' as const),
        minute: fc.constantFrom(0, 510, 1439),
        days: fc.uniqueArray(fc.nat(6), { minLength: 1 }).map(days => days.sort((a, b) => a - b)),
      }),
      fc.record({
        kind: fc.constant('once' as const),
        date: fc.constant('2026-12-24'),
        minute: fc.constantFrom(0, 510),
      }),
    ),
    ifLate: fc.constantFrom('skip', 'hours', 'day'),
    lastSlot: fc.option(fc.constantFrom('2026-11-22', '2031-01-01'), { nil: undefined }),
  });
  const step = fc.record({ id: fc.nat(30).map(String), entry: fc.option(entry, { nil: undefined }) });

  test('holds what was put and not what was removed, by zone and minute, however often it changes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), steps => {
        const timetable = createTimetable();
        const expected = new Map<string, Entry>();
        for (const { id, entry } of steps) {
          if (entry) timetable.put(id, entry);
          else timetable.remove(id);
          if (entry) expected.set(id, entry);
          else expected.delete(id);
        }
        expect(timetable.size).toBe(expected.size);
        for (const [id, { lastSlot, ...entry }] of expected)
          expect(timetable.get(id)).toEqual({ ...entry, ...(lastSlot && { lastSlot }) });
        const zones = [...new Set([...expected.values()].map(({ zone }) => zone))];
        expect([...timetable.zones()].sort()).toEqual(zones.sort());
        for (const zone of ['Europe/Berlin', 'Asia/Tokyo', 'UTC', 'nowhere'])
          for (const minute of [0, 510, 1439]) {
            const there = [...expected].filter(
              ([, one]) => one.zone === zone && one.schedule.minute === minute,
            );
            expect([...timetable.at(zone, minute)].map(({ id }) => id).sort()).toEqual(
              there.map(([id]) => id).sort(),
            );
          }
      }),
    );
  });

  test('grows', () => {
    const timetable = createTimetable();
    const schedule = { kind: 'daily', minute: 510, days: [1] } as const;
    for (let id = 0; id < 5_000; id += 1)
      timetable.put(String(id), { zone: 'UTC', schedule, ifLate: 'skip' });
    expect([...timetable.at('UTC', 510)]).toHaveLength(5_000);
    expect(timetable.get('4999')).toEqual({ zone: 'UTC', schedule, ifLate: 'skip' });
    expect(timetable.get('5000')).toBeUndefined();
  });
});
