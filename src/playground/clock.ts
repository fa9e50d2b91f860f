import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../core/ports.ts';

/** A clock that runs like the machine's and can be pushed forward. */
export interface PushedClock extends Clock {
  /**
   * Goes to this time, in milliseconds since 1970, and runs on from there.
   * @throws Error that says what was expected and what came: for the past, for what is no time, and for over five years ahead.
   */
  push(to: number): void;
  /** Shows what the machine's clock shows again. */
  reset(): void;
}

/** Where it is kept how far a clock is ahead of the machine's, in milliseconds. */
interface Ahead {
  read(): number;
  write(ahead: number): void;
}

/** Starts at what `machine` shows, and as far ahead of it as was kept. */
export function createPushedClock(
  machine: Clock = { now: () => Date.now() },
  kept: Ahead = { read: () => 0, write: () => {} },
): PushedClock {
  let ahead = kept.read();
  const now = () => machine.now() + ahead;
  return {
    now,
    push(to) {
      const from = now();
      if (!Number.isFinite(to))
        throw new Error(`The clock takes milliseconds since 1970; what came is ${to}.`);
      if (to < from)
        throw new Error(
          `The clock only goes forward: ${said(from)} or later was expected, ${said(to)} came.`,
        );
      if (to > from + fiveYears)
        throw new Error(
          `The clock goes five years ahead at most: ${said(to)} came, and it is ${said(from)}.`,
        );
      // Whole milliseconds, as everywhere: ids are made of them.
      ahead += Math.ceil(to) - from;
      kept.write(ahead);
    },
    reset() {
      ahead = 0;
      kept.write(0);
    },
  };
}

/**
 * In a small file beside the store: what the bot keeps knows the time it was pushed to, and a playground that is started again must
 * not fall behind it.
 */
export function aheadIn(file: string): Ahead {
  return {
    read() {
      try {
        const ahead = Number(readFileSync(file, 'utf8'));
        return Number.isFinite(ahead) && ahead > 0 ? ahead : 0;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
        throw error;
      }
    },
    write(ahead) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${ahead}\n`);
    },
  };
}

/** A time of the machine's zone, as whoever pushes sees it on the page; the bare number where no calendar reaches. */
function said(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? `${time} ms` : date.toLocaleString('sv-SE');
}

const fiveYears = 5 * 365.25 * 24 * 60 * 60 * 1000;
