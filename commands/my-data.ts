import { z } from 'zod';
import type { Card } from '../src/core/reply.ts';
import type { Shown } from '../src/people/person.ts';
import { type Context, defineCommand } from '../src/router/command.ts';
import { countryName } from '../src/safety/lines.ts';
import { StoreError } from '../src/store/errors.ts';
import {
  asFile,
  asText,
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
    file: { answers: 'update', with: async context => asFile(context, await shown(context)) },
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
    country: code => countryName(code, caller.locale),
    locale: caller.locale,
  });

/** Records first, then the receipt, and then the messages: those take a while. */
async function deleted(context: Context, what: Deletion): Promise<Card> {
  if (what === 'nothing') return kept(context);
  if (what === 'checkins') return noCheckins(context);
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
