import { describe, expect, it } from 'vitest';
import { dueSince, lastSlotBelieved, nextSlots, type Scheduled } from '../../src/nudges/due.ts';
import { addDays } from '../../src/nudges/local-time.ts';
import {
  calendar,
  daily,
  datesIn,
  day,
  hour,
  idOf,
  index,
  minute,
  minuteOf,
  scheduled,
  second,
  ticks,
  travel,
  walk,
} from './walking.ts';

describe('an hour that does not exist and an hour that comes twice', () => {
  it.each([
    ['Europe/Berlin', '02:30', '2026-03-29', '2026-03-29T01:00:00Z', '2026-10-25', '2026-10-25T00:30:00Z'],
    ['America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00:00Z', '2026-11-01', '2026-11-01T07:30:00Z'],
    ['America/New_York', '01:30', '2026-03-08', '2026-03-08T06:30:00Z', '2026-11-01', '2026-11-01T05:30:00Z'],
    [
      'Australia/Lord_Howe',
      '02:15',
      '2026-10-04',
      '2026-10-03T15:30:00Z',
      '2026-04-05',
      '2026-04-04T15:45:00Z',
    ],
    [
      'Australia/Lord_Howe',
      '01:45',
      '2026-10-04',
      '2026-10-03T15:15:00Z',
      '2026-04-05',
      '2026-04-04T14:45:00Z',
    ],
    [
      'Africa/Casablanca',
      '02:30',
      '2026-03-22',
      '2026-03-22T02:00:00Z',
      '2026-02-15',
      '2026-02-15T01:30:00Z',
    ],
    ['America/Santiago', '00:30', '2026-09-06', '2026-09-06T04:00:00Z', '2026-04-05', '2026-04-05T04:30:00Z'],
    ['America/Santiago', '23:30', '2026-09-05', '2026-09-06T03:30:00Z', '2026-04-04', '2026-04-05T02:30:00Z'],
    ['America/Nuuk', '23:30', '2026-03-28', '2026-03-29T01:00:00Z', '2026-10-24', '2026-10-25T00:30:00Z'],
    ['Asia/Beirut', '00:30', '2026-03-29', '2026-03-28T22:00:00Z', '2026-10-25', '2026-10-24T22:30:00Z'],
    ['Asia/Beirut', '23:30', '2026-03-28', '2026-03-28T21:30:00Z', '2026-10-24', '2026-10-24T20:30:00Z'],
    ['Africa/Cairo', '00:30', '2026-04-24', '2026-04-23T22:00:00Z', '2026-10-30', '2026-10-29T22:30:00Z'],
    ['Africa/Cairo', '23:30', '2026-04-23', '2026-04-23T21:30:00Z', '2026-10-29', '2026-10-29T20:30:00Z'],
    [
      'America/Sao_Paulo',
      '00:30',
      '2018-11-04',
      '2018-11-04T03:00:00Z',
      '2018-02-18',
      '2018-02-18T03:30:00Z',
    ],
    [
      'America/Sao_Paulo',
      '23:30',
      '2018-11-03',
      '2018-11-04T02:30:00Z',
      '2018-02-17',
      '2018-02-18T01:30:00Z',
    ],
  ])('in %s leave exactly one at %s on each local day, at the first valid minute', (zone, time, ...cases) => {
    const [shortDate, missing, longDate, doubled] = cases;
    for (const [date, instant] of [
      [shortDate, Date.parse(missing)],
      [longDate, Date.parse(doubled)],
    ] as const) {
      const slots = walk(
        zone,
        [daily(minuteOf(time))],
        ticks(instant - 30 * hour, instant + 30 * hour, [10 * second]),
      );
      const sent = slots.get(idOf(minuteOf(time))) ?? [];
      expect(sent.map(slot => slot.date)).toEqual([addDays(date, -1), date, addDays(date, 1)]);
      expect(sent[1]).toMatchObject({ at: instant, now: instant });
    }
  });

  it('are late, not due a second time, where the first of both was slept through', () => {
    const mark = { date: '2026-10-25', minute: minuteOf('01:30') };
    const again = Date.parse('2026-10-25T01:10:00Z');
    const found = dueSince(calendar, 'Europe/Berlin', mark, again, index([daily(minuteOf('02:30'))]));
    expect(found.slots).toMatchObject([{ date: '2026-10-25', at: Date.parse('2026-10-25T00:30:00Z') }]);
    expect(found.mark).toEqual({ date: '2026-10-25', minute: minuteOf('02:59') });
  });
});

describe('a date that a zone skipped', () => {
  it('has no daily slot, and the days around it one each', () => {
    const [from, to] = [Date.parse('2011-12-28T00:00:00Z'), Date.parse('2012-01-02T00:00:00Z')];
    const sent = walk('Pacific/Apia', [0, 510, 1439].map(daily), ticks(from, to, [minute]));
    for (const slots of sent.values()) {
      expect(datesIn(slots, '2011-12').slice(-2)).toEqual(['2011-12-29', '2011-12-31']);
    }
  });

  it('gives what was asked for once right after it', () => {
    const once = scheduled({ kind: 'once', date: '2011-12-30', minute: 510 });
    const midnight = Date.parse('2011-12-30T10:00:00Z');
    const sent = walk('Pacific/Apia', [once], ticks(midnight - day, midnight + day, [10 * second]));
    expect(sent.get(once.id)).toMatchObject([{ date: '2011-12-30', at: midnight, now: midnight }]);
  });
});

describe('after an outage', () => {
  it('of years, no minute of the day is looked at twice', () => {
    const looked: number[] = [];
    const mark = { date: '2016-02-29', minute: 600 };
    const found = dueSince(calendar, 'Europe/Berlin', mark, Date.parse('2026-06-10T08:00:00Z'), at => {
      looked.push(at);
      return at === 510 ? [daily(510)] : [];
    });
    expect(looked.length).toBe(1440);
    expect(new Set(looked).size).toBe(1440);
    expect(found.slots.map(slot => slot.date)).toEqual(['2026-06-10']);
  });

  it('of two hours over midnight, only those hours are looked at', () => {
    const looked: number[] = [];
    const mark = { date: '2026-06-09', minute: 1380 };
    dueSince(calendar, 'UTC', mark, Date.parse('2026-06-10T01:00:30Z'), at => {
      looked.push(at);
      return [];
    });
    expect(looked).toEqual(Array.from({ length: 120 }, (_, index) => (1381 + index) % 1440));
  });

  it('of ten minutes, only those are looked at', () => {
    const looked: number[] = [];
    const mark = { date: '2026-06-10', minute: 500 };
    dueSince(calendar, 'UTC', mark, Date.parse('2026-06-10T08:30:30Z'), at => {
      looked.push(at);
      return [];
    });
    expect(looked).toEqual([501, 502, 503, 504, 505, 506, 507, 508, 509, 510]);
  });

  it('what was asked for once is still found a week later, and no later', () => {
    const once = scheduled({ kind: 'once', date: '2026-06-01', minute: 510 });
    const mark = { date: '2026-05-31', minute: 0 };
    const dueAt = (time: string) =>
      dueSince(calendar, 'UTC', mark, Date.parse(time), index([once])).slots.length;
    expect(dueAt('2026-06-08T08:29:59Z')).toBe(1);
    expect(dueAt('2026-06-08T08:30:00Z')).toBe(0);
  });
});

describe('the mark', () => {
  it('becomes the local time in a new zone, where nothing is due', () => {
    const found = dueSince(
      calendar,
      'Asia/Tokyo',
      undefined,
      Date.parse('2026-06-09T23:30:20Z'),
      index([daily(510)]),
    );
    expect(found).toEqual({ slots: [], mark: { date: '2026-06-10', minute: 510 } });
  });

  it('stays, and nothing is due, while the local time is at or before it', () => {
    const mark = { date: '2026-06-10', minute: 510 };
    const ticking = (time: string) =>
      dueSince(calendar, 'UTC', mark, Date.parse(time), index([daily(510), daily(509)]));
    for (const time of ['2026-06-10T08:30:59Z', '2026-06-10T08:29:00Z', '2026-06-03T12:00:00Z']) {
      expect(ticking(time)).toEqual({ slots: [], mark });
    }
  });

  it('leaves out the minute it stands on and takes in the one that is reached', () => {
    const mark = { date: '2026-06-10', minute: 509 };
    const found = dueSince(
      calendar,
      'UTC',
      mark,
      Date.parse('2026-06-10T08:30:00Z'),
      index([daily(510), daily(509)]),
    );
    expect(found.slots.map(slot => slot.minute)).toEqual([510]);
    expect(found.mark).toEqual({ date: '2026-06-10', minute: 510 });
  });
});

describe('a person who changes zone', () => {
  it('over the date line has none on the day lived twice, and none is made up for a day not lived', () => {
    const back = travel(
      [
        ['Pacific/Auckland', 36],
        ['Pacific/Honolulu', 60],
      ],
      daily(510),
    );
    expect(back.map(slot => slot.date)).toEqual(['2026-06-02', '2026-06-03', '2026-06-04']);
    const there = travel(
      [
        ['Pacific/Honolulu', 24],
        ['Pacific/Auckland', 36],
      ],
      daily(510),
    );
    expect(there.map(slot => slot.date)).toEqual(['2026-06-01', '2026-06-03', '2026-06-04']);
  });
});

describe('a nudge is due', () => {
  const on = (nudge: Scheduled, from: string, to: string) =>
    (walk('Europe/Lisbon', [nudge], ticks(Date.parse(from), Date.parse(to), [hour])).get(nudge.id) ?? []).map(
      ({ date }) => date,
    );

  it('on its weekdays only', () => {
    const weekend = scheduled({ kind: 'daily', minute: 510, days: [0, 6] });
    expect(on(weekend, '2026-06-01T00:00:00Z', '2026-06-15T00:00:00Z')).toEqual([
      '2026-06-06',
      '2026-06-07',
      '2026-06-13',
      '2026-06-14',
    ]);
  });

  it('by the weekday where the person is, not by that of UTC', () => {
    const monday = scheduled({ kind: 'daily', minute: 30, days: [1] });
    const sent = walk(
      'Pacific/Kiritimati',
      [monday],
      ticks(Date.UTC(2026, 5, 1), Date.UTC(2026, 5, 14), [minute]),
    );
    expect(sent.get(monday.id)?.map(slot => slot.at)).toEqual([Date.parse('2026-06-07T10:30:00Z')]);
  });

  it('on no day that is not after the last one it had', () => {
    const had = { ...daily(510), lastSlot: '2026-06-03' };
    expect(on(had, '2026-06-01T00:00:00Z', '2026-06-06T00:00:00Z')).toEqual(['2026-06-04', '2026-06-05']);
  });

  it('once, where it was asked for once', () => {
    const once = scheduled({ kind: 'once', date: '2026-06-03', minute: 510 });
    expect(on(once, '2026-06-01T00:00:00Z', '2026-06-20T00:00:00Z')).toEqual(['2026-06-03']);
    expect(on({ ...once, lastSlot: '2026-06-03' }, '2026-06-01T00:00:00Z', '2026-06-20T00:00:00Z')).toEqual(
      [],
    );
  });
});

describe('the last slot', () => {
  it.each([
    [undefined, undefined],
    ['2026-06-01', '2026-06-01'],
    ['2026-06-05', '2026-06-05'],
    ['2026-06-06', undefined],
  ])('of %s is on 2026-06-03 believed to be %s: no zone is more than two days ahead', (last, believed) => {
    expect(lastSlotBelieved(last, '2026-06-03')).toBe(believed);
  });
});

describe('the next slots', () => {
  const june = Date.parse('2026-06-03T07:30:00Z');
  const next = (nudge: Scheduled, now = june) =>
    nextSlots(calendar, 'Europe/Lisbon', nudge, now, 3).map(({ date }) => date);

  it('begin after now and after the last one it had', () => {
    expect(next(daily(510))).toEqual(['2026-06-04', '2026-06-05', '2026-06-06']);
    expect(next(daily(511))).toEqual(['2026-06-03', '2026-06-04', '2026-06-05']);
    expect(next({ ...daily(511), lastSlot: '2026-06-03' })).toEqual([
      '2026-06-04',
      '2026-06-05',
      '2026-06-06',
    ]);
    expect(next({ ...daily(511), lastSlot: '2026-08-30' })).toEqual([
      '2026-08-31',
      '2026-09-01',
      '2026-09-02',
    ]);
  });

  it('keep to the weekdays, as far ahead as it takes', () => {
    expect(next(scheduled({ kind: 'daily', minute: 510, days: [3] }))).toEqual([
      '2026-06-10',
      '2026-06-17',
      '2026-06-24',
    ]);
    expect(next(scheduled({ kind: 'daily', minute: 510, days: [] }))).toEqual([]);
  });

  it('show a missing hour and a skipped day as they will be', () => {
    const berlin = nextSlots(calendar, 'Europe/Berlin', daily(150), Date.parse('2026-03-28T12:00:00Z'), 2);
    expect(berlin.map(slot => slot.at)).toEqual(
      ['2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z'].map(Date.parse),
    );
    const apia = nextSlots(calendar, 'Pacific/Apia', daily(510), Date.parse('2011-12-29T12:00:00Z'), 2);
    expect(apia.map(slot => slot.date)).toEqual(['2011-12-29', '2011-12-31']);
  });

  it('are one or none for what was asked for once', () => {
    expect(next(scheduled({ kind: 'once', date: '2027-02-01', minute: 510 }))).toEqual(['2027-02-01']);
    expect(next(scheduled({ kind: 'once', date: '2026-06-03', minute: 510 }))).toEqual([]);
  });
});
