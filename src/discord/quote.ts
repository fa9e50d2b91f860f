import type { APIMessage } from 'discord.js';
import { unquoted } from '../core/own-words.ts';

/** The component by which own words are found again on a message; Discord numbers the others itself, from 1. */
export const quoteId = 7_001;

/** The own words that a message quotes, if it does. */
export function quoteOn({ components }: Pick<APIMessage, 'components'>): string | undefined {
  const content = contentIn(components, deepest);
  return content === undefined ? undefined : unquoted(content);
}

/** What came from outside may be of any shape and depth. */
function contentIn(parts: unknown, depth: number): string | undefined {
  if (!Array.isArray(parts) || depth === 0) return undefined;
  for (const part of parts as unknown[]) {
    if (typeof part !== 'object' || part === null) continue;
    if ('id' in part && part.id === quoteId && 'content' in part && isQuote(part.content))
      return part.content;
    const inside = 'components' in part ? contentIn(part.components, depth - 1) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}

const isQuote = (content: unknown): content is string =>
  typeof content === 'string' && content.length <= longest;

/** A quote stands in the card itself. */
const deepest = 3;
/** Twice the longest words that are kept, because each sign may be escaped, with a mark before each line. */
const longest = 3_000;
