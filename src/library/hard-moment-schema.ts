import { z } from 'zod';
import { id, origin, section, words } from './fields.ts';

/** What to do while an urge is waited out, with where that comes from. */
export type HardMoment = z.infer<typeof hardMomentFile>;

export type Urge = (typeof URGES)[number];

/** The urges that something can be done about meanwhile, as they stand in the menu. */
export const URGES = ['check-phone', 'write', 'use', 'shut-out', 'decide', 'rage'] as const;

/** What to do at first, what when it is still strong, and the exercise that does more of the kind. */
const meanwhile = z.strictObject({ first: words, again: words, exercise: id });
const urge = meanwhile.extend({ label: words });

/** content/<language>/hard-moment.yaml */
export const hardMomentFile = z.strictObject({
  origin,
  sections: z.array(section).default([]),
  fact: words.optional(),
  /** As long as nobody said which urge it is. */
  begin: meanwhile,
  urges: z.strictObject({
    'check-phone': urge,
    write: urge,
    use: urge,
    'shut-out': urge,
    decide: urge,
    rage: urge,
  } satisfies Record<Urge, typeof urge>),
  /** The one that is met by a person, not by waiting. */
  hurt: z.strictObject({ label: words }),
});
