import {
  type Block,
  button,
  type Card,
  card,
  menu,
  picture,
  row,
  small,
  text,
  title,
} from '../../src/core/reply.ts';
import type { Exercise } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { originLine } from '../../src/router/origin.ts';
import { type Night, twoOthers } from './rotation.ts';
import type { Taste } from './taste.ts';

/** How the moment feels after an exercise, as the person says. */
export type How = 'easier' | 'same' | 'harder' | 'none';

/** One step of an exercise; `at` counts from 1. */
export function step({ say }: Context, taste: Taste, exercise: Exercise, at: number, night: Night): Card {
  const { id, steps } = exercise;
  const number = Math.min(at, steps.length);
  const caution = number === 1 && exercise.caution ? [small(exercise.caution)] : [];
  const inward = exercise.direction === 'inward';
  return card([
    title(exercise.title),
    small(say('ground.place', { step: number, steps: steps.length })),
    ...(inward ? caution : []),
    text(steps[number - 1] ?? ''),
    ...pacing(exercise, taste),
    ...(inward ? [] : caution),
    row(
      button(say('ground.next'), go('ground', 'next', id, number, night), 'main'),
      button(say('ground.skip'), go('ground', 'skip', id, number, night)),
      button(say('ground.stop'), go('ground', 'stop', id, night)),
    ),
    changeMenu(say, exercise, number, night),
  ]);
}

/** The whole exercise on one card, for those who would rather not press. */
export function allSteps({ say }: Context, taste: Taste, exercise: Exercise, night: Night): Card {
  return card([
    title(exercise.title),
    ...(exercise.caution ? [small(exercise.caution)] : []),
    text(exercise.steps.map((step, index) => `**${index + 1}.** ${step}`).join('\n\n')),
    ...pacing(exercise, taste),
    row(
      button(say('ground.one-by-one'), go('ground', 'open', exercise.id, night)),
      button(say('ground.stop'), go('ground', 'stop', exercise.id, night)),
    ),
    changeMenu(say, exercise, 1, night),
  ]);
}

/** Asked after the last step, and after Stop here, which counts as done. */
export function lastQuestion({ say }: Context, exercise: Exercise, night: Night): Card {
  const answer = (how: How) =>
    button(say(`ground.done.${how}`), go('ground', 'feel', exercise.id, how, night));
  return card([
    text(say('ground.done.question')),
    row(answer('easier'), answer('same'), answer('harder'), answer('none')),
    small(originLine(say, exercise)),
  ]);
}

export function same(context: Context, taste: Taste, exercise: Exercise, night: Night): Card {
  const others = twoOthers(context, taste, exercise, night).map(({ id, title }) =>
    button(title, go('ground', 'open', id, night)),
  );
  return card([
    text(oneOf(context, 'ground.same', ['first', 'second'])),
    row(...others, button(context.say('ground.stop'), go('ground', 'end'))),
  ]);
}

export function harder({ say }: Context, { id }: Exercise): Card {
  return card([
    text(say('ground.harder')),
    row(
      button(say('ground.leave-out'), go('ground', 'leave-out', id)),
      button(say('ground.stop'), go('ground', 'end')),
    ),
  ]);
}

/** The second time within a day there are no more exercises: a person, the plan, or rest. */
export function harderAgain({ say }: Context): Card {
  return card([
    text(say('ground.harder-again')),
    row(
      button(say('help-now.trust.button'), go('help-now', 'trust', ''), 'main'),
      button(say('help-now.plan.button'), go('help-now', 'plan', '')),
      button(say('ground.stop'), go('ground', 'end')),
    ),
  ]);
}

export function leftOut({ say }: Context, { title }: Exercise): Card {
  return card([text(say('ground.left-out', { title }))]);
}

/** A last line with nothing left to press. */
export function ended(context: Context, how: 'easier' | 'ended'): Card {
  return card([text(oneOf(context, `ground.${how}`, ['first', 'second', 'third']))]);
}

function changeMenu(say: Context['say'], { id }: Exercise, at: number, night: Night): Block {
  return menu({
    to: go('ground', 'change', id, at, night),
    placeholder: say('ground.change.menu'),
    options: [
      { label: say('ground.change.other'), value: 'other' },
      { label: say('ground.change.all'), value: 'all' },
      { label: say('ground.change.night'), value: 'night', hint: say('ground.change.night-hint') },
    ],
  });
}

function pacing({ picture: shown }: Exercise, { calmText }: Taste): Block[] {
  return shown && !calmText ? [picture({ name: shown.file, data: shown.data, alt: shown.alt })] : [];
}

function oneOf({ say, random }: Context, key: string, names: readonly string[]): string {
  return say(`${key}.${names[random.below(names.length)]}`);
}
