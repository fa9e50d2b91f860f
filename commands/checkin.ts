import { z } from 'zod';
import { ownWords } from '../src/core/own-words.ts';
import { type Context, defineCommand, type Input } from '../src/router/command.ts';
import { go } from '../src/router/links.ts';
import { answerCard, toolCard } from './checkin/answer.ts';
import { feelingOf, groupOf, momentOf, type Named, named } from './checkin/feeling.ts';
import { chartCard, historyCard, listCard, mostDays } from './checkin/history.ts';
import { drop, keepIt, keepNone, keepNote, noteForm, saved, startKeeping } from './checkin/keeping.ts';
import { openFrom } from './checkin/opened.ts';
import { again, groups, ownWordForm, strengths, words } from './checkin/steps.ts';

/** A feeling by its id, or '' for an own word, which the card quotes; how strong; and when it was begun. */
type Said = [feeling: string, strength: number, at: string];

declare module '../src/router/links.ts' {
  interface Links {
    checkin: {
      open: [];
      group: [];
      word: [group: string];
      own: [];
      named: [];
      'keep-word': [];
      strength: [feeling: string, at: string];
      again: [of: string, at: string];
      tool: Said;
      keep: Said;
      'keep-none': Said;
      note: [at: string];
      noted: [at: string];
      'keep-note': [at: string];
      drop: [at: string];
      try: [at: string, kind: 'exercise' | 'topic', id: string];
      history: [days: number];
      'start-keeping': [days: number];
      chart: [days: number];
      read: [days: number, page: number];
    };
  }
}

const strength = z.coerce.number<string>().int().min(0).max(10);
/** Buttons of the first cards did not say when they were begun. */
const at = z.string().default('');
const said = z.tuple([z.string(), strength, at]);
const moment = z.tuple([z.string()]);
const days = z.coerce.number<string>().int().min(1).max(mostDays);

export default defineCommand({
  name: 'checkin',
  description: 'Name how it is right now',
  subcommands: {
    now: { description: 'Name how it is right now', run: { answers: 'new', with: groups } },
    history: {
      description: 'What you kept, and a chart of it',
      options: {
        days: { kind: 'whole', description: 'Of how many days (30)', least: 1, most: mostDays },
      },
      run: { answers: 'new', with: (context, { days = usualDays }) => historyCard(context, days) },
    },
  },
  actions: {
    open: { answers: 'update', with: groups },
    group: {
      answers: 'update',
      with: (context, _, { values }) => words(context, groupOf(context, values[0])),
    },
    word: {
      answers: 'update',
      args: z.tuple([z.string()]),
      with: (context, _, { values }) => strengths(context, feelingOf(context, values[0])),
    },
    own: { answers: 'form', with: ownWordForm },
    named: {
      answers: 'update',
      with: (context, _, { texts }) => strengths(context, ownFeeling(context, texts.word)),
      keep: () => go('checkin', 'keep-word'),
      unsure: 'below',
    },
    'keep-word': {
      answers: 'update',
      with: (context, _, { quoted }) => strengths(context, ownFeeling(context, quoted)),
    },
    strength: {
      answers: 'update',
      args: z.tuple([z.string(), at]),
      with: (context, [id, begun], input) => check(context, [id, Number(input.values[0]), begun], input),
    },
    again: {
      answers: 'update',
      args: z.tuple([z.string(), z.string()]),
      with: async (context, [of, begun]) => {
        const same = await again(context, of, momentOf(begun, context.clock.now()));
        return same ? answerCard(context, same, await saved(context, same)) : groups(context);
      },
    },
    tool: {
      answers: 'update',
      args: said,
      with: async (context, args, input) => {
        const entry = sayingOf(context, args, input);
        return toolCard(context, entry, await saved(context, entry));
      },
    },
    keep: {
      answers: 'update',
      args: said,
      with: async (context, args, input) => {
        const entry = sayingOf(context, args, input);
        return toolCard(context, entry, await keepIt(context, entry));
      },
    },
    'keep-none': {
      answers: 'update',
      args: said,
      with: async (context, args, input) => {
        const entry = sayingOf(context, args, input);
        return toolCard(context, entry, await keepNone(context));
      },
    },
    note: { answers: 'form', args: moment, with: noteForm },
    noted: {
      answers: 'update',
      args: moment,
      with: (context, [begun], { texts }) => keepNote(context, begun, ownWords(texts.note ?? '')),
      keep: (_, [begun]) => go('checkin', 'keep-note', begun),
      unsure: 'below',
    },
    'keep-note': {
      answers: 'update',
      args: moment,
      with: (context, [begun], { quoted = '' }) => keepNote(context, begun, quoted),
    },
    drop: { answers: 'update', args: moment, with: drop },
    try: {
      answers: 'update',
      args: z.tuple([z.string(), z.enum(['exercise', 'topic']), z.string()]),
      with: openFrom,
    },
    history: {
      answers: 'update',
      args: z.tuple([days]),
      with: (context, [span]) => historyCard(context, span),
    },
    'start-keeping': { answers: 'update', args: z.tuple([days]), with: startKeeping },
    chart: {
      answers: 'update',
      effort: 'much',
      args: z.tuple([days]),
      with: (context, [span]) => chartCard(context, span),
    },
    read: {
      answers: 'update',
      args: z.tuple([days, z.coerce.number<string>().int().min(0)]),
      with: (context, [span, page]) => listCard(context, span, page),
    },
  },
});

async function check(context: Context, args: Said, input: Input) {
  const entry = sayingOf(context, args, input);
  return answerCard(context, entry, await saved(context, entry));
}

/** What a button says, with the own word from the card it stands on. @throws UserError */
function sayingOf(context: Context, [id, strength, begun]: Said, { quoted }: Input): Named {
  const feeling = id === '' ? ownFeeling(context, quoted) : feelingOf(context, id);
  return named(feeling, strength, momentOf(begun, context.clock.now()));
}

/** A word of one's own; one of the words that are there anyway, where it is the same. */
function ownFeeling(context: Context, typed = '') {
  return feelingOf(context, '', ownWords(typed).replaceAll('\n', ' '));
}

const usualDays = 30;
