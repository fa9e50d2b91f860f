/** One check-in on a chart. */
export interface ChartPoint {
  /** Milliseconds since 1970. */
  at: number;
  /** 0 to 10. */
  strength: number;
  /** Id of a group of feelings; empty for a word of the person's own. */
  group: string;
}

/** Which of them are shown, and how the groups are called. */
export interface ChartSpan {
  /** Milliseconds since 1970, both included. */
  from: number;
  to: number;
  /** IANA name: days are the local days there. */
  zone: string;
  /** All groups of feelings. The legend names those that occur, in this order. */
  groups: readonly { id: string; label: string }[];
}

export interface ChartOptions extends ChartSpan {
  locale: string;
  words: {
    /** What goes up the chart. */
    strong: string;
    /** What goes across it. */
    days: string;
    /** For a word of one's own, and for a group there is no more. */
    own: string;
  };
}

/** One check-in with its local day, in days since 1970. */
export interface DayPoint extends ChartPoint {
  day: number;
}

/** The points of a span with their local days, in order of time. Throws an Error where there is none. */
export function pointsIn(points: readonly ChartPoint[], { from, to, zone, groups }: ChartSpan): DayPoint[] {
  const inside = points.filter(({ at }) => at >= from && at <= to);
  if (inside.length === 0)
    throw new Error(`expected a check-in from ${iso(from)} to ${iso(to)}, came none of ${points.length}`);
  const dayOf = localDays(zone);
  const known = new Set(groups.map(({ id }) => id));
  return inside
    .map(({ at, strength, group }) => ({
      at,
      strength,
      group: known.has(group) ? group : '',
      day: dayOf(at),
    }))
    .sort((a, b) => a.at - b.at);
}

/** Gives the local day of an instant, in days since 1970. */
export function localDays(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...digits });
  return instant => {
    const [month = 1, day = 1, year = 1970] = (format.format(instant).match(/\d+/g) ?? []).map(Number);
    return Date.UTC(year, month - 1, day) / DAY;
  };
}

export const DAY = 86_400_000;
/** Days further apart than this are not joined: what lies between is not known. */
export const joinedDays = 3;

const iso = (instant: number) => new Date(instant).toISOString();
const digits: Intl.DateTimeFormatOptions = {
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
};
