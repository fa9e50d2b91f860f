import type { IfLate } from '../people/nudges.ts';
import type { Schedule, Scheduled } from './due.ts';
import { createIds } from './ids.ts';

/** When a nudge is wanted. */
export interface Entry {
  zone: string;
  schedule: Schedule;
  /** The local date of the last slot it had. */
  lastSlot?: string | undefined;
  ifLate: IfLate;
}

/**
 * All that is wanted, by zone and minute of the day, in memory: what is due in a minute is found without looking at anything
 * else. It is made anew from the records at every start, and only says where to look: what holds is in the record.
 */
export interface Timetable {
  readonly size: number;
  put(id: string, entry: Entry): void;
  remove(id: string): void;
  get(id: string): Entry | undefined;
  /** The zones in which something is wanted. */
  zones(): Iterable<string>;
  /** What is wanted at a minute of the day in a zone. It must not be changed meanwhile. */
  at(zone: string, minute: number): Iterable<Scheduled>;
}

/** Numbers in typed arrays, and chains through them instead of lists: a million nudges take some 40 MB. */
export function createTimetable(): Timetable {
  const ids = createIds();
  const zones: Zone[] = [];
  const zoneOf = new Map<string, Zone>();
  const onceOn = new Map<string, string>();
  let columns = newColumns(firstSize);
  let free = none;
  let used = 0;

  const zoneCalled = (name: string): Zone => {
    const known = zoneOf.get(name);
    if (known) return known;
    const zone = { name, index: zones.length, count: 0, first: new Int32Array(minutesADay).fill(none) };
    zones.push(zone);
    zoneOf.set(name, zone);
    return zone;
  };

  const newRow = (): number => {
    if (free === none) {
      if (used === columns.next.length) columns = grown(columns);
      used += 1;
      return used - 1;
    }
    const row = free;
    free = columns.next[row] as number;
    return row;
  };

  const unlink = (row: number): Zone => {
    const zone = zones[columns.zone[row] as number] as Zone;
    const minute = minuteOf(columns.when[row] as number);
    const after = columns.next[row] as number;
    let before = none;
    for (let at = zone.first[minute] as number; at !== row; at = columns.next[at] as number) before = at;
    if (before === none) zone.first[minute] = after;
    else columns.next[before] = after;
    zone.count -= 1;
    return zone;
  };

  const entryOf = (row: number): Entry => {
    const when = columns.when[row] as number;
    const last = columns.lastDay[row] as number;
    const minute = minuteOf(when);
    const days = daysOf(when);
    const date = days.length === 0 ? onceOn.get(ids.at(row)) : undefined;
    return {
      zone: (zones[columns.zone[row] as number] as Zone).name,
      schedule: date === undefined ? { kind: 'daily', minute, days } : { kind: 'once', date, minute },
      ...(last > 0 && { lastSlot: dateOf(last) }),
      ifLate: ifLateOf(when),
    };
  };

  const remove = (id: string): void => {
    const row = ids.remove(id);
    if (row === undefined) return;
    unlink(row);
    onceOn.delete(id);
    columns.next[row] = free;
    free = row;
  };

  return {
    get size() {
      return ids.size;
    },
    put(id, { zone: name, schedule, lastSlot, ifLate }) {
      remove(id);
      const zone = zoneCalled(name);
      const row = newRow();
      ids.add(id, row);
      if (schedule.kind === 'once') onceOn.set(id, schedule.date);
      columns.zone[row] = zone.index;
      columns.when[row] = packed(schedule, ifLate);
      columns.lastDay[row] = lastSlot === undefined ? 0 : dayOf(lastSlot);
      columns.next[row] = zone.first[schedule.minute] as number;
      zone.first[schedule.minute] = row;
      zone.count += 1;
    },
    remove,
    get(id) {
      const row = ids.rowOf(id);
      return row === undefined ? undefined : entryOf(row);
    },
    *zones() {
      for (const { name, count } of zones) if (count > 0) yield name;
    },
    *at(zone, minute) {
      for (
        let row = zoneOf.get(zone)?.first[minute] ?? none;
        row !== none;
        row = columns.next[row] as number
      ) {
        const { schedule, lastSlot } = entryOf(row);
        yield { id: ids.at(row), schedule, ...(lastSlot !== undefined && { lastSlot }) };
      }
    },
  };
}

interface Zone {
  name: string;
  index: number;
  count: number;
  /** By minute of the day, the first row of its chain. */
  first: Int32Array;
}

/** One row a nudge. */
interface Columns {
  /** The next row of the same zone and minute; of a row that is not used, the next free one. */
  next: Int32Array;
  zone: Uint16Array;
  /** Minute, days and lateness in one number. */
  when: Uint32Array;
  /** Days since 1970; 0 for none. */
  lastDay: Uint16Array;
}

function newColumns(size: number): Columns {
  return {
    next: new Int32Array(size),
    zone: new Uint16Array(size),
    when: new Uint32Array(size),
    lastDay: new Uint16Array(size),
  };
}

function grown(columns: Columns): Columns {
  const larger = newColumns(columns.next.length * 2);
  larger.next.set(columns.next);
  larger.zone.set(columns.zone);
  larger.when.set(columns.when);
  larger.lastDay.set(columns.lastDay);
  return larger;
}

/** 11 bits for the minute, 7 for the days, 2 for the lateness. */
function packed(schedule: Schedule, ifLate: IfLate): number {
  const days = schedule.kind === 'once' ? 0 : schedule.days.reduce((mask, day) => mask | (1 << day), 0);
  return schedule.minute | (days << 11) | (lateness.indexOf(ifLate) << 18);
}

const minuteOf = (when: number) => when & 0x7ff;
const daysOf = (when: number) => daysByMask[(when >> 11) & 0x7f] as readonly number[];
const ifLateOf = (when: number) => lateness[(when >> 18) & 3] as IfLate;
const dayOf = (date: string) => Math.floor(Date.parse(date) / dayMs);
const dateOf = (day: number) => new Date(day * dayMs).toISOString().slice(0, 'YYYY-MM-DD'.length);

const none = -1;
const firstSize = 1_024;
const minutesADay = 24 * 60;
const dayMs = 24 * 60 * 60_000;
const lateness: readonly IfLate[] = ['skip', 'hours', 'day'];
const daysByMask: readonly (readonly number[])[] = Array.from({ length: 128 }, (_, mask) =>
  [0, 1, 2, 3, 4, 5, 6].filter(day => mask & (1 << day)),
);
