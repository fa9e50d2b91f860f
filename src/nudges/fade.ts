/** How long somebody has not been heard of, and what was agreed about it. */
export interface Silence {
  /** Messages in a row without any sign of life. */
  unanswered: number;
  /** True while it comes on fewer days than were chosen. */
  fewer: boolean;
  /** Nothing is asked before this local date. */
  keepUntil?: string | undefined;
}

/** `usual`: the message of the day. `asks`: whether it is still wanted every day. `ends`: the last line before silence. */
export type Fading = 'usual' | 'asks' | 'ends';

/**
 * What the message of a date says to somebody who has not been heard of. After seven (thirty where the text itself stands in the
 * message, since there is nothing to press) it asks once; after seven more it ends. Who chose two days or fewer is not asked.
 */
export function fading(
  { unanswered, fewer, keepUntil = '' }: Silence,
  { date, discreet, days }: { date: string; discreet: boolean; days: readonly number[] },
): Fading {
  const patience = discreet ? 7 : 30;
  if (date < keepUntil) return 'usual';
  if (fewer) return unanswered >= lastPatience ? 'ends' : 'usual';
  if (days.length <= fewerThan) return unanswered >= patience + lastPatience ? 'ends' : 'usual';
  return unanswered >= patience ? 'asks' : 'usual';
}

/** Two of these days, as far from one another as there are, from Monday on: Monday and Thursday of all seven. */
export function twiceAWeek(days: readonly number[]): number[] {
  const chosen = [...new Set(days)].sort((a, b) => fromMonday(a) - fromMonday(b));
  if (chosen.length <= fewerThan) return chosen;
  let best: number[] = [];
  let widest = 0;
  for (const [index, first] of chosen.entries()) {
    for (const second of chosen.slice(index + 1)) {
      const between = fromMonday(second) - fromMonday(first);
      const distance = Math.min(between, 7 - between);
      if (distance > widest) [best, widest] = [[first, second], distance];
    }
  }
  return best;
}

const fromMonday = (day: number) => (day + 6) % 7;

const lastPatience = 7;
const fewerThan = 2;
