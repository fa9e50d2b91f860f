import type { ChartPoint } from '../chart.ts';

/** A made-up history to draw. */
interface Sample {
  name: string;
  points: ChartPoint[];
  from: number;
  to: number;
  zone: string;
  locale: string;
}

/** What charts are looked at with: few and many, gaps, several a day, one group and all, both ends, a new year, other languages. */
export function samples(groups: readonly string[]): Sample[] {
  const all = [...groups, ''];
  const plain = { zone: 'Europe/Berlin', locale: 'en-GB' };
  const make = (
    name: string,
    days: number,
    on: (day: number) => number,
    more: Partial<Making> = {},
  ): Sample => {
    const { to = lastDay, seed = 1, groups = all, strength, ...where } = { ...plain, ...more };
    return {
      name,
      from: to - (days - 1) * DAY - 6 * HOUR,
      to: to + 8 * HOUR,
      ...where,
      points: series({ days, on, to, seed, groups, strength }),
    };
  };
  const some = [groups[0] ?? '', groups[2] ?? '', groups[6] ?? '', groups[7] ?? ''];
  return [
    make('01-one', 1, () => 1, { groups: [groups[0] ?? ''] }),
    make('02-one-in-a-month', 30, day => (day === 21 ? 1 : 0), { groups: [groups[2] ?? ''] }),
    make('03-seven-days', 7, () => 1, { groups: some, seed: 4 }),
    make('04-seven-in-a-month', 30, day => ([3, 4, 5, 14, 22, 23, 29].includes(day) ? 1 : 0), {
      groups: some,
      seed: 9,
    }),
    make('05-month-with-gaps', 30, day => (day > 7 && day < 15 ? 0 : day % 3 === 1 ? 0 : 1), { seed: 3 }),
    make('06-several-a-day', 7, day => [1, 3, 0, 5, 2, 4, 1][day] ?? 1, { seed: 5 }),
    make('07-several-a-day-month', 30, day => [1, 3, 0, 2, 0, 0, 4][day % 7] ?? 1, { seed: 6 }),
    make('08-ninety', 90, () => 1, { groups: some, seed: 7 }),
    make('09-ninety-all-groups', 90, () => 1, { seed: 8 }),
    make('10-ninety-with-gaps', 180, day => (day % 60 < 24 || day % 3 === 0 ? 0 : 2 - (day % 2)), {
      seed: 10,
    }),
    make('11-hundred-eighty', 180, () => 1, { seed: 11 }),
    make('12-hundred-eighty-in-90', 90, () => 2, { seed: 12 }),
    make('13-one-group', 60, day => (day % 4 === 0 ? 0 : 1), { groups: [groups[3] ?? ''], seed: 13 }),
    make('14-all-zero', 30, () => 1, { groups: [groups[7] ?? ''], strength: 0 }),
    make('15-all-ten', 180, () => 1, { strength: 10, seed: 15 }),
    make('16-new-year', 30, day => (day % 3 === 0 ? 0 : 1), { to: Date.UTC(2027, 0, 12, 11), seed: 16 }),
    make('17-new-year-long', 120, day => (day % 3 === 0 ? 0 : 1), {
      to: Date.UTC(2027, 1, 12, 11),
      seed: 17,
    }),
    make('18-german', 14, () => 1, { locale: 'de', groups: some, seed: 18 }),
    make('19-japanese', 90, day => (day % 2 ? 1 : 0), {
      locale: 'ja',
      zone: 'Asia/Tokyo',
      groups: some,
      seed: 19,
    }),
    make('20-brazilian', 180, day => (day % 5 ? 0 : 1), {
      locale: 'pt-BR',
      zone: 'America/Sao_Paulo',
      seed: 20,
    }),
  ];
}

interface Making {
  to: number;
  seed: number;
  zone: string;
  locale: string;
  groups: string[];
  strength: number;
}

interface Series {
  days: number;
  /** How many check-ins on a day, counted from 0. */
  on: (day: number) => number;
  to: number;
  seed: number;
  groups: readonly string[];
  strength: number | undefined;
}

/** Strength wanders by a few steps from one check-in to the next. */
function series({ days, on, to, seed, groups, strength }: Series): ChartPoint[] {
  const below = randomFrom(seed);
  let at = 5;
  return Array.from({ length: days }, (_, day) =>
    Array.from({ length: on(day) }, (_, nth) => {
      at = Math.min(10, Math.max(0, at + below(7) - 3));
      return {
        at: to - (days - 1 - day) * DAY - 4 * HOUR + nth * 2 * HOUR,
        strength: strength ?? at,
        group: groups[below(groups.length)] ?? '',
      };
    }),
  ).flat();
}

/** Numbers that look random and are the same each time (by Park and Miller). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed * 7_919;
  return below => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const lastDay = Date.UTC(2026, 10, 22, 11);
