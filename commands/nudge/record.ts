import { isPaused } from '../../src/nudges/claim.ts';
import { lastSlotBelieved } from '../../src/nudges/due.ts';
import { twiceAWeek } from '../../src/nudges/fade.ts';
import { addDays, type Calendar } from '../../src/nudges/local-time.ts';
import { inZone } from '../../src/nudges/once.ts';
import {
  type Daily,
  type DailyKind,
  type IfLate,
  type Nudge,
  type Nudged,
  withNudge,
} from '../../src/people/nudges.ts';

/** A daily message, as somebody wants it. */
export interface Wish {
  /** Of the local day. */
  minute: number;
  zone: string;
  kind: DailyKind;
  /** 0 Sunday to 6 Saturday. */
  days: readonly number[];
  discreet: boolean;
  ifLate: IfLate;
}

/** The name of the daily message among the nudges of a person. */
export const daily = 'daily';

/** The version of the question that people say yes to (nudge.line.test, and the reply that leads to it). Raise it when they change. */
const wording = 1;

export type Body = Omit<Nudged, 'usedOn'>;

/** The record once the wish was agreed to. `channel` is that of the DM it was agreed to in. */
export function begun(
  known: Nudged | undefined,
  wish: Wish,
  { channel, locale, now, calendar }: { channel: string; locale: string; now: number; calendar: Calendar },
): Body {
  const nudge: Nudge = {
    address: { kind: 'dm', channel },
    ...timesOf(wish),
    part: known?.nudges[daily]?.part ?? 0,
    daily: { kind: wish.kind, agreed: { at: now, wording }, unanswered: 0, day: 1 },
  };
  const record = {
    usedOn: '',
    lastSlots: known?.lastSlots ?? {},
    zone: wish.zone,
    locale,
    nudges: { ...(known && inZone(known, wish.zone, { calendar, now }).nudges), [daily]: nudge },
  };
  return withoutPastSlots(record, daily, calendar, now);
}

/** The record with the wish in place of the one before; it goes on if it was paused. */
export function changedTo(
  known: Nudged,
  wish: Wish,
  { locale, now, calendar }: { locale: string; now: number; calendar: Calendar },
): Nudged {
  const there = { ...inZone(known, wish.zone, { calendar, now }), locale };
  const record = withDaily(there, (nudge, about) => {
    const { usualDays: __, keepUntil: ___, ...rest } = about;
    const day = wish.kind === 'journey' && about.kind !== 'journey' ? 1 : about.day;
    return { ...unpaused(nudge), ...timesOf(wish), daily: { ...rest, kind: wish.kind, unanswered: 0, day } };
  });
  return withoutPastSlots(record, daily, calendar, now);
}

/** The record with the daily message going on again. */
export const resumed = (record: Nudged, calendar: Calendar, now: number): Nudged =>
  withoutPastSlots(
    withDaily(record, (nudge, about) => ({ ...unpaused(nudge), daily: { ...about, unanswered: 0 } })),
    daily,
    calendar,
    now,
  );

/**
 * Paused because its person asked; `until` is the first local date on which it goes on. What was put off, or waits for another try,
 * is not sent any more.
 */
export const paused = (record: Nudged, since: number, until: string | undefined): Nudged =>
  withDaily(record, nudge => ({
    ...nudge,
    claim: undefined,
    snooze: undefined,
    paused: { why: 'asked', since, ...(until && { until }) },
  }));

/** Every chosen day again, and nothing asked before `keepUntil`. What was stopped stays stopped. */
export const keptDaily = (record: Nudged, calendar: Calendar, now: number, keepUntil?: string): Nudged =>
  isStopped(record)
    ? record
    : resumed(
        withDaily(record, (nudge, { usualDays, ...about }) => ({
          ...nudge,
          ...(usualDays &&
            nudge.schedule.kind === 'daily' && { schedule: { ...nudge.schedule, days: usualDays } }),
          daily: { ...about, ...(keepUntil && { keepUntil }) },
        })),
        calendar,
        now,
      );

/** On two days a week from now on. */
export const onFewerDays = (record: Nudged): Nudged =>
  withDaily(record, (nudge, about) => onFewer(nudge, { ...about, unanswered: 0 }));

/** Another kind from its next message on, and from the first day of the fourteen. What was stopped stays stopped. */
export const ofKind = (record: Nudged, kind: DailyKind, calendar: Calendar, now: number): Nudged =>
  isStopped(record)
    ? record
    : resumed(
        withDaily(record, (nudge, about) => ({ ...nudge, daily: { ...about, kind, day: 1 } })),
        calendar,
        now,
      );

/** That the day of the fourteen that was next was opened: the next message brings the one after. Older ones may be read again. */
export const openedDay = (record: Nudged, day: number): Nudged =>
  withDaily(record, (nudge, about) =>
    about.day === day ? { ...nudge, daily: { ...about, day: day + 1 } } : nudge,
  );

/** The nudge on two of its days; the days that were chosen are kept beside them. */
export function onFewer(nudge: Nudge, about: Daily): Nudge {
  const { schedule } = nudge;
  if (schedule.kind !== 'daily' || about.usualDays) return { ...nudge, daily: about };
  const days = twiceAWeek(schedule.days);
  return { ...nudge, schedule: { ...schedule, days }, daily: { ...about, usualDays: schedule.days } };
}

/** Puts a message off: one at a time, and with a part that none of that day had. */
export function putOff(record: Nudged, slot: string, part: number, at: number): Nudged {
  return withDaily(record, nudge => {
    const last = record.lastSlots[daily] === slot ? nudge.part : 0;
    return { ...nudge, snooze: { slot, part: Math.max(last, part) + 1, at } };
  });
}

/** The record with nothing put off, nor on its way once more. */
export const withoutSnooze = (record: Nudged): Nudged =>
  withDaily(record, nudge => ({ ...nudge, claim: undefined, snooze: undefined }));

/** Whether it comes on a local date, as far as pauses go. */
export function isOn(record: Nudged | undefined, date: string): boolean {
  const nudge = record?.nudges[daily];
  return nudge !== undefined && !isPaused(nudge, date);
}

const isStopped = (record: Nudged): boolean => record.nudges[daily]?.paused?.why === 'stopped';

/**
 * The record after its times changed: a time that is past today is past, also where it was never sent, and no date that had a
 * message gets another one.
 */
export function withoutPastSlots<T extends Body>(
  record: T,
  name: string,
  calendar: Calendar,
  now: number,
): T {
  const { schedule } = record.nudges[name] ?? {};
  if (schedule?.kind !== 'daily') return record;
  const { date } = calendar.localAt(record.zone, now);
  const isPast = calendar.instantOf(record.zone, { date, minute: schedule.minute }) <= now;
  const past = isPast ? date : addDays(date, -1);
  const last = lastSlotBelieved(record.lastSlots[name], date);
  return {
    ...record,
    lastSlots: { ...record.lastSlots, [name]: last !== undefined && last > past ? last : past },
  };
}

function withDaily(record: Nudged, change: (nudge: Nudge, about: Daily) => Nudge): Nudged {
  return withNudge(record, daily, nudge => (nudge.daily ? change(nudge, nudge.daily) : nudge));
}

function unpaused(nudge: Nudge): Nudge {
  const { paused: _, ...rest } = nudge;
  return rest;
}

const timesOf = ({ minute, days, ifLate }: Wish): Pick<Nudge, 'schedule' | 'ifLate'> => ({
  schedule: { kind: 'daily', minute, days: [...days] },
  ifLate,
});
