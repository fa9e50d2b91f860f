import { z } from 'zod';
import { UserError } from '../src/core/errors.ts';
import { ownWords } from '../src/core/own-words.ts';
import { type Card, card, text } from '../src/core/reply.ts';
import { PLAN_PARTS, type Plan, type PlanPart } from '../src/people/plan.ts';
import { type Context, defineCommand, type Input } from '../src/router/command.ts';
import { go } from '../src/router/links.ts';
import { StoreError } from '../src/store/errors.ts';
import { type Mark, markOf, partForm } from './plan/form.ts';
import { type Saved, save } from './plan/saving.ts';
import {
  askToDelete,
  changedMeanwhile,
  deleted,
  editCard,
  nextToWrite,
  notSaved,
  planCard,
  takenOut,
  tooLong,
} from './plan/views.ts';

declare module '../src/router/links.ts' {
  interface Links {
    plan: {
      open: [];
      page: [page: number];
      edit: [];
      begin: [];
      write: [part: PlanPart];
      written: [part: PlanPart, before: Mark];
      keep: [part: PlanPart, before: Mark];
      put: [part: PlanPart, before: Mark];
      delete: [];
    };
  }
}

const part = z.enum(PLAN_PARTS);
/** Which part, and what stood in it when its form was opened or its button drawn. */
const partSent = z.tuple([part, z.string()]);

/** What somebody wants to have at hand on a bad night, in their own words: parts that are all optional, each saved at once. */
export default defineCommand({
  name: 'plan',
  description: 'Notes to yourself for a hard day',
  subcommands: {
    show: {
      description: 'Read it',
      run: { answers: 'new', with: async context => planCard(context, await planOf(context)) },
    },
    edit: {
      description: 'Write or change a part of it',
      run: { answers: 'new', with: async context => editCard(context, await planOf(context)) },
    },
    delete: {
      description: 'Delete all of it',
      run: { answers: 'new', with: beforeDeleting },
    },
  },
  actions: {
    open: { answers: 'update', with: async context => planCard(context, await planOf(context)) },
    page: {
      answers: 'update',
      args: z.tuple([z.coerce.number<string>().int().min(0)]),
      with: async (context, [page]) => planCard(context, await planOf(context), { page }),
    },
    edit: { answers: 'update', with: async context => editCard(context, await planOf(context)) },
    begin: {
      answers: 'form',
      with: async context => {
        const plan = await planOf(context);
        return partForm(context, plan, nextToWrite(plan));
      },
    },
    write: {
      answers: 'form',
      args: z.tuple([part]),
      with: async (context, [part]) => partForm(context, await planOf(context), part),
    },
    written: {
      answers: 'update',
      args: partSent,
      unsure: 'below',
      keep: (_, [part, before]) => go('plan', 'keep', part, before),
      with: (context, [part, before], { texts }) =>
        saved(context, { part, before, words: ownWords(texts[part] ?? '') }),
    },
    // A message of its own: the card with the ways to a person stays.
    keep: {
      answers: 'new',
      args: partSent,
      with: (context, [part, before], input) =>
        saved(context, { part, before, words: wordsOn(context, input), note: context.say('plan.kept-it') }),
    },
    put: {
      answers: 'update',
      args: partSent,
      with: (context, [part, before], input) =>
        saved(context, { part, before, words: wordsOn(context, input) }),
    },
    delete: { answers: 'update', with: deletedPlan },
  },
});

const planOf = ({ people, caller }: Context): Promise<Plan | undefined> => people.read('plan', caller.id);

/** The own words that the card with the button quotes. */
function wordsOn({ say }: Context, { quoted }: Input): string {
  const words = ownWords(quoted ?? '');
  if (words === '') throw new UserError(say('plan.no-words'));
  return words;
}

interface Sent {
  part: PlanPart;
  before: Mark;
  words: string;
  /** What is said where all went as it was meant to. */
  note?: string;
}

async function saved(context: Context, sent: Sent): Promise<Card> {
  const { say } = context;
  const { part, words, before, note = say('plan.saved') } = sent;
  const done = await save(context, sent);
  switch (done.kind) {
    case 'saved':
      return planCard(context, done.plan, { part, note });
    case 'saved-before':
      return beside(planCard(context, done.plan, { part, note }));
    case 'rest-gone':
      return planCard(context, done.plan, { part, note: say('plan.rest-gone') });
    case 'changed-meanwhile':
      return overwritten(context, sent, done);
    case 'taken-out':
      return takenOut(context, part, done.stood, markOf(done.plan, part));
    case 'was-empty':
      return editCard(context, done.plan, say('plan.was-empty'));
    case 'taken-out-before':
      return beside(card([text(say('plan.was-empty'))]));
    case 'too-long':
      return tooLong(context, part, words);
    case 'not-saved':
      return notSaved(context, part, { why: done.why, words, before });
  }
}

function overwritten(
  context: Context,
  { part, words }: Sent,
  { plan, stood }: Extract<Saved, { kind: 'changed-meanwhile' }>,
): Card {
  if (stood === undefined)
    return planCard(context, plan, { part, note: context.say('plan.changed.emptied') });
  return changedMeanwhile(context, part, { words, stood, before: markOf(plan, part) });
}

/** In a message of its own: what the first sending gave back stays where it stands. */
const beside = (answer: Card): Card => ({ ...answer, aside: true });

/** A plan that cannot be read, or not now, can be deleted all the same. */
async function beforeDeleting(context: Context): Promise<Card> {
  const plan = await context.people.peek('plan', context.caller.id);
  return plan === undefined ? deleted(context, false) : askToDelete(context);
}

async function deletedPlan(context: Context): Promise<Card> {
  const { people, caller, say } = context;
  try {
    return deleted(context, await people.eraseOne('plan', caller.id));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return card([text(say('plan.delete.not-yet'))]);
  }
}
