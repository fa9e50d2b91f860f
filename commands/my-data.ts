import { z } from 'zod';
import type { Card } from '../src/core/reply.ts';
import type { Shown } from '../src/people/person.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { countryName } from '../src/safety/lines.ts';
import { StoreError } from '../src/store/errors.ts';
import { UnreadableError } from '../src/store/seal.ts';
import {
  asFile,
  asText,
  checkinsNotYet,
  checkinsReceipt,
  exportChoice,
  kept,
  noCheckins,
  notYet,
  receipt,
  shownCard,
  tidied,
  whatToDelete,
} from './my-data/views.ts';

declare module '../src/router/links.ts' {
  interface Links {
    'my-data': { here: []; file: []; page: [what: 'words' | 'all', page: number]; delete: [what: Deletion] };
  }
}

const deletions = ['all', 'records', 'checkins', 'nothing'] as const;
type Deletion = (typeof deletions)[number];

export default defineCommand({
  name: 'my-data',
  description: 'See, take away or delete what is kept',
  subcommands: {
    show: {
      description: 'Everything that is kept, why, and until when',
      run: { answers: 'new', tracks: false, with: async context => shownCard(context, await shown(context)) },
    },
    export: {
      description: 'Take it away, as text or as a file',
      run: { answers: 'new', with: context => exportChoice(context) },
    },
    delete: {
      description: 'Delete it, all or in part',
      run: { answers: 'new', tracks: false, with: context => whatToDelete(context) },
    },
    tidy: {
      description: 'Delete my messages in our DM',
      run: {
        answers: 'new',
        tracks: false,
        with: async context => tidied(context, await context.messages.tidy(context.caller.id)),
      },
    },
  },
  actions: {
    here: { answers: 'update', with: async context => asText(context, await shown(context)) },
    file: { answers: 'update', effort: 'much', with: async context => asFile(context, await shown(context)) },
    page: {
      answers: 'update',
      tracks: false,
      args: z.tuple([z.enum(['words', 'all']), z.coerce.number<string>().int().min(0)]),
      with: async (context, [what, page]) =>
        (what === 'all' ? asText : shownCard)(context, await shown(context), page),
    },
    delete: {
      answers: 'update',
      tracks: false,
      args: z.tuple([z.enum(deletions)]),
      with: (context, [what]) => deleted(context, what),
    },
  },
});

const shown = ({ people, caller, say, words }: Context): Promise<Shown[]> =>
  people.show(caller.id, {
    say,
    exercise: id => words.exercises.find(exercise => exercise.id === id)?.title ?? id,
    feeling: id => words.feelings.flatMap(({ feelings }) => feelings).find(one => one.id === id)?.label ?? id,
    country: code => countryName(code, caller.locale),
    locale: caller.locale,
  });

/** Records first, then the receipt, and then the messages: those take a while. */
async function deleted(context: Context, what: Deletion): Promise<Card> {
  if (what === 'nothing') return kept(context);
  if (what === 'checkins') return checkinsDeleted(context);
  const { people, nudges, messages, caller, afterwards } = context;
  const withMessages = what === 'all';
  if (withMessages) afterwards(async () => void (await messages.tidy(caller.id)));
  nudges.forget(caller.id);
  try {
    return receipt(context, await people.erase(caller.id), withMessages);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return notYet(context, withMessages);
  }
}

/** Counts them first, where they can be read; whoever cannot read them can still delete them. */
async function checkinsDeleted(context: Context): Promise<Card> {
  const { people, caller } = context;
  try {
    const count = await countOf(context);
    const wasThere = await people.eraseOne('checkins', caller.id);
    return wasThere ? checkinsReceipt(context, count) : noCheckins(context);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return checkinsNotYet(context);
  }
}

async function countOf({ people, caller }: Context): Promise<number> {
  try {
    return (await people.read('checkins', caller.id))?.entries.length ?? 0;
  } catch (error) {
    if (error instanceof UnreadableError) return 1;
    throw error;
  }
}
