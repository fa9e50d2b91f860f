import { addDays, type Calendar, compareLocal, type LocalTime, weekdayOf } from './local-time.ts';

/** When somebody asked for something, in local time: `minute` since midnight, `days` 0 Sunday to 6 Saturday, `date` YYYY-MM-DD. */
export type Schedule =
  | { kind: 'daily'; minute: number; days: readonly number[] }
  | { kind: 'once'; date: string; minute: number };

/** A nudge, as far as its times go. */
export interface Scheduled {
  id: string;
  schedule: Schedule;
  /** The date of the last slot it had: none on or before that date comes again, whatever the zone. */
  lastSlot?: string;
}

/** One local calendar day of one nudge. */
export interface Slot {
  id: string;
  date: string;
  minute: number;
  /** The instant it was for, in milliseconds. Where the time did not exist at the end of a day (Nuuk), midnight after it. */
  at: number;
}

/**
 * What became due in a zone since `mark`, the furthest local time reached there so far, and the mark to go on from. A nudge
 * has one slot at most, its latest; none older than a week is looked for. `scheduledAt` gives the zone's nudges of a
 * minute of the day. Without a mark nothing is due: the zone is new. The mark never moves back, so an hour that comes twice
 * and a clock set back make nothing due a second time.
 */
export function dueSince(
  calendar: Calendar,
  zone: string,
  mark: LocalTime | undefined,
  now: number,
  scheduledAt: (minute: number) => Iterable<Scheduled>,
): { slots: Slot[]; mark: LocalTime } {
  const reached = calendar.furthestAt(zone, now);
  if (mark === undefined) return { slots: [], mark: reached };
  if (compareLocal(reached, mark) <= 0) return { slots: [], mark };
  const since = sinceMark(mark, reached);
  const dates = datesBack(reached.date, since.date);
  const slots: Slot[] = [];
  for (let back = minutesToLookAt(since, reached) - 1; back >= 0; back -= 1) {
    const minute = (reached.minute - back + minutesADay) % minutesADay;
    for (const scheduled of scheduledAt(minute)) {
      const slot = latestSlot(calendar, zone, scheduled, dates, since, reached);
      if (slot !== undefined) slots.push(slot);
    }
  }
  return { slots, mark: reached };
}

/** The slots to come after `now`, soonest first: those `dueSince` will give. Fewer than `count` where no more will come. */
export function nextSlots(
  calendar: Calendar,
  zone: string,
  scheduled: Scheduled,
  now: number,
  count: number,
): Slot[] {
  const slots: Slot[] = [];
  const { schedule, lastSlot = '' } = scheduled;
  const today = calendar.localAt(zone, now).date;
  const first = lastSlot < today ? today : addDays(lastSlot, 1);
  const dates = schedule.kind === 'once' ? [schedule.date] : datesFrom(first, (count + 2) * 7);
  for (const date of dates) {
    if (slots.length >= count) break;
    const slot = slotOn(calendar, zone, scheduled, date);
    if (slot !== undefined && slot.at > now) slots.push(slot);
  }
  return slots;
}

/**
 * The last slot, unless it lies further ahead of a zone's date than any other zone ever is: then the machine's clock was wrong when
 * it was claimed, and it says nothing.
 */
export function lastSlotBelieved(lastSlot: string | undefined, today: string): string | undefined {
  return lastSlot !== undefined && lastSlot > addDays(today, mostDaysApart) ? undefined : lastSlot;
}

/** The latest in (since, reached]; `dates` are those of that span, latest first. */
function latestSlot(
  calendar: Calendar,
  zone: string,
  scheduled: Scheduled,
  dates: readonly string[],
  since: LocalTime,
  reached: LocalTime,
): Slot | undefined {
  const { minute } = scheduled.schedule;
  for (const date of dates) {
    const local = { date, minute };
    if (compareLocal(local, since) <= 0 || compareLocal(local, reached) > 0) continue;
    const slot = slotOn(calendar, zone, scheduled, date);
    if (slot !== undefined) return slot;
  }
  return undefined;
}

/** The one place that says whether a nudge has a slot on a date, and for which instant. */
function slotOn(calendar: Calendar, zone: string, scheduled: Scheduled, date: string): Slot | undefined {
  const { id, schedule, lastSlot } = scheduled;
  if (lastSlot !== undefined && date <= lastSlot) return undefined;
  if (!falls(calendar, zone, schedule, date)) return undefined;
  const { minute } = schedule;
  return { id, date, minute, at: calendar.instantOf(zone, { date, minute }) };
}

function falls(calendar: Calendar, zone: string, schedule: Schedule, date: string): boolean {
  if (schedule.kind === 'once') return schedule.date === date;
  return schedule.days.includes(weekdayOf(date)) && exists(calendar, zone, date);
}

/** Pacific/Apia had no 2011-12-30: a daily slot for it would make two on the day after. One asked for once still comes. */
function exists(calendar: Calendar, zone: string, date: string): boolean {
  return calendar.localAt(zone, calendar.instantOf(zone, { date, minute: 0 })).date === date;
}

/** How many minutes of the day lie in (since, reached], each counted once. */
function minutesToLookAt(since: LocalTime, reached: LocalTime): number {
  if (since.date === reached.date) return reached.minute - since.minute;
  const overMidnight = minutesADay - since.minute + reached.minute;
  return addDays(since.date, 1) === reached.date ? Math.min(overMidnight, minutesADay) : minutesADay;
}

/** The mark, or the time a week ago where that is later. */
function sinceMark(mark: LocalTime, reached: LocalTime): LocalTime {
  // Nearly every tick: it comes once a minute, for every zone.
  if (mark.date === reached.date) return mark;
  return later(mark, { ...reached, date: addDays(reached.date, -lookBackDays) });
}

/** Latest first. `first` is not after `last`. */
function datesBack(last: string, first: string): string[] {
  const dates = [last];
  for (let date = last; date > first; dates.push(date)) date = addDays(date, -1);
  return dates;
}

function* datesFrom(first: string, days: number): Iterable<string> {
  for (let day = 0; day < days; day += 1) yield addDays(first, day);
}

const later = (a: LocalTime, b: LocalTime) => (compareLocal(a, b) > 0 ? a : b);

const minutesADay = 24 * 60;
/** A slot dies with its local day, and the rarest daily nudge comes once a week. */
export const lookBackDays = 7;
/** While it is still the first of a month in Niue, it is the third in Kiritimati for an hour. */
export const mostDaysApart = 2;
