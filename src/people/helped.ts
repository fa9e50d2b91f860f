import { z } from 'zod';
import { type PersonKind, untilOf } from './kind.ts';

/** How each exercise went for somebody, by its id. */
export type Helped = z.infer<typeof schema>;
export type HowItWent = z.infer<typeof howItWent>;

const howItWent = z.object({
  easier: z.number().int(),
  same: z.number().int(),
  harder: z.number().int(),
  leftOut: z.boolean(),
});

const schema = z.object({
  usedOn: z.string(),
  exercises: z.record(z.string(), howItWent),
  /** When one was last called harder, in milliseconds since 1970. */
  harderAt: z.number().optional(),
});

export const helpedKind: PersonKind<Helped> = {
  name: 'helped',
  version: 2,
  // Version 1 was not sealed.
  upgrades: { 1: older => older },
  schema,
  sealed: ['exercises'],
  until: untilOf,
  tell: ({ exercises }, { say, exercise }) =>
    Object.entries(exercises).map(([id, { easier, same, harder, leftOut }]) =>
      [
        say('my-data.helped.line', { exercise: exercise(id), easier, same, harder }),
        ...(leftOut ? [say('my-data.helped.left-out')] : []),
      ].join(' '),
    ),
};

const untried: HowItWent = { easier: 0, same: 0, harder: 0, leftOut: false };

/** How one exercise went so far. */
export const howItWentWith = (helped: Helped | undefined, exercise: string): HowItWent =>
  helped?.exercises[exercise] ?? untried;

/** The record after one more time. `now` in milliseconds since 1970. */
export function withOutcome(
  helped: Omit<Helped, 'usedOn'>,
  exercise: string,
  how: 'easier' | 'same' | 'harder',
  now: number,
): Omit<Helped, 'usedOn'> {
  const before = helped.exercises[exercise] ?? untried;
  return {
    ...helped,
    exercises: { ...helped.exercises, [exercise]: { ...before, [how]: before[how] + 1 } },
    ...(how === 'harder' && { harderAt: now }),
  };
}

/** The record with one exercise never offered again. */
export function withLeftOut(helped: Omit<Helped, 'usedOn'>, exercise: string): Omit<Helped, 'usedOn'> {
  const before = helped.exercises[exercise] ?? untried;
  return { ...helped, exercises: { ...helped.exercises, [exercise]: { ...before, leftOut: true } } };
}

/** True when something was called harder less than a day before `now`. */
export const wasHarderToday = (helped: Helped | undefined, now: number): boolean =>
  helped?.harderAt !== undefined && now - helped.harderAt < dayMs;

const dayMs = 24 * 60 * 60 * 1000;
