import type { Origin, Say } from '../library/schema.ts';

/** Where a thing comes from, in one line: from the article, an idea of the article, or widely used with its fact. */
export function originLine(say: Say, { origin, fact }: { origin: Origin; fact?: string }): string {
  if (origin === 'widely-used') return say('origin.widely-used', { fact: fact ?? '' }).trim();
  return say(`origin.${origin}`);
}
