import type { Random } from '../core/ports.ts';
import { addDays, createCalendar } from '../nudges/local-time.ts';
import { type Nudged, nudgesKind } from '../people/nudges.ts';
import { connect } from '../store/sqlite-connection.ts';
import { loadDriver } from '../store/sqlite-driver.ts';

/** Somebody who asked for daily messages, and the channel of their DM. */
export interface Owner {
  id: string;
  channel: string;
}

/** A record without its bookkeeping, and how far its zone had come when the process before this one stopped. */
export interface Wanted {
  record: Omit<Nudged, 'usedOn'>;
  mark: { date: string; minute: number };
}

/** So many people with ids as long as Discord's, scattered, so that neighbours in time are no neighbours in the file. */
export function* owners(count: number): Iterable<Owner> {
  for (let number = 1; number <= count; number += 1) {
    const id = firstId + ((BigInt(number) * spread) % range);
    yield { id: String(id), channel: String(id + 1n) };
  }
}

/**
 * Times as people choose them, in all zones there are, but none of them due within a day: everybody had tomorrow's message. The
 * process before this one stopped a minute ago.
 */
export function choosing(now: number, random: Random = seeded(7)): (owner: Owner) => Wanted {
  const calendar = createCalendar();
  return ({ channel }) => {
    const zone = random.below(4) > 0 ? pick(random, busyZones) : pick(random, allZones);
    const today = calendar.localAt(zone, now).date;
    const days = random.below(5) > 0 ? everyDay : workDays;
    const record = recordOf(channel, { zone, minute: minuteOf(random), days, lastSlot: addDays(today, 1) });
    return { record, mark: calendar.localAt(zone, now - minuteMs) };
  };
}

/**
 * Due so many minutes ago, in a zone in which it is about noon; nobody had a message today. The process before this one stopped ten
 * minutes ago.
 */
export function dueTogether(now: number): (owner: Owner, minutesAgo?: number) => Wanted {
  const calendar = createCalendar();
  const zone = noonZone(now);
  const mark = calendar.localAt(zone, now - 10 * minuteMs);
  return ({ channel }, minutesAgo = 2) => {
    const { date, minute } = calendar.localAt(zone, now - minutesAgo * minuteMs);
    const record = recordOf(channel, { zone, minute, days: everyDay, lastSlot: addDays(date, -1) });
    return { record, mark };
  };
}

/** Fills a new file, straight into its tables: a million updates would take many minutes. */
export async function fillFile(
  file: string,
  people: Iterable<Owner>,
  wantedBy: (owner: Owner) => Wanted,
): Promise<void> {
  const driver = await loadDriver();
  const usedOn = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const marks: Record<string, Wanted['mark']> = {};
  const nudges = await connect(driver, file, { table: nudgesKind.name, mark: true });
  // It is thrown away afterwards, and its keys come in no order.
  for (const pragma of ['synchronous = OFF', 'cache_size = -500000']) await nudges.query(`PRAGMA ${pragma}`);
  const insert = (rows: readonly string[][]) =>
    nudges.query(
      `INSERT INTO ${nudgesKind.name} (key, value) SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
      JSON.stringify(rows),
    );
  const rows: string[][] = [];
  for (const owner of people) {
    const { record, mark } = wantedBy(owner);
    const value: Nudged = { ...record, usedOn };
    marks[record.zone] = mark;
    rows.push([owner.id, JSON.stringify({ v: 1, until: nudgesKind.until?.(value), value })]);
    if (rows.length === rowsAtOnce) await insert(rows.splice(0));
  }
  await insert(rows);
  await nudges.close();
  const table = await connect(driver, file, { table: 'marks' });
  const stored = JSON.stringify({ v: 1, value: { zones: marks } });
  await table.query(`INSERT INTO marks (key, value) VALUES ('all', ?)`, stored);
  await table.close();
}

/** The same numbers for the same seed (Park and Miller's generator). */
function seeded(seed: number): Random {
  let state = seed;
  return {
    below(below) {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    },
  };
}

interface Times {
  zone: string;
  minute: number;
  days: readonly number[];
  lastSlot: string;
}

function recordOf(channel: string, { zone, minute, days, lastSlot }: Times): Wanted['record'] {
  return {
    zone,
    locale: 'en-US',
    nudges: {
      daily: {
        address: { kind: 'dm', channel },
        schedule: { kind: 'daily', minute, days: [...days] },
        ifLate: 'hours',
        part: 0,
        daily: { kind: 'mixed', agreed: { at: agreedAt, wording: 1 }, unanswered: 0, day: 1 },
      },
    },
    lastSlots: { daily: lastSlot },
  };
}

/** Mornings and evenings, half of them on the full hour and most others on a half or a quarter. */
function minuteOf(random: Random): number {
  const hour = random.below(5) > 0 ? pick(random, busyHours) : random.below(24);
  return hour * 60 + (random.below(10) > 0 ? pick(random, busyMinutes) : random.below(60));
}

/** "Etc/GMT-5" is five hours ahead of UTC. */
function noonZone(now: number): string {
  const ahead = 12 - new Date(now).getUTCHours();
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}

const pick = <T>(random: Random, among: readonly T[]): T => among[random.below(among.length)] as T;

const minuteMs = 60_000;
const rowsAtOnce = 5_000;
const firstId = 100_000_000_000_000_000n;
const spread = 982_451_653n * 1_000_003n;
const range = 899_999_999_999_999_989n;
const agreedAt = Date.UTC(2026, 0, 1);
const everyDay = [0, 1, 2, 3, 4, 5, 6];
const workDays = [1, 2, 3, 4, 5];
const allZones = [...Intl.supportedValuesOf('timeZone'), 'UTC'];
const busyZones = [
  'America/New_York',
  'America/New_York',
  'America/New_York',
  'America/Chicago',
  'America/Chicago',
  'America/Los_Angeles',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Paris',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Australia/Sydney',
];
const busyHours = [6, 7, 7, 8, 8, 8, 9, 9, 10, 12, 18, 19, 20, 20, 21, 21, 22];
const busyMinutes = [0, 0, 0, 0, 0, 30, 30, 30, 15, 45];
