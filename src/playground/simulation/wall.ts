/** What clocks on the wall of a zone show, read off `Intl` alone: nothing here is shared with what it is to judge. */
export interface Walls {
  at(zone: string, instant: number): { date: string; minute: number };
  /** The first instant at which that date and minute are reached there. */
  instantOf(zone: string, date: string, minute: number): number;
}

export function createWalls(): Walls {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const offsets = new Map<string, Map<number, number>>();
  const formatOf = (zone: string): Intl.DateTimeFormat => {
    const known = formats.get(zone);
    if (known) return known;
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...digits });
    formats.set(zone, format);
    return format;
  };

  const at: Walls['at'] = (zone, instant) => {
    const shown = formatOf(zone).format(instant);
    return {
      date: shown.slice(0, 10),
      minute: Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16)),
    };
  };
  const offsetAt = (zone: string, instant: number): number => {
    const { date, minute } = at(zone, instant);
    return Date.parse(date) + minute * minuteMs - Math.floor(instant / minuteMs) * minuteMs;
  };
  const offsetOn = (zone: string, day: number): number => {
    const days = offsets.get(zone) ?? new Map<number, number>();
    offsets.set(zone, days);
    const known = days.get(day);
    if (known !== undefined) return known;
    const offset = offsetAt(zone, day * dayMs);
    days.set(day, offset);
    return offset;
  };

  return {
    at,
    instantOf(zone, date, minute) {
      const wall = Date.parse(date) + minute * minuteMs;
      const day = Math.floor(wall / dayMs);
      const [before, after] = [offsetOn(zone, day - 1), offsetOn(zone, day + 2)];
      if (before === after) return wall - before;
      const shown = [before, after].map(offset => wall - offset).filter(instant => reads(instant));
      if (shown.length > 0) return Math.min(...shown);
      return firstReaching(wall - Math.max(before, after), wall - Math.min(before, after));

      function reads(instant: number): boolean {
        return instant + offsetAt(zone, instant) === wall;
      }
      /** That minute was left out: the change itself, minute by minute. */
      function firstReaching(from: number, to: number): number {
        for (let instant = from; instant < to; instant += minuteMs)
          if (instant + offsetAt(zone, instant) >= wall) return instant;
        return to;
      }
    },
  };
}

/** The date that many days later. */
export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);

/** 0 Sunday to 6 Saturday. */
export const weekday = (date: string): number => new Date(date).getUTCDay();

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
const digits: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
};
