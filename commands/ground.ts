import { z } from 'zod';
import { UserError } from '../src/core/errors.ts';
import { type Card, type Choice, type Reply, small } from '../src/core/reply.ts';
import type { Exercise } from '../src/library/schema.ts';
import { suggest } from '../src/library/suggest.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { go } from '../src/router/links.ts';
import { after, first, type Night } from './ground/rotation.ts';
import { allSteps, ended, type How, harder, lastQuestion, same, step } from './ground/views.ts';

declare module '../src/router/links.ts' {
  interface Links {
    ground: {
      open: [exercise: string];
      next: [exercise: string, step: number, night: Night];
      skip: [exercise: string, step: number, night: Night];
      stop: [exercise: string];
      change: [exercise: string, step: number, night: Night];
      feel: [exercise: string, how: How];
      end: [];
    };
  }
}

export default defineCommand({
  name: 'ground',
  description: 'A short exercise to come back to the present',
  options: {
    exercise: {
      kind: 'text',
      description: 'Which one (leave empty and I pick)',
      most: 300,
      complete: exerciseTitles,
    },
  },
  run: { answers: 'new', with: start, goOn: goOnTo },
  actions: {
    open: {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, [id]) => step(context, id === '' ? first(context) : find(context, id), 1, 'day'),
    },
    next: { answers: 'update', args: stepArgs(), with: oneFurther },
    skip: { answers: 'update', args: stepArgs(), with: oneFurther },
    stop: {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, [id]) => lastQuestion(context, find(context, id)),
    },
    change: {
      answers: 'update',
      args: stepArgs(),
      with: (context, [id, , night], { values }) => change(context, find(context, id), night, values[0]),
    },
    feel: {
      answers: 'update',
      args: z.tuple([z.string(), z.enum(['easier', 'same', 'harder', 'none'])]),
      with: (context, [id, how]) => felt(context, find(context, id), how),
    },
    end: { answers: 'update', with: context => ended(context, 'ended') },
  },
});

function exerciseTitles({ words }: Context, typed: string): Choice[] {
  return suggest(words.exercises, typed).map(({ id, title }) => ({ name: title, value: id }));
}

function start(context: Context, { exercise }: { exercise?: string | undefined }): Card {
  const known = exercise === undefined ? first(context) : byNameOrId(context, exercise);
  if (known) return step(context, known, 1, 'day');
  const card = step(context, first(context), 1, 'day');
  return { ...card, blocks: [small(context.say('ground.unknown')), ...card.blocks] };
}

function goOnTo(context: Context, { exercise }: { exercise?: string | undefined }) {
  const known = exercise === undefined ? undefined : byNameOrId(context, exercise);
  return go('ground', 'open', known?.id ?? '');
}

function oneFurther(context: Context, [id, at, night]: [string, number, Night]): Card {
  const exercise = find(context, id);
  return at < exercise.steps.length
    ? step(context, exercise, at + 1, night)
    : lastQuestion(context, exercise);
}

function change(context: Context, exercise: Exercise, night: Night, what: string | undefined): Card {
  if (what === 'all') return allSteps(context, exercise, night);
  const chosen = what === 'night' ? 'night' : night;
  return step(context, after(context, exercise, chosen), 1, chosen);
}

function felt(context: Context, exercise: Exercise, how: How): Reply {
  if (how === 'same') return same(context, exercise);
  if (how === 'harder') return harder(context);
  return ended(context, how === 'easier' ? 'easier' : 'ended');
}

function byNameOrId({ words }: Context, typed: string): Exercise | undefined {
  return words.exercises.find(({ id }) => id === typed) ?? suggest(words.exercises, typed, 1)[0];
}

function find({ words, say }: Context, id: string): Exercise {
  const exercise = words.exercises.find(exercise => exercise.id === id);
  if (!exercise) throw new UserError(say('ground.gone'));
  return exercise;
}

function stepArgs() {
  return z.tuple([z.string(), z.coerce.number<string>().int().min(1), z.enum(['day', 'night'])]);
}
