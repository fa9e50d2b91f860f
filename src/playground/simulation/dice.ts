import type { Random } from '../../core/ports.ts';

/** Every choice of a simulation is drawn from one of these, so that the same seed gives the same run. */
export interface Dice extends Random {
  /** True so often, 0 never and 1 always. */
  chance(share: number): boolean;
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number;
  one<T>(of: readonly T[]): T;
  /** How long until something that comes every `mean` on average comes next; whole, at least 1. */
  wait(mean: number): number;
}

/** Mulberry32. `stream` keeps what is drawn for one thing from moving what is drawn for another. */
export function createDice(seed: number, stream: number): Dice {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(stream + 1, 0x85ebca6b)) | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most: number) => Math.floor(next() * most);
  return {
    below,
    chance: share => next() < share,
    between: (from, to) => from + below(to - from + 1),
    one: of => {
      const chosen = of[below(of.length)];
      if (chosen === undefined) throw new Error('Expected something to choose from, got nothing.');
      return chosen;
    },
    wait: mean => Math.max(1, Math.round(-Math.log(1 - next()) * mean)),
  };
}
