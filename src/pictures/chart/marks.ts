import { type DayPoint, joinedDays } from './points.ts';

/** A check-in in its place. */
export interface Mark extends DayPoint {
  /** In days since 1970, where a whole number is the middle of the day. The line goes through here. */
  x: number;
  /** How far the mark stands from there, so that others can be seen: pixels to the right and down. */
  aside: [right: number, down: number];
}

/** Pixels: a day across, and a step of strength up. */
export interface Steps {
  day: number;
  strength: number;
}

/**
 * Places every check-in so that none hides another. Where even the fullest day has room, the check-ins of a day stand side by side as
 * they came; else they stand above one another, and those of one strength that would meet make room, by less than half a step.
 */
export function placeMarks(points: readonly DayPoint[], steps: Steps): { marks: Mark[]; size: number } {
  const days = byDay(points);
  const fullest = Math.max(...days.map(({ length }) => length));
  const size = Math.min(largest, steps.day / fullest / 1.15);
  if (size >= smallestBeside)
    return { marks: days.flatMap(sameDay => beside(sameDay, size * 1.15, steps)), size };
  const narrow = Math.min(largest, Math.max(smallest, steps.day));
  return { marks: above(points, narrow, steps), size: narrow };
}

/** The pieces of the line through the marks. It breaks off where nobody knows how the days were. */
export function joinMarks(marks: readonly Mark[]): Mark[][] {
  const breaks = marks.flatMap(({ day }, at) => (day - (marks[at - 1]?.day ?? day) > joinedDays ? [at] : []));
  return [0, ...breaks].map((start, at) => marks.slice(start, breaks[at])).filter(({ length }) => length > 1);
}

function beside(sameDay: readonly DayPoint[], apart: number, steps: Steps): Mark[] {
  return sameDay.map((point, at) => ({
    ...point,
    x: point.day + ((at - (sameDay.length - 1) / 2) * apart) / steps.day,
    aside: [0, 0],
  }));
}

/** Each takes the first place that leaves the others in sight, or else the one furthest from them. */
function above(points: readonly DayPoint[], size: number, steps: Steps): Mark[] {
  const marks: Mark[] = [];
  const places = placesAround(size, steps);
  for (const point of points) {
    const near = marks.filter(
      ({ strength, day }) => strength === point.strength && (point.day - day) * steps.day < 3 * size,
    );
    const room = ([right, down]: Mark['aside']) =>
      Math.min(
        ...near.map(({ day, aside }) =>
          length((point.day - day) * steps.day + right - aside[0], down - aside[1]),
        ),
      );
    const roomiest = places.reduce((best, place) => (room(place) > room(best) ? place : best));
    marks.push({
      ...point,
      x: point.day,
      aside: places.find(place => room(place) >= size * inSight) ?? roomiest,
    });
  }
  return marks;
}

function placesAround(size: number, steps: Steps): [Mark['aside'], ...Mark['aside'][]] {
  const down = Math.min(size * 0.75, steps.strength * 0.3);
  const right = Math.max(size * 0.45, Math.min(size * 0.95, steps.day * 0.9));
  const ups: Mark['aside'][] = [
    [0, -down],
    [0, down],
  ];
  const sides: Mark['aside'][] = [
    [right, 0],
    [-right, 0],
  ];
  const corners: Mark['aside'][] = [
    [right, -down],
    [-right, down],
    [right, down],
    [-right, -down],
  ];
  return [[0, 0], ...(steps.day > 2 * size ? [...sides, ...ups] : [...ups, ...sides]), ...corners];
}

function byDay(points: readonly DayPoint[]): DayPoint[][] {
  const days = new Map<number, DayPoint[]>();
  for (const point of points) days.set(point.day, [...(days.get(point.day) ?? []), point]);
  return [...days.values()];
}

/** Unlike `Math.hypot`, whose last digit is each engine's own, the same everywhere. */
const length = (x: number, y: number) => Math.sqrt(x * x + y * y);

/** Of marks, in pixels. */
const largest = 34;
const smallest = 20;
const smallestBeside = 24;
/** How far apart two marks are, in their size, when both can be told. */
const inSight = 0.65;
