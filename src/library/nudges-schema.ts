import { z } from 'zod';
import { id, section, words } from './fields.ts';

/** What the daily messages of each kind say. */
export interface Nudges {
  checkin: Opening[];
  grounding: GroundingOpening[];
  explainer: ExplainerOpening[];
  /** Day 1 first. */
  journey: JourneyDay[];
}

export type NudgeKind = keyof Nudges;

/** The kinds that are dealt from a stock of openings, and the one that goes through its days in order. */
export const NUDGE_KINDS = ['checkin', 'grounding', 'explainer', 'journey'] as const satisfies NudgeKind[];

/** How a check-in begins: it asks how it is right now. */
type Opening = z.infer<typeof opening>;

/** One small thing to notice or do; `exercise` is the one that Open starts. */
type GroundingOpening = z.infer<typeof groundingOpening>;

/** One plain thought; `topic` is the page that Open leads to. */
type ExplainerOpening = z.infer<typeof explainerOpening>;

/** One day of the way through both articles, from one `section`; `exercise` is the one that Try it now opens. */
type JourneyDay = z.infer<typeof journeyDay>;

const opening = z.strictObject({ id, text: words });
const groundingOpening = opening.extend({
  exercise: id,
  /** Not for a channel, where many read it. */
  alone: z.literal(true).optional(),
});
const explainerOpening = opening.extend({ topic: id });
const journeyDay = z.strictObject({
  day: z.int(),
  text: words,
  section,
  topic: id.optional(),
  exercise: id,
});

const stockOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ openings: z.array(item).min(1, 'one opening or more') }).transform(file => file.openings);

const JOURNEY_DAYS = 14;
const days = z
  .array(journeyDay)
  .length(JOURNEY_DAYS, `${JOURNEY_DAYS} days`)
  .superRefine((all, context) => {
    for (const [index, { day }] of all.entries()) {
      if (day === index + 1) continue;
      context.addIssue({
        code: 'custom',
        path: [index, 'day'],
        message: `day ${index + 1} here, came ${day}`,
      });
    }
  });

/** content/<language>/nudges/: one file a kind. */
export const nudgesFiles = {
  checkin: stockOf(opening),
  grounding: stockOf(groundingOpening),
  explainer: stockOf(explainerOpening),
  journey: z.strictObject({ days }).transform(file => file.days),
};
