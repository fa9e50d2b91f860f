import type { Checkin } from '../../src/people/checkins.ts';

/** What was opened on the day before most of the easier days: on how many of how many. */
export interface BeforeEasier {
  opened: string;
  count: number;
  days: number;
}

/**
 * Looks at what came before easier days. Only from fourteen check-ins with four such days, and only what came before most of them: it
 * is what was there, and no reason. An easier day is one whose strengths lie two or more below those of the day before it, on average.
 */
export function beforeEasierDays(entries: readonly Checkin[], zone: string): BeforeEasier | undefined {
  if (entries.length < leastEntries) return undefined;
  const days = byDay(entries, zone);
  const before = [...days].flatMap(([day, those]) => {
    const earlier = days.get(day - 1);
    return earlier && average(earlier) - average(those) >= easierBy ? [earlier] : [];
  });
  if (before.length < leastDays) return undefined;
  const counts = new Map<string, number>();
  for (const day of before) {
    for (const opened of new Set(day.flatMap(({ opened }) => opened)))
      counts.set(opened, (counts.get(opened) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  if (!most || most[1] * 2 <= before.length) return undefined;
  return { opened: most[0], count: most[1], days: before.length };
}

/** By local day, in days since 1970. */
function byDay(entries: readonly Checkin[], zone: string): Map<number, Checkin[]> {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const days = new Map<number, Checkin[]>();
  for (const entry of entries) {
    const day = Date.parse(format.format(entry.at)) / dayMs;
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return days;
}

const average = (entries: readonly Checkin[]) =>
  entries.reduce((sum, { strength }) => sum + strength, 0) / entries.length;

const leastEntries = 14;
const leastDays = 4;
const easierBy = 2;
const dayMs = 24 * 60 * 60_000;
