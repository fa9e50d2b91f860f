/** What clocks and calendars on the wall of a zone show, to the minute. */
export interface LocalTime {
  /** YYYY-MM-DD */
  date: string;
  /** Minutes since midnight, 0 to 1439. */
  minute: number;
}

/** Between local times and instants (milliseconds since 1970, UTC), by the machine's own zone data. Throws RangeError for a zone it does not know. */
export interface Calendar {
  localAt(zone: string, instant: number): LocalTime;
  /** The furthest local time reached by then: other than `localAt` only where clocks went back and show a time again. */
  furthestAt(zone: string, instant: number): LocalTime;
  /**
   * The first instant whose local time is this one or later. A time that does not exist gives the next valid minute, one
   * that comes twice the first of both, a date the zone skipped the first instant after it.
   */
  instantOf(zone: string, local: LocalTime): number;
}

/** Makes a calendar, which remembers the offsets it looked up: 0.2 ms for the first use of a zone, about 1 µs a call after that. */
export function createCalendar(): Calendar {
  const zones = new Map<string, Offsets>();
  const dates = new Map<number, string>();
  /** A tick asks for the same two or three dates in every zone. */
  const dateOf = (day: number): string => {
    const known = dates.get(day);
    if (known !== undefined) return known;
    if (dates.size >= mostDays) dates.clear();
    const date = dateOn(day);
    dates.set(day, date);
    return date;
  };
  const localTime = (wall: number): LocalTime => {
    const day = dayOf(wall);
    return { date: dateOf(day), minute: minuteOn(day, wall) };
  };
  const offsetsOf = (zone: string): Offsets => {
    const known = zones.get(zone);
    if (known !== undefined) return known;
    const offsets = createOffsets(zone);
    zones.set(zone, offsets);
    return offsets;
  };
  return {
    localAt: (zone, instant) => {
      const offsets = offsetsOf(zone)(dayOf(instant));
      return localTime(instant + (offsets.findLast(({ from }) => from <= instant) as Stretch).offset);
    },
    furthestAt: (zone, instant) => localTime(furthest(offsetsOf(zone), instant)),
    instantOf: (zone, local) => firstInstant(offsetsOf(zone), wallTime(local)),
  };
}

/** Below 0 where `a` is earlier, above where it is later. */
export function compareLocal(a: LocalTime, b: LocalTime): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return a.minute - b.minute;
}

/** The date that many days later, earlier where `days` is negative. */
export function addDays(date: string, days: number): string {
  return dateOn(dayOf(Date.parse(date)) + days);
}

/** 0 Sunday to 6 Saturday. */
export function weekdayOf(date: string): number {
  return new Date(date).getUTCDay();
}

/** From `from` up to, but not including, `to`, local time is UTC + `offset`; all in milliseconds. */
interface Stretch {
  from: number;
  to: number;
  offset: number;
}

/** The stretches of one UTC day (days since 1970), in order: one, or two where clocks change. */
type Offsets = (day: number) => readonly Stretch[];

/** The formatter is asked twice a day and kept: making one costs far more than a call of it, and a call far more than this look-up. */
function createOffsets(zone: string): Offsets {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...digits });
  const days = new Map<number, readonly Stretch[]>();
  return day => {
    const known = days.get(day);
    if (known !== undefined) return known;
    if (days.size >= mostDays) days.clear();
    const stretches = stretchesIn(day, instant => offsetAt(format, instant));
    days.set(day, stretches);
    return stretches;
  };
}

/** No zone ever changed its clocks twice within four days (IANA zone data, read through). */
function stretchesIn(day: number, offsetOf: (instant: number) => number): Stretch[] {
  const [from, to] = [day * DAY, (day + 1) * DAY];
  const [offset, next] = [offsetOf(from), offsetOf(to - SECOND)];
  if (offset === next) return [{ from, to, offset }];
  let [before, change] = [from, to - SECOND];
  while (change - before > SECOND) {
    const middle = Math.floor((before + change) / 2 / SECOND) * SECOND;
    if (offsetOf(middle) === offset) before = middle;
    else change = middle;
  }
  return [
    { from, to: change, offset },
    { from: change, to, offset: next },
  ];
}

/** `instant` in whole seconds, because the digits are. */
function offsetAt(format: Intl.DateTimeFormat, instant: number): number {
  const [month, day, year, hour, minute, second] = (format.format(instant).match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year as number, (month as number) - 1, day, hour, minute, second) - instant;
}

function firstInstant(offsets: Offsets, wall: number): number {
  const start = wall - farthestOffset;
  for (let day = dayOf(start); ; day += 1) {
    for (const { from, to, offset } of offsets(day)) {
      const instant = Math.max(from, wall - offset);
      if (instant < to) return instant;
    }
  }
}

/** Clocks never went back by more than a day. */
function furthest(offsets: Offsets, instant: number): number {
  const today = dayOf(instant);
  let wall = Number.NEGATIVE_INFINITY;
  // A tick asks this of every zone: lists made for it would be much to collect.
  for (const day of [today - 1, today])
    for (const { from, to, offset } of offsets(day))
      if (from <= instant) wall = Math.max(wall, Math.min(instant, to - 1) + offset);
  return wall;
}

/** A local time as milliseconds since 1970, as if its zone were UTC. */
function wallTime({ date, minute }: LocalTime): number {
  return Date.parse(date) + minute * MINUTE;
}

const dateOn = (day: number) => new Date(day * DAY).toISOString().slice(0, 'YYYY-MM-DD'.length);
const minuteOn = (day: number, wall: number) => Math.floor((wall - day * DAY) / MINUTE);

const dayOf = (milliseconds: number) => Math.floor(milliseconds / DAY);

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** Ahead of UTC by 14 hours today, 15:13 in old days. */
const farthestOffset = 16 * 60 * MINUTE;
/** Remembered for each zone: a tick needs two, a look back over a week ten. */
const mostDays = 32;
const digits: Intl.DateTimeFormatOptions = {
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
};
