import { PLAN_PART_LENGTH, type Plan, type PlanPart, withPart, writtenParts } from '../../src/people/plan.ts';
import type { Context } from '../../src/router/command.ts';
import { StoreError } from '../../src/store/errors.ts';
import { UnreadableError } from '../../src/store/seal.ts';
import { digestOf, type Mark, NO_PLAN } from './form.ts';

/** What became of a part that was sent in. `plan` is what stands now. */
export type Saved =
  | { kind: 'saved'; plan: Plan }
  /** It stood there already, though the form was opened with something else: most likely the form was sent in twice. */
  | { kind: 'saved-before'; plan: Plan }
  /** It was no longer what the form was opened with: `stood` (nothing where it was empty) stood there. */
  | { kind: 'changed-meanwhile'; plan: Plan; stood: string | undefined }
  /** The plan that the form belonged to was deleted meanwhile. */
  | { kind: 'rest-gone'; plan: Plan }
  | { kind: 'taken-out'; plan: Plan; stood: string }
  /** There was nothing to take out. */
  | { kind: 'was-empty'; plan: Plan | undefined }
  /** What the form was opened with is out already: most likely the form was sent in twice. */
  | { kind: 'taken-out-before' }
  | { kind: 'too-long' }
  | { kind: 'not-saved'; why: 'store' | 'unreadable' };

interface Sent {
  part: PlanPart;
  /** What the part was when its form was opened. */
  before: Mark;
  /** Made sound; empty to take the part out. */
  words: string;
}

/** Saves one part at once. Whatever else was written to the plan meanwhile stays, and what stood in this part is given back. */
export async function save(context: Context, sent: Sent): Promise<Saved> {
  if (sent.words.length > PLAN_PART_LENGTH) return { kind: 'too-long' };
  try {
    return await (sent.words === '' ? takenOut(context, sent) : putIn(context, sent));
  } catch (error) {
    if (error instanceof StoreError) return { kind: 'not-saved', why: 'store' };
    if (error instanceof UnreadableError) return { kind: 'not-saved', why: 'unreadable' };
    throw error;
  }
}

async function putIn({ people, caller }: Context, { part, before, words }: Sent): Promise<Saved> {
  const known: { plan?: Plan | undefined } = {};
  const plan = await people.change('plan', caller.id, current => {
    known.plan = current;
    return withPart(current, part, words);
  });
  const stood = known.plan?.parts[part];
  if (stood === words) return { kind: digestOf(words) === before ? 'saved' : 'saved-before', plan };
  if (writtenParts(known.plan).length === 0)
    return { kind: before === NO_PLAN ? 'saved' : 'rest-gone', plan };
  if (digestOf(stood ?? '') === withoutPlan(before)) return { kind: 'saved', plan };
  return { kind: 'changed-meanwhile', plan, stood };
}

async function takenOut({ people, caller }: Context, { part, before }: Sent): Promise<Saved> {
  const known: { stood?: string | undefined } = {};
  const plan = await people.amend('plan', caller.id, current => {
    known.stood = current.parts[part];
    return known.stood === undefined ? 'same' : { ...current, ...withPart(current, part, '') };
  });
  const { stood } = known;
  if (plan && stood !== undefined) return { kind: 'taken-out', plan, stood };
  return withoutPlan(before) === digestOf('') ? { kind: 'was-empty', plan } : { kind: 'taken-out-before' };
}

/** Where there was no plan the part was empty. */
const withoutPlan = (before: Mark): Mark => (before === NO_PLAN ? digestOf('') : before);
