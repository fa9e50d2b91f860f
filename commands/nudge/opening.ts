import { button, type Card, card, row, small, text, title } from '../../src/core/reply.ts';
import type { NudgeKind } from '../../src/library/nudges-schema.ts';
import type { Words } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { topicCard } from '../explain/views.ts';
import { tasteOf } from '../ground/taste.ts';
import { step } from '../ground/views.ts';

/** One opening of a kind by its id, or one of the fourteen days by its number. */
export interface OpeningRef {
  kind: NudgeKind;
  id: string;
}

export const lastDay = ({ nudges }: Words): number => nudges.journey.length;

/** The text itself; an opening that is there no more gives way to the first of its kind. */
export function openingText({ nudges }: Words, { kind, id }: OpeningRef): string {
  return find(nudges, kind, id)?.text ?? '';
}

/** What **Open** shows: the first step, the page, the day, or the way into a check-in, with the text above it. */
export async function openingCard(context: Context, ref: OpeningRef): Promise<Card> {
  const { words, say } = context;
  const { nudges, exercises, topics } = words;
  switch (ref.kind) {
    case 'checkin':
      return card([
        text(openingText(words, ref)),
        row(button(say('nudge.check-in'), go('checkin', 'open'), 'main')),
      ]);
    case 'grounding': {
      const opening = find(nudges, 'grounding', ref.id);
      const exercise = exercises.find(({ id }) => id === opening?.exercise);
      if (!opening || !exercise) return card([text(say('ground.gone'))]);
      return under(opening.text, step(context, await tasteOf(context), exercise, 1, 'day'));
    }
    case 'explainer': {
      const opening = find(nudges, 'explainer', ref.id);
      const topic = topics.find(({ id }) => id === opening?.topic);
      return opening && topic
        ? under(opening.text, topicCard(context, topic))
        : card([text(say('explain.gone'))]);
    }
    case 'journey':
      return dayCard(context, ref.id);
  }
}

function dayCard(context: Context, number: string): Card {
  const { words, say, library } = context;
  const day = find(words.nudges, 'journey', number);
  if (!day) return card([text(say('explain.gone'))]);
  const source = library.sources.find(({ sections }) => sections.some(({ id }) => id === day.section));
  const heading = source?.sections.find(({ id }) => id === day.section)?.heading ?? '';
  const isLast = day.day === lastDay(words);
  return card([
    title(say('nudge.day', { day: day.day, days: lastDay(words) })),
    text(day.text),
    row(button(say('explain.try'), go('ground', 'open', day.exercise), 'main')),
    ...(isLast ? [text(say('nudge.after-last')), row(...afterLast(say))] : []),
    small(say('nudge.day-source', { article: source?.title ?? '', heading })),
  ]);
}

/** What may come after the fourteen days. */
export const afterLast = (say: Context['say']) => [
  button(say('nudge.mixed'), go('nudge', 'become', 'mixed')),
  button(say('nudge.once-more'), go('nudge', 'become', 'journey')),
  button(say('nudge.stop'), go('nudge', 'stop')),
];

const under = (line: string, below: Card): Card => ({
  ...below,
  blocks: [text(`*${line}*`), ...below.blocks],
});

function find<K extends NudgeKind>(
  nudges: Words['nudges'],
  kind: K,
  id: string,
): Words['nudges'][K][number] | undefined {
  const all: readonly Words['nudges'][K][number][] = nudges[kind];
  return all.find(one => ('day' in one ? String(one.day) === id : 'id' in one && one.id === id)) ?? all[0];
}
