import type { Rung } from '../../src/library/reach-schema.ts';
import { permutation } from '../../src/library/shuffle.ts';

/**
 * The two texts of a turn: those of the rung in an order of the person's own, two at a time, so that none comes again before all were
 * there. Nothing is remembered for it.
 */
export function dealt(rung: Rung, owner: string, turn: number): Rung['texts'] {
  const { id, texts } = rung;
  const order = permutation(texts.length, `reach:${id}:${owner}`);
  const first = (turn % turnsOf(rung)) * 2;
  return [first, first + 1].flatMap(place => texts[order[place % texts.length] ?? 0] ?? []);
}

/** How many turns it takes until all texts were there. */
export function turnsOf({ texts }: Rung): number {
  return Math.ceil(texts.length / 2);
}
