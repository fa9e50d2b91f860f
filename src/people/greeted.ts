import { z } from 'zod';
import { type PersonKind, untilOf } from './kind.ts';

/** That somebody was told once that Steady is a bot: the line stands under the first card only. */
export type Greeted = z.infer<typeof schema>;

const schema = z.object({ usedOn: z.string() });

export const greetedKind: PersonKind<Greeted> = {
  name: 'greeted',
  version: 1,
  schema,
  until: untilOf,
  tell: (_, { say }) => [say('my-data.greeted.line')],
};
