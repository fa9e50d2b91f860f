import { UserError } from '../../src/core/errors.ts';
import type { Card } from '../../src/core/reply.ts';
import { withChanged } from '../../src/people/checkins.ts';
import type { Context } from '../../src/router/command.ts';
import { topicCard } from '../explain/views.ts';
import { tasteOf } from '../ground/taste.ts';
import { step } from '../ground/views.ts';
import { instantOf } from './feeling.ts';

/** Opens the exercise or the page that a check-in led to. A kept check-in remembers it, which nobody waits for. */
export async function openFrom(
  context: Context,
  [begun, kind, id]: [string, 'exercise' | 'topic', string],
): Promise<Card> {
  const { words, say, people, caller, afterwards } = context;
  afterwards(async () => {
    await people.amend('checkins', caller.id, known =>
      withChanged(known, instantOf(begun), entry => ({
        ...entry,
        opened: [...new Set([...entry.opened, `${kind}:${id}`])],
      })),
    );
  });
  if (kind === 'topic') {
    const topic = words.topics.find(one => one.id === id);
    if (!topic) throw new UserError(say('explain.gone'));
    return topicCard(context, topic);
  }
  const exercise = words.exercises.find(one => one.id === id);
  if (!exercise) throw new UserError(say('ground.gone'));
  return step(context, await tasteOf(context), exercise, 1, 'day');
}
