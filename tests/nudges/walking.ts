import { dueSince, type Schedule, type Scheduled, type Slot } from '../../src/nudges/due.ts';
import { addDays, createCalendar, type LocalTime } from '../../src/nudges/local-time.ts';

export const calendar = createCalendar();
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
export const everyDay = [0, 1, 2, 3, 4, 5, 6];

/** A slot with the tick that found it, and the furthest the clock had come before. */
interface Sent extends Slot {
  now: number;
  before: number;
}

/** Ticks through time as the scheduler would: marks and last slots are kept. Gives the slots by nudge. */
export function walk(
  zone: string,
  nudges: readonly Scheduled[],
  times: Iterable<number>,
): Map<string, Sent[]> {
  const sent = new Map(nudges.map(nudge => [nudge.id, [] as Sent[]]));
  const kept = new Map(nudges.map(nudge => [nudge.id, { ...nudge }]));
  const at = index([...kept.values()]);
  let mark: LocalTime | undefined;
  let before = Number.NEGATIVE_INFINITY;
  for (const now of times) {
    const found = dueSince(calendar, zone, mark, now, at);
    for (const slot of found.slots) {
      sent.get(slot.id)?.push({ ...slot, now, before });
      (kept.get(slot.id) as Scheduled).lastSlot = slot.date;
    }
    mark = found.mark;
    before = Math.max(before, now);
  }
  return sent;
}

/** One nudge whose person lives some hours in each zone in turn, from 2026-06-01 12:00 UTC on; every zone ticks all the time. */
export function travel(
  places: readonly (readonly [zone: string, hours: number])[],
  nudge: Scheduled,
): Slot[] {
  const kept = { ...nudge };
  const slots: Slot[] = [];
  const marks = new Map<string, LocalTime>();
  let now = Date.UTC(2026, 5, 1, 12);
  for (const [home, hours] of places) {
    for (const end = now + hours * hour; now < end; now += hour) {
      for (const zone of new Set(places.map(([name]) => name))) {
        const found = dueSince(calendar, zone, marks.get(zone), now, at =>
          zone === home && at === kept.schedule.minute ? [kept] : [],
        );
        marks.set(zone, found.mark);
        slots.push(...found.slots);
        kept.lastSlot = found.slots[0]?.date ?? kept.lastSlot ?? '';
      }
    }
  }
  return slots;
}

export function index(nudges: readonly Scheduled[]): (minute: number) => readonly Scheduled[] {
  const byMinute = Array.from({ length: 1440 }, (): Scheduled[] => []);
  for (const nudge of nudges) byMinute[nudge.schedule.minute]?.push(nudge);
  return at => byMinute[at] ?? [];
}

/** From one instant to another, the gaps between them taken in turn. */
export function* ticks(from: number, to: number, gaps: readonly number[]): Iterable<number> {
  let now = from;
  for (let count = 0; now < to; count += 1) {
    yield now;
    now += gaps[count % gaps.length] as number;
  }
}

export function datesFrom(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, days) => addDays(first, days));
}

/** One of all zones whose clocks show the same from one instant to another; where they change is told apart by a quarter of an hour. */
export function differentZones(zones: readonly string[], from: number, to: number): string[] {
  const byClocks = new Map<string, string>();
  for (const zone of zones) {
    const clocks = clocksOf(zone, from, to);
    byClocks.set(clocks, byClocks.get(clocks) ?? zone);
  }
  return [...byClocks.values()];
}

function clocksOf(zone: string, from: number, to: number): string {
  const offset = (now: number) => {
    const { date, minute: at } = calendar.localAt(zone, now);
    return Date.parse(date) + at * minute - now;
  };
  const changes = [offset(from)];
  for (let start = from; start < to; start += day) {
    if (offset(start) === offset(start + day)) continue;
    for (let now = start; now < start + day; now += minute * 15) changes.push(now, offset(now));
  }
  return changes.join();
}

export const datesIn = (slots: readonly Slot[], start: string) =>
  slots.map(slot => slot.date).filter(date => date.startsWith(start));

export const idOf = (at: number) => `daily at ${at}`;
export const daily = (at: number): Scheduled => ({
  id: idOf(at),
  schedule: { kind: 'daily', minute: at, days: everyDay },
});
export const scheduled = (schedule: Schedule): Scheduled => ({ id: 'one', schedule });

export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
