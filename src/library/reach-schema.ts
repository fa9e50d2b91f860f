import { z } from 'zod';
import { id, origin, section, words } from './fields.ts';

/** Five small ways to be with people, the smallest first, with where the idea comes from. */
export type Ladder = z.infer<typeof ladderFile>;

/** One of them: what it is, and short texts, to oneself or to send to someone who has felt safe. */
export type Rung = z.infer<typeof rung>;

const RUNGS = 5;
const LEAST_TEXTS = 4;

const rung = z.strictObject({
  id,
  to: z.enum(['self', 'someone']),
  title: words,
  text: words,
  texts: z.array(z.strictObject({ id, text: words })).min(LEAST_TEXTS, `${LEAST_TEXTS} texts or more`),
});

/** content/<language>/reach.yaml */
export const ladderFile = z.strictObject({
  origin,
  sections: z.array(section),
  fact: words.optional(),
  rungs: z.array(rung).length(RUNGS, `${RUNGS} rungs`),
});
