import { onceAt } from '../../src/nudges/once.ts';
import type { Nudged } from '../../src/people/nudges.ts';
import type { Promises } from '../../src/people/promises.ts';
import type { Context } from '../../src/router/command.ts';
import { question } from './question.ts';
import type { When } from './when.ts';

/** A promise, and when to ask about it. */
export interface Wish {
  words: string;
  when: When;
  /** The time zone that came with it; what is known already goes first. */
  zone?: string | undefined;
}

/** A promise that is still to be asked about, and when, in milliseconds. */
export interface Waiting {
  text: string;
  madeAt: number;
  at: number;
}

/** The promise that is still to be asked about. What was asked already, or never came, waits no more. */
export function waitingIn(
  { nudges: { calendar }, clock }: Pick<Context, 'nudges' | 'clock'>,
  promises: Promises | undefined,
  nudged: Nudged | undefined,
): Waiting | undefined {
  const { waiting } = promises ?? {};
  if (!waiting || nudged?.nudges[question]?.promise?.madeAt !== waiting.madeAt) return undefined;
  const at = onceAt(nudged, question, { calendar, now: clock.now() });
  return at === undefined ? undefined : { ...waiting, at };
}
