import type { Dice } from './dice.ts';
import { count, type Tally } from './tally.ts';
import { dayMs, hourMs, minuteMs } from './wall.ts';

/** Where a process dies. */
export const crashPoints = [
  'before the claim is written',
  'after the claim is written',
  'after the message is made, before the answer',
  'after the answer, before the confirm is written',
  'after the confirm is written',
  'before the marks are written',
  'after the marks are written',
  'during a look-up',
  'between two ticks',
] as const;
type CrashPoint = (typeof crashPoints)[number];

/** Crashes that wait for their moment. */
export interface Crashes {
  /** Arms those that are due by then. */
  goTo(now: number): void;
  /** Whether a crash waits there; it is used up. */
  strikes(point: CrashPoint): boolean;
  isArmed(point: CrashPoint): boolean;
  /** How long the process stays down, in milliseconds. */
  downtime(): number;
}

/** About once a day from the second day on, each point as often as another. */
export function createCrashes(dice: Dice, tally: Tally, from: number): Crashes {
  const armed = new Set<CrashPoint>();
  let next = from + dayMs + dice.wait(meanMs);
  let index = dice.below(crashPoints.length);
  return {
    goTo(now) {
      while (next <= now) {
        armed.add(crashPoints[index % crashPoints.length] as CrashPoint);
        index += 1;
        next += dice.wait(meanMs);
      }
    },
    isArmed: point => armed.has(point),
    strikes(point) {
      if (!armed.delete(point)) return false;
      count(tally.crashes, point);
      return true;
    },
    downtime() {
      const roll = dice.below(1_000);
      if (roll < 880) return dice.between(2_000, 90_000);
      if (roll < 980) return dice.between(2 * minuteMs, 40 * minuteMs);
      if (roll < 996) return dice.between(hourMs, 9 * hourMs);
      return dice.between(dayMs, 3 * dayMs);
    },
  };
}

const meanMs = 0.9 * dayMs;
