import { createHash } from 'node:crypto';
import type { Form } from '../../src/core/reply.ts';
import { PLAN_PART_LENGTH, type Plan, type PlanPart, writtenParts } from '../../src/people/plan.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';

/** One part in a form, with what it holds so far. The form carries what that was, so that nothing written meanwhile is lost. */
export function partForm({ say }: Context, plan: Plan | undefined, part: PlanPart): Form {
  const before = plan?.parts[part];
  return {
    kind: 'form',
    title: say(`plan.parts.${part}.title`),
    to: go('plan', 'written', part, markOf(plan, part)),
    fields: [
      {
        kind: 'text',
        name: part,
        label: say(`plan.parts.${part}.ask`),
        hint: say(`plan.parts.${part}.hint`),
        example: say(`plan.parts.${part}.example`),
        long: true,
        most: PLAN_PART_LENGTH,
        required: false,
        ...(before !== undefined && { value: before }),
      },
    ],
  };
}

/** What a form or button remembers of a part: nothing of its words can be read from it. */
export type Mark = string;

/** The mark of a part as it stands: that there is no plan at all, or a short digest of the part's text. */
export function markOf(plan: Pick<Plan, 'parts'> | undefined, part: PlanPart): Mark {
  return writtenParts(plan).length === 0 ? NO_PLAN : digestOf(plan?.parts[part] ?? '');
}

/** A short digest of a text. */
export function digestOf(words: string): Mark {
  return createHash('sha256').update(words).digest('hex').slice(0, 8);
}

/** The mark where nothing was written down yet. */
export const NO_PLAN = 'new';
