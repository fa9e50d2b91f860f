import { dayMs } from './wall.ts';

/** What kept messages from being sent on time: no process, Discord away or refusing, no store, or a clock that is wrong. */
export type Why = 'down' | 'outage' | 'refused' | 'store' | 'clock';

/** When there was which trouble, in true time. */
export interface Troubles {
  begin(why: Why, at: number): void;
  end(why: Why, at: number): void;
  /** Whether there was any between two instants, or any of one kind. */
  between(from: number, to: number, why?: Why): Why | undefined;
  /** All of it between two instants, in words. */
  said(from: number, to: number): string;
}

export function createTroubles(): Troubles {
  let all: { why: Why; from: number; to: number }[] = [];
  return {
    begin(why, at) {
      all = all.filter(({ to }) => to > at - rememberedMs);
      all.push({ why, from: at, to: Number.POSITIVE_INFINITY });
    },
    end(why, at) {
      const open = all.find(one => one.why === why && one.to === Number.POSITIVE_INFINITY);
      if (open) open.to = at;
    },
    between: (from, to, why) =>
      all.find(one => one.from <= to && one.to >= from && (why === undefined || one.why === why))?.why,
    said: (from, to) =>
      all
        .filter(one => one.from <= to && one.to >= from)
        .map(one => `${one.why} ${timeOf(one.from)} to ${timeOf(one.to)}`)
        .join(', ') || 'none',
  };
}

const timeOf = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString().slice(5, 19) : 'now');

/** Days are judged two days after they ended. */
const rememberedMs = 8 * dayMs;
