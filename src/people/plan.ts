import { z } from 'zod';
import { quoted } from '../core/own-words.ts';
import { type PersonKind, untilOf } from './kind.ts';

/** What somebody wrote down for a bad night, in parts that are all optional. */
export type Plan = z.infer<typeof schema>;

/** The parts in the order they are shown; from a hard moment the first four come first. */
export const PLAN_PARTS = ['steadies', 'people', 'place', 'words', 'signs', 'sets-off', 'avoid'] as const;
export type PlanPart = (typeof PLAN_PARTS)[number];

/** Longest text of a part, in characters. */
export const PLAN_PART_LENGTH = 400;

const schema = z.object({
  usedOn: z.string(),
  parts: z.partialRecord(z.enum(PLAN_PARTS), z.string().min(1).max(PLAN_PART_LENGTH)),
});

export const planKind: PersonKind<Plan> = {
  name: 'plan',
  version: 1,
  schema,
  sealed: ['parts'],
  until: untilOf,
  tell: (plan, { say }) => {
    const written = writtenParts(plan);
    if (written.length === 0) return [say('my-data.plan.empty')];
    return written.map(([part, words]) => `${say(`plan.parts.${part}.title`)}:\n${quoted(words)}`);
  },
};

/** The parts that hold something, in their order. */
export function writtenParts(plan: Pick<Plan, 'parts'> | undefined): [part: PlanPart, words: string][] {
  return PLAN_PARTS.flatMap(part => {
    const words = plan?.parts[part];
    return words === undefined ? [] : [[part, words]];
  });
}

/** The record with this text in one part; without that part where the text is empty. */
export function withPart(
  plan: Pick<Plan, 'parts'> | undefined,
  part: PlanPart,
  words: string,
): Pick<Plan, 'parts'> {
  const { [part]: _, ...others } = plan?.parts ?? {};
  return { parts: words === '' ? others : { ...others, [part]: words } };
}
