import { type DayPoint, joinedDays } from './points.ts';

/** A check-in in its place. */
export interface Mark extends DayPoint {
  /** In days since 1970, where a whole number is the middle of the day. */
  x: number;
}

/**
 * Places every check-in so that none hides another of its day. Where a day is wide enough its check-ins stand side by side, as they
 * came; where it is not, only those of the same strength make room for one another. Lengths are pixels.
 */
export function placeMarks(points: readonly DayPoint[], size: number, dayWidth: number): Mark[] {
  return byDay(points).flatMap(sameDay => {
    const wide = sameDay.length * size * 1.15 <= dayWidth;
    const apart = (wide ? size * 1.15 : size * 0.62) / dayWidth;
    return sameDay.map(point => {
      const row = wide ? sameDay : sameDay.filter(({ strength }) => strength === point.strength);
      return { ...point, x: point.day + (row.indexOf(point) - (row.length - 1) / 2) * apart };
    });
  });
}

/** The pieces of the line through the marks. It breaks off where nobody knows how the days were. */
export function joinMarks(marks: readonly Mark[]): Mark[][] {
  const breaks = marks.flatMap(({ day }, at) => (day - (marks[at - 1]?.day ?? day) > joinedDays ? [at] : []));
  return [0, ...breaks].map((start, at) => marks.slice(start, breaks[at])).filter(({ length }) => length > 1);
}

function byDay(points: readonly DayPoint[]): DayPoint[][] {
  const days = new Map<number, DayPoint[]>();
  for (const point of points) days.set(point.day, [...(days.get(point.day) ?? []), point]);
  return [...days.values()];
}
