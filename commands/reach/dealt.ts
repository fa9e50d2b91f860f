import type { Rung } from '../../src/library/reach-schema.ts';
import { permutation } from '../../src/library/shuffle.ts';

/**
 * The two texts of a turn: those of the rung in an order of the person's own, two at a time, so that none comes again before all were
 * there. Nothing is remembered for it.
 */
export function dealt({ id, texts }: Rung, owner: string, turn: number): Rung['texts'] {
  const order = permutation(texts.length, `reach:${id}:${owner}`);
  return [0, 1].flatMap(place => texts[order[(turn * 2 + place) % texts.length] ?? 0] ?? []);
}

/** How many turns it takes until all texts were there. */
export function turnsOf({ texts }: Rung): number {
  return Math.ceil(texts.length / 2);
}
