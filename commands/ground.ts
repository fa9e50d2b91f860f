import { z } from 'zod';
import { UserError } from '../src/core/errors.ts';
import { type Card, type Choice, type Reply, small } from '../src/core/reply.ts';
import type { Exercise } from '../src/library/schema.ts';
import { suggest } from '../src/library/suggest.ts';
import { withLeftOut, withOutcome } from '../src/people/helped.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { go } from '../src/router/links.ts';
import { after, first, type Night } from './ground/rotation.ts';
import { tasteOf } from './ground/taste.ts';
import { join, next, type Pressed, post, propose } from './ground/together.ts';
import { notPosted } from './ground/together-views.ts';
import {
  allSteps,
  ended,
  type How,
  harder,
  harderAgain,
  lastQuestion,
  leftOut,
  same,
  step,
} from './ground/views.ts';

declare module '../src/router/links.ts' {
  interface Links {
    ground: {
      open: [exercise: string] | [exercise: string, night: Night];
      next: [exercise: string, step: number, night: Night];
      skip: [exercise: string, step: number, night: Night];
      stop: [exercise: string, night: Night];
      change: [exercise: string, step: number, night: Night];
      feel: [exercise: string, how: How, night: Night];
      'leave-out': [exercise: string];
      end: [];
      post: [exercise: string];
      'not-now': [exercise: string];
      join: Pressed;
      on: Pressed;
      alone: [exercise: string, step: number];
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
    together: { kind: 'flag', description: 'In this channel, with whoever joins' },
  },
  run: { answers: 'new', with: start, goOn: goOnTo },
  actions: {
    open: { answers: 'update', args: openArgs(), with: (context, [id, night]) => open(context, id, night) },
    next: { answers: 'update', args: stepArgs(), with: oneFurther },
    skip: { answers: 'update', args: stepArgs(), with: oneFurther },
    stop: {
      answers: 'update',
      args: openArgs(),
      with: (context, [id, night]) => lastQuestion(context, find(context, id), night),
    },
    change: {
      answers: 'update',
      args: stepArgs(),
      with: (context, [id, , night], { values }) => change(context, find(context, id), night, values[0]),
    },
    feel: {
      answers: 'update',
      args: z.tuple([z.string(), z.enum(['easier', 'same', 'harder', 'none']), night()]),
      with: (context, [id, how, night]) => felt(context, find(context, id), how, night),
    },
    'leave-out': {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, [id]) => leaveOut(context, find(context, id)),
    },
    end: { answers: 'update', with: context => ended(context, 'ended') },
    post: {
      answers: 'instead',
      audience: 'public',
      args: z.tuple([z.string()]),
      with: (context, [id]) => post(context, find(context, id)),
    },
    'not-now': {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, [id]) => notPosted(context, find(context, id)),
    },
    join: { answers: 'board', args: pressedArgs(), with: join },
    on: {
      answers: 'board',
      args: pressedArgs(),
      with: (context, pressed) => next(context, find(context, pressed[1]), pressed),
    },
    alone: {
      answers: 'update',
      args: z.tuple([z.string(), at()]),
      with: async (context, [id, at]) => step(context, await tasteOf(context), find(context, id), at, 'day'),
    },
  },
});

function exerciseTitles({ words }: Context, typed: string): Choice[] {
  return suggest(words.exercises, typed).map(({ id, title }) => ({ name: title, value: id }));
}

interface Options {
  exercise?: string | undefined;
  together?: boolean | undefined;
}

async function start(context: Context, { exercise, together }: Options): Promise<Card> {
  const known = exercise === undefined ? undefined : byNameOrId(context, exercise);
  const card = together ? await propose(context, known) : await open(context, known?.id ?? '');
  if (exercise === undefined || known) return card;
  return { ...card, blocks: [small(context.say('ground.unknown')), ...card.blocks] };
}

function goOnTo(context: Context, { exercise }: Options) {
  const known = exercise === undefined ? undefined : byNameOrId(context, exercise);
  return go('ground', 'open', known?.id ?? '');
}

async function open(context: Context, id: string, night: Night = 'day'): Promise<Card> {
  const taste = await tasteOf(context);
  return step(context, taste, id === '' ? first(context, taste) : find(context, id), 1, night);
}

async function oneFurther(context: Context, [id, at, night]: [string, number, Night]): Promise<Card> {
  const exercise = find(context, id);
  if (at >= exercise.steps.length) return lastQuestion(context, exercise, night);
  return step(context, await tasteOf(context), exercise, at + 1, night);
}

async function change(
  context: Context,
  exercise: Exercise,
  night: Night,
  what: string | undefined,
): Promise<Card> {
  const taste = await tasteOf(context);
  if (what === 'all') return allSteps(context, taste, exercise, night);
  const chosen = what === 'night' ? 'night' : night;
  return step(context, taste, after(context, taste, exercise, chosen), 1, chosen);
}

/** The answer never waits for what it teaches: that is written afterwards, and a store that is away loses only that. */
async function felt(context: Context, exercise: Exercise, how: How, night: Night): Promise<Reply> {
  if (how === 'none') return ended(context, 'ended');
  const { people, caller, clock } = context;
  const taste = await tasteOf(context);
  context.afterwards(async () => {
    await people.change('helped', caller.id, (known = { exercises: {}, usedOn: '' }) =>
      withOutcome(known, exercise.id, how, clock.now()),
    );
  });
  if (how === 'same') return same(context, taste, exercise, night);
  if (how === 'easier') return ended(context, 'easier');
  return taste.harderToday ? harderAgain(context) : harder(context, exercise);
}

async function leaveOut(context: Context, exercise: Exercise): Promise<Card> {
  await context.people.change('helped', context.caller.id, (known = { exercises: {}, usedOn: '' }) =>
    withLeftOut(known, exercise.id),
  );
  return leftOut(context, exercise);
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
  return z.tuple([z.string(), at(), night()]);
}

function pressedArgs() {
  return z.tuple([z.coerce.number<string>().int(), z.string(), at()]);
}

function at() {
  return z.coerce.number<string>().int().min(1);
}

function openArgs() {
  return z.tuple([z.string(), night()]);
}

/** Buttons of the first cards did not say; those were for the day. */
function night() {
  return z.enum(['day', 'night']).default('day');
}
