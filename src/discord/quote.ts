import type { APIMessage } from 'discord.js';
import { unquoted } from '../core/own-words.ts';
import { partsOf } from './measure.ts';

/** The component by which own words are found again on a message; Discord numbers the others itself, from 1. */
export const quoteId = 7_001;

/** The own words that a message quotes, if it does. */
export function quoteOn({ components = [] }: Pick<APIMessage, 'components'>): string | undefined {
  const content = partsOf(components).find(({ id }) => id === quoteId)?.content;
  return content === undefined ? undefined : unquoted(content);
}
