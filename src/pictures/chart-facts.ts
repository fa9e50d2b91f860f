import { type ChartPoint, type ChartSpan, DAY, type DayPoint, pointsIn } from './chart/points.ts';

/** What a chart shows, in numbers. Days are local ones, such as 2026-11-22. */
export interface ChartFacts {
  checkIns: number;
  /** On how many days. */
  days: number;
  first: string;
  last: string;
  lowest: Extreme;
  highest: Extreme;
  /** Those that occur, the most frequent first, then in the order of the groups; empty for words of one's own. */
  groups: { id: string; count: number }[];
  /** The longest run of days without any between two days with one, the first of several as long. */
  gap?: { after: string; before: string; days: number };
}

interface Extreme {
  strength: number;
  /** On which days, in order. */
  days: string[];
}

/** The numbers of the chart that the same points and span give. Throws an Error where there is no check-in in the span. */
export function chartFacts(points: readonly ChartPoint[], span: ChartSpan): ChartFacts {
  const shown = pointsIn(points, span);
  const days = [...new Set(shown.map(({ day }) => day))];
  const strengths = shown.map(({ strength }) => strength);
  const gap = longestGap(days);
  return {
    checkIns: shown.length,
    days: days.length,
    first: dateOf(days[0] ?? 0),
    last: dateOf(days.at(-1) ?? 0),
    lowest: extreme(shown, Math.min(...strengths)),
    highest: extreme(shown, Math.max(...strengths)),
    groups: counted(shown, span),
    ...(gap && { gap }),
  };
}

function extreme(shown: readonly DayPoint[], strength: number): Extreme {
  const days = shown.filter(point => point.strength === strength).map(({ day }) => day);
  return { strength, days: [...new Set(days)].map(dateOf) };
}

function counted(shown: readonly DayPoint[], { groups }: ChartSpan): ChartFacts['groups'] {
  return [...groups.map(({ id }) => id), '']
    .map(id => ({ id, count: shown.filter(({ group }) => group === id).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

function longestGap(days: readonly number[]): ChartFacts['gap'] {
  const gaps = days.slice(1).map((before, at) => ({ after: days[at] ?? before, before }));
  const [longest] = gaps.sort((a, b) => b.before - b.after - (a.before - a.after));
  if (!longest || longest.before - longest.after === 1) return undefined;
  const { after, before } = longest;
  return { after: dateOf(after), before: dateOf(before), days: before - after - 1 };
}

const dateOf = (day: number) => new Date(day * DAY).toISOString().slice(0, 'YYYY-MM-DD'.length);
