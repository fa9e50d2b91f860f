import { literal } from '../../src/core/own-words.ts';
import {
  type ActionButton,
  type Block,
  button,
  type Card,
  card,
  type Form,
  menu,
  quote,
  row,
  small,
  text,
} from '../../src/core/reply.ts';
import type { FeelingGroup } from '../../src/library/schema.ts';
import { longestOwnWord } from '../../src/people/checkins.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { type Feeling, idOf, instantOf, momentArg, type Named, namedBefore, wordFor } from './feeling.ts';

/** First, roughly what it is like; or the same as the last time, in one press. */
export async function groups(context: Context): Promise<Card> {
  const { words, say, clock } = context;
  const last = await lastOne(context);
  const options = words.feelings.map(({ id, label }) => ({ label, value: id }));
  const at = momentArg(clock.now());
  return card([
    text(say('checkin.groups')),
    menu({ to: go('checkin', 'group'), placeholder: say('checkin.groups-menu'), options }),
    ...(last ? [small(lastLine(context, last))] : []),
    row(
      ...(last ? [button(say('checkin.again'), go('checkin', 'again', momentArg(last.at), at), 'main')] : []),
      ownButton(context),
    ),
  ]);
}

/** Then the word for it, each with what it can be like. */
export function words(context: Context, { id, feelings }: FeelingGroup): Card {
  const { say } = context;
  const options = feelings.map(({ id, label, line }) => ({
    label,
    value: id,
    hint: line.slice(0, longestHint),
  }));
  return card([
    text(say('checkin.words')),
    menu({ to: go('checkin', 'word', id), placeholder: say('checkin.words-menu'), options }),
    row(back(context), ownButton(context)),
  ]);
}

/** Then how strong it is, from 0 to 10. */
export function strengths(context: Context, feeling: Feeling): Card {
  const { say, clock } = context;
  const options = Array.from({ length: 11 }, (_, strength) => ({
    label: say(
      `checkin.strength.${strength === 0 || strength === 10 ? strength : 'between'}`,
      strength % 10 === 0 ? {} : { strength },
    ),
    value: String(strength),
  }));
  const to = go('checkin', 'strength', idOf(feeling), momentArg(clock.now()));
  return card([
    ...heading(feeling),
    menu({ to, placeholder: say('checkin.strength-menu'), options }),
    row(back(context)),
  ]);
}

/** A word of one's own; private while it is typed. */
export function ownWordForm({ say }: Context): Form {
  return {
    kind: 'form',
    title: say('checkin.own'),
    to: go('checkin', 'named'),
    fields: [
      {
        kind: 'text',
        name: 'word',
        label: say('checkin.own-label'),
        hint: say('checkin.own-hint'),
        required: true,
        long: false,
        most: longestOwnWord,
      },
    ],
  };
}

/** The check-in that **Same as last time** repeats, as one of now; nothing where it is not kept any more. */
export async function again(context: Context, of: string, at: number): Promise<Named | undefined> {
  const kept = await context.people.read('checkins', context.caller.id);
  const before = kept?.entries.find(entry => entry.at === instantOf(of));
  const named = before && namedBefore(context, before);
  return named && { ...named, at };
}

async function lastOne(context: Context): Promise<Named | undefined> {
  const { people, caller } = context;
  const last = (await people.glance('checkins', caller.id))?.entries.at(-1);
  return last && namedBefore(context, last);
}

function lastLine({ say }: Context, { feeling, strength }: Named): string {
  return say('checkin.last', { feeling: literal(wordFor(feeling)), strength });
}

function heading(feeling: Feeling): Block[] {
  if (feeling.kind === 'own') return [quote(feeling.word)];
  const { label, line } = feeling.feeling;
  return [text(`**${label}**\n${line}`)];
}

const ownButton = ({ say }: Context): ActionButton => button(say('checkin.own'), go('checkin', 'own'));
const back = ({ say }: Context): ActionButton => button(say('checkin.back'), go('checkin', 'open'));

/** Discord's limit. */
const longestHint = 100;
