import { describe, expect, test } from 'vitest';
import { claimed, unclaimed, type Wanted } from '../../src/nudges/claim.ts';
import { createCalendar } from '../../src/nudges/local-time.ts';
import type { Nudge, Nudged } from '../../src/people/nudges.ts';
import { defaultPreferences } from '../../src/people/preferences.ts';
import { library } from '../router/toys.ts';
import { contents } from './machine.ts';

const calendar = createCalendar();
const content = contents.get('daily');
if (!content) throw new Error('Expected a content.');
const at = Date.parse('2026-11-23T07:30:00Z');
const parts = { calendar, content, words: library.words('en'), preferences: defaultPreferences };

const nudge: Nudge = {
  address: { kind: 'dm', channel: '1' },
  schedule: { kind: 'daily', minute: 510, days: [1, 2] },
  ifLate: 'hours',
  part: 0,
};
const record = (change: Partial<Nudge> = {}, lastSlot = '2026-11-22'): Nudged => ({
  usedOn: '2026-11-22',
  zone: 'Europe/Berlin',
  locale: 'en-US',
  nudges: { daily: { ...nudge, ...change } },
  lastSlots: { daily: lastSlot },
});
const monday: Wanted = {
  delivery: { owner: 'ada', name: 'daily', slot: '2026-11-23', part: 0 },
  zone: 'Europe/Berlin',
  meant: at,
};
const put: Wanted = { ...monday, delivery: { ...monday.delivery, part: 1 }, meant: at + 3_600_000 };
const claim = { slot: '2026-11-23', part: 0, meant: at, at, late: false, says: 'hello' };

/** What comes of a claim: why not, or the claim. */
function outcome(known: Nudged, wanted = monday, now = at): unknown {
  const result = claimed(known, wanted, { ...parts, now });
  return typeof result === 'string' ? result : result.claim;
}

describe('a claim', () => {
  test('stands in the record with what will be said, and no slot up to its date comes again', () => {
    const result = claimed(record(), monday, { ...parts, now: at + 60_000 });
    if (typeof result === 'string') throw new Error(result);
    expect(result.isOlder).toBe(false);
    expect(result.record.nudges.daily).toMatchObject({ part: 0, claim: { ...claim, at: at + 60_000 } });
    expect(result.record.lastSlots).toEqual({ daily: '2026-11-23' });
    expect(outcome(result.record, { ...monday, delivery: { ...monday.delivery, part: 2 } })).toBe('changed');
  });

  test('is late after ten minutes, and none after what the person allows', () => {
    expect(outcome(record(), monday, at + 11 * 60_000)).toMatchObject({ late: true });
    expect(outcome(record(), monday, at + 121 * 60_000)).toBe('late');
  });

  test('that stood there before is the same one: whether it was sent is not sure', () => {
    const known = record({ claim }, '2026-11-23');
    expect(claimed(known, monday, { ...parts, now: at + 5_000 })).toEqual({
      record: known,
      claim,
      isOlder: true,
    });
  });

  test.each<[why: string, known: Nudged, outcome: string, wanted?: Wanted]>([
    ['nothing is asked for any more', { ...record(), nudges: {} }, 'changed'],
    ['the date had its message', record({}, '2026-11-23'), 'changed'],
    ['the time was changed', record({ schedule: { kind: 'daily', minute: 511, days: [1] } }), 'changed'],
    [
      'the day is no longer one of the chosen',
      record({ schedule: { kind: 'daily', minute: 510, days: [2] } }),
      'changed',
    ],
    ['the zone was changed', { ...record(), zone: 'Europe/Paris' }, 'changed'],
    [
      'it was once, and for another date',
      record({ schedule: { kind: 'once', date: '2026-11-24', minute: 510 } }),
      'changed',
    ],
    ['it is paused', record({ paused: { why: 'asked', since: 0 } }), 'paused'],
    [
      'it is paused until a later day',
      record({ paused: { why: 'asked', since: 0, until: '2026-11-24' } }),
      'paused',
    ],
    ['it was not put off', record({}, '2026-11-23'), 'changed', put],
    [
      'it was put off to another time',
      record({ snooze: { slot: '2026-11-23', part: 1, at } }),
      'changed',
      put,
    ],
  ])('is not made where %s', (_, known, why, wanted) => {
    expect(outcome(known, wanted)).toBe(why);
  });

  test('is made on the day on which a pause ends, and for what is asked for once', () => {
    expect(outcome(record({ paused: { why: 'asked', since: 0, until: '2026-11-23' } }))).toMatchObject({
      part: 0,
    });
    expect(outcome(record({ schedule: { kind: 'once', date: '2026-11-23', minute: 510 } }))).toMatchObject({
      part: 0,
    });
  });

  test('of a last slot further ahead than any zone can be is not held up by it', () => {
    expect(outcome(record({}, '2026-11-25'))).toBe('changed');
    const result = claimed(record({}, '2027-11-23'), monday, { ...parts, now: at });
    expect(result).toMatchObject({ record: { lastSlots: { daily: '2026-11-23' } } });
  });

  test('of what was put off ends the putting off; one of a message leaves it, unless it is too old', () => {
    const snooze = { slot: '2026-11-23', part: 1, at: put.meant };
    const putOff = (known: Nudged, wanted: Wanted, now: number) => {
      const result = claimed(known, wanted, { ...parts, now });
      return typeof result === 'string' ? result : result.record.nudges.daily?.snooze;
    };
    expect(putOff(record({ snooze }, '2026-11-23'), put, put.meant)).toBeUndefined();
    expect(putOff(record({ snooze }), monday, at)).toEqual(snooze);
    expect(putOff(record({ snooze: { ...snooze, at: at - 86_400_000 } }), monday, at)).toBeUndefined();
  });
});

describe('taking a claim away', () => {
  test('changes only the record in which it stands', () => {
    const known = record({ claim });
    expect(unclaimed(known, put.delivery)).toBe('same');
    expect(unclaimed({ ...known, nudges: {} }, monday.delivery)).toBe('same');
    expect(unclaimed(known, monday.delivery)).toEqual(record());
    expect(unclaimed(known, monday.delivery, one => ({ ...one, ifLate: 'skip' }))).toEqual(
      record({ ifLate: 'skip' }),
    );
  });
});
