import { z } from 'zod';
import type { Card } from '../src/core/reply.ts';
import { knownZone } from '../src/people/zones.ts';
import { type Context, defineCommand, type Input } from '../src/router/command.ts';
import { go } from '../src/router/links.ts';
import * as answers from './promise/answers.ts';
import { form, fromForm, keepLink, make } from './promise/make.ts';
import { type How, hows, questionContent } from './promise/question.ts';
import { sayAgain } from './promise/views.ts';
import { type When, whenSchema } from './promise/when.ts';

type OnQuestion = [name: string, slot: string, part: number, madeAt: number];

declare module '../src/router/links.ts' {
  interface Links {
    promise: {
      form: [];
      asked: [];
      set: [when: string, zone: string];
      instead: [when: string, zone: string];
      zone: [when: string];
      stay: [];
      'let-go': [madeAt: number];
      list: [page: number];
      kept: OnQuestion;
      changed: OnQuestion;
      'not-today': OnQuestion;
      what: OnQuestion;
      answer: [how: How, madeAt: number, message: string];
      recall: [];
    };
  }
}

const zoneOrNone = z.string().refine(zone => zone === '' || knownZone(zone) !== undefined);
const madeAt = z.coerce.number<string>();
const { onQuestion } = answers;

/** A tiny promise to oneself, asked about once. The question goes the way of the daily messages. */
export default defineCommand({
  name: 'promise',
  description: 'One small thing for yourself, asked about once',
  nudges: { promise: questionContent },
  subcommands: {
    make: { description: 'Write one down', run: { answers: 'form', with: context => form(context) } },
    list: {
      description: 'The ones you kept',
      run: { answers: 'new', with: context => answers.list(context, 0) },
    },
  },
  actions: {
    form: { answers: 'form', with: (context, _, { quoted }) => form(context, quoted) },
    asked: {
      answers: 'update',
      with: (context, _, input) => fromForm(context, input),
      refuses: () => go('promise', 'form'),
      keep: (context, _, input) => keepLink(context, input),
    },
    set: {
      answers: 'update',
      args: z.tuple([whenSchema, zoneOrNone]),
      with: (context, [when, zone], input) => fromCard(context, input, { when, zone }),
    },
    instead: {
      answers: 'update',
      args: z.tuple([whenSchema, zoneOrNone]),
      with: (context, [when, zone], input) => fromCard(context, input, { when, zone, takesPlace: true }),
    },
    zone: {
      answers: 'update',
      args: z.tuple([whenSchema]),
      with: (context, [when], input) => fromCard(context, input, { when, zone: input.values[0] ?? '' }),
    },
    stay: { answers: 'update', with: answers.staysAsItIs },
    'let-go': {
      answers: 'update',
      args: z.tuple([madeAt]),
      with: (context, [madeAt]) => answers.letGo(context, madeAt),
    },
    list: {
      answers: 'update',
      args: z.tuple([z.coerce.number<string>().int().min(0)]),
      with: (context, [page]) => answers.list(context, page),
    },
    kept: {
      answers: 'instead',
      args: onQuestion,
      with: (context, args) => answers.answerOn(context, 'kept', args),
    },
    changed: {
      answers: 'instead',
      args: onQuestion,
      with: (context, args) => answers.answerOn(context, 'changed', args),
    },
    'not-today': {
      answers: 'instead',
      args: onQuestion,
      with: (context, args) => answers.answerOn(context, 'not-today', args),
    },
    what: { answers: 'new', args: onQuestion, with: answers.what },
    answer: {
      answers: 'update',
      args: z.tuple([z.enum(hows), madeAt, z.string().regex(/^\d*$/)]),
      with: answers.answerFrom,
    },
    recall: { answers: 'new', with: answers.recall },
  },
});

interface OnCard {
  when: When;
  zone: string;
  takesPlace?: boolean;
}

/** Goes on with the words that stand on the card. */
async function fromCard(
  context: Context,
  { quoted }: Input,
  { when, zone, takesPlace }: OnCard,
): Promise<Card> {
  if (quoted === undefined) return sayAgain(context, context.say('promise.no-words'));
  return make(context, { words: quoted, when, ...(zone && { zone }) }, takesPlace);
}
