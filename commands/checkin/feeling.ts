import { UserError } from '../../src/core/errors.ts';
import type { FeelingGroup } from '../../src/library/schema.ts';
import { type Checkin, longestOwnWord } from '../../src/people/checkins.ts';
import type { Context } from '../../src/router/command.ts';

/** One of the feelings of content/, or a word of the person's own. */
export type Feeling =
  | { kind: 'known'; feeling: FeelingGroup['feelings'][number] }
  | { kind: 'own'; word: string };

/** A check-in as somebody just said it. `at`: when it was begun, in milliseconds. */
export interface Named {
  feeling: Feeling;
  strength: number;
  at: number;
}

export const named = (feeling: Feeling, strength: number, at: number): Named => ({ feeling, strength, at });

/** @throws UserError where there is no such group any more. */
export function groupOf({ words, say }: Context, id: string | undefined): FeelingGroup {
  const group = words.feelings.find(group => group.id === id);
  if (!group) throw new UserError(say('checkin.gone'));
  return group;
}

/** The feeling of an id; without one, the own word, or the feeling that is called so. @throws UserError where there is neither. */
export function feelingOf({ words, say }: Context, id: string | undefined, word = ''): Feeling {
  const all = words.feelings.flatMap(({ feelings }) => feelings);
  const plain = word.toLowerCase();
  const feeling = all.find(one => (id === '' ? one.label.toLowerCase() === plain : one.id === id));
  if (feeling) return { kind: 'known', feeling };
  if (id !== '' || word === '') throw new UserError(say('checkin.gone'));
  if (word.length > longestOwnWord)
    throw new UserError(say('checkin.own-too-long', { most: longestOwnWord, length: word.length }));
  return { kind: 'own', word };
}

/** What a kept check-in said, where its word is still there. */
export function namedBefore(
  { words }: Context,
  { feeling: id, ownWord, strength, at }: Checkin,
): Named | undefined {
  if (ownWord !== undefined) return { feeling: { kind: 'own', word: ownWord }, strength, at };
  const feeling = words.feelings.flatMap(({ feelings }) => feelings).find(one => one.id === id);
  return feeling && { feeling: { kind: 'known', feeling }, strength, at };
}

/** The word for it, as it stands on a card. */
export const wordFor = (feeling: Feeling): string =>
  feeling.kind === 'own' ? feeling.word : feeling.feeling.label;

/** The id that buttons carry; none for an own word, which the card quotes. */
export const idOf = (feeling: Feeling): string => (feeling.kind === 'own' ? '' : feeling.feeling.id);

/** An instant as buttons carry it, to the second. */
export const momentArg = (ms: number): string => Math.floor(ms / 1_000).toString(36);

/** The instant a button carries. A card that lay for a day begins anew, and so does one that never said. */
export function momentOf(arg: string, now: number): number {
  const ms = Number.parseInt(arg, 36) * 1_000;
  return ms > now - dayMs && ms <= now ? ms : Math.floor(now / 1_000) * 1_000;
}

/** The instant a button carries, however long ago. */
export const instantOf = (arg: string): number => Number.parseInt(arg, 36) * 1_000;

const dayMs = 24 * 60 * 60_000;
