import { UserError } from '../../src/core/errors.ts';
import { quoted } from '../../src/core/own-words.ts';
import { button, type Card, card, type Form, quote, row, text } from '../../src/core/reply.ts';
import {
  type Checkins,
  longestNote,
  withChanged,
  withCheckin,
  without,
  withoutOld,
} from '../../src/people/checkins.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { StoreError } from '../../src/store/errors.ts';
import { UnreadableError } from '../../src/store/seal.ts';
import { instantOf, type Named } from './feeling.ts';
import { historyCard } from './history.ts';
import { localDays } from './local-days.ts';

/**
 * Whether a check-in is kept. `unasked`: the person was never asked. `none`: they said that none is kept. `declined`: they said so just
 * now. `often`: it is the fourth of the day, or a later one.
 */
export interface Keeping {
  state: 'unasked' | 'kept' | 'none' | 'declined' | 'failed' | 'unreadable';
  often: boolean;
}

/** Keeps it, for somebody who wants a history. The answer does not hang on it: a store that is away loses only the entry. */
export function saved(context: Context, entry: Named): Promise<Keeping> {
  return whateverTheStore(async () => {
    const { people, caller } = context;
    const known = await people.read('checkins', caller.id);
    if (!known) return { state: 'unasked', often: false };
    if (!known.keeps) return { state: 'none', often: false };
    return kept(context, entry);
  });
}

/** **Keep a private history**: from now on, and with this one. */
export const keepIt = (context: Context, entry: Named): Promise<Keeping> => kept(context, entry);

/** **Don't keep**: remembered, so that it is not asked again. What was kept before stays until it is deleted. */
export async function keepNone({ people, caller }: Context): Promise<Keeping> {
  await people.change('checkins', caller.id, (known = nothing) => ({ ...known, keeps: false }));
  return { state: 'declined', often: false };
}

/** **Keep a private history**, from the history itself. */
export async function startKeeping(context: Context, [days]: [number]): Promise<Card> {
  const { people, caller } = context;
  await people.change('checkins', caller.id, (known = nothing) => ({ ...known, keeps: true }));
  return historyCard(context, days);
}

/** Where the note of a check-in is written; what it says already stands in it. */
export async function noteForm({ say, people, caller }: Context, [begun]: [string]): Promise<Form> {
  const known = await people.glance('checkins', caller.id);
  const note = known?.entries.find(({ at }) => at === instantOf(begun))?.note;
  return {
    kind: 'form',
    title: say('checkin.note'),
    to: go('checkin', 'noted', begun),
    fields: [
      {
        kind: 'text',
        name: 'note',
        label: say('checkin.note-label'),
        hint: say('checkin.note-hint'),
        required: false,
        long: true,
        most: longestNote,
        ...(note !== undefined && { value: note }),
      },
    ],
  };
}

/** Writes a note to its check-in. Where that is gone, the words are shown, so that they are not lost. */
export async function keepNote(context: Context, begun: string, words: string): Promise<Card> {
  const { say, people, caller } = context;
  if (words.length > longestNote)
    throw new UserError(say('checkin.note-too-long', { most: longestNote, length: words.length }));
  const at = instantOf(begun);
  const after = await people.amend('checkins', caller.id, known =>
    withChanged(known, at, entry => ({ ...entry, note: words === '' ? undefined : words })),
  );
  if (!after?.entries.some(entry => entry.at === at)) {
    return card([text(say('checkin.note-gone')), ...(words === '' ? [] : [quote(words)])]);
  }
  const blocks =
    words === '' ? [text(say('checkin.note-taken'))] : [text(say('checkin.noted')), text(quoted(words))];
  return card([
    ...blocks,
    row(
      button(say('checkin.note-change'), go('checkin', 'note', begun)),
      button(say('checkin.to-history'), go('checkin', 'history', 30)),
    ),
  ]);
}

/** Takes one check-in out of the history. */
export async function drop({ say, people, caller }: Context, [begun]: [string]): Promise<Card> {
  await people.amend('checkins', caller.id, known => without(known, instantOf(begun)));
  return card([text(say('checkin.dropped'))]);
}

async function kept(context: Context, { feeling, strength, at }: Named): Promise<Keeping> {
  const { people, caller, clock } = context;
  const ownOrKnown =
    feeling.kind === 'own' ? { feeling: '', ownWord: feeling.word } : { feeling: feeling.feeling.id };
  const after = await people.change('checkins', caller.id, (known = nothing) => ({
    ...withCheckin(withoutOld(known, clock.now()), { at, strength, ...ownOrKnown }),
    keeps: true,
  }));
  return { state: 'kept', often: await isOften(context, after, at) };
}

async function isOften(context: Context, { entries }: Checkins, at: number): Promise<boolean> {
  const dayOf = await localDays(context);
  return entries.filter(entry => entry.at <= at && dayOf(entry.at) === dayOf(at)).length >= often;
}

async function whateverTheStore(work: () => Promise<Keeping>): Promise<Keeping> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreError) return { state: 'failed', often: false };
    if (error instanceof UnreadableError) return { state: 'unreadable', often: false };
    throw error;
  }
}

const nothing: Checkins = { usedOn: '', keeps: false, entries: [] };
const often = 4;
