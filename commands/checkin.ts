import { z } from 'zod';
import { UserError } from '../src/core/errors.ts';
import type { FeelingGroup } from '../src/library/schema.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { answer, fitting, groups, strengths, words } from './checkin/views.ts';

declare module '../src/router/links.ts' {
  interface Links {
    checkin: {
      open: [];
      group: [];
      word: [group: string];
      strength: [feeling: string];
      tool: [feeling: string, strength: number];
    };
  }
}

/** Naming how it is: a group, a word, how strong, and what may fit. Nothing of it is kept. */
export default defineCommand({
  name: 'checkin',
  description: 'Name how it is right now',
  actions: {
    open: { answers: 'update', with: context => groups(context) },
    group: {
      answers: 'update',
      with: (context, _, { values }) => words(context, groupOf(context, values[0])),
    },
    word: {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, _, { values }) => strengths(context, feelingOf(context, values[0])),
    },
    strength: {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, [feeling], { values }) =>
        answer(context, feelingOf(context, feeling), Number(values[0])),
    },
    tool: {
      answers: 'update',
      args: z.tuple([z.string(), z.coerce.number<string>().int().min(0).max(10)]),
      with: (context, [feeling, strength]) => fitting(context, feelingOf(context, feeling), strength),
    },
  },
});

function groupOf({ words, say }: Context, id: string | undefined): FeelingGroup {
  const group = words.feelings.find(group => group.id === id);
  if (!group) throw new UserError(say('checkin.gone'));
  return group;
}

function feelingOf({ words, say }: Context, id: string | undefined): FeelingGroup['feelings'][number] {
  const feeling = words.feelings.flatMap(({ feelings }) => feelings).find(feeling => feeling.id === id);
  if (!feeling) throw new UserError(say('checkin.gone'));
  return feeling;
}
