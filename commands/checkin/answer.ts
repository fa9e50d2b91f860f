import {
  type ActionButton,
  type Block,
  button,
  type Card,
  card,
  quote,
  row,
  small,
  text,
} from '../../src/core/reply.ts';
import type { Exercise, Topic } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { first } from '../ground/rotation.ts';
import { type Taste, tasteOf } from '../ground/taste.ts';
import { type Feeling, idOf, momentArg, type Named } from './feeling.ts';
import type { Keeping } from './keeping.ts';

/** What comes once feeling and strength are named. From 8 on a person is offered before anything else. */
export async function answerCard(context: Context, entry: Named, keeping: Keeping): Promise<Card> {
  const { say } = context;
  if (entry.strength < strong) return toolCard(context, entry, keeping);
  return card([
    ...heading(context, entry),
    text(say('checkin.strong')),
    row(
      button(say('checkin.talk'), go('help-now', 'talk', ''), 'main'),
      button(say('checkin.tool'), go('checkin', 'tool', ...args(entry))),
    ),
    ...(keeping.state === 'kept' ? [small(say('checkin.kept'))] : []),
  ]);
}

/** An exercise and a page that fit, and whether it is kept. */
export async function toolCard(context: Context, entry: Named, keeping: Keeping): Promise<Card> {
  const { say } = context;
  const fitting = await buttonsFor(context, entry, keeping);
  return card([
    ...heading(context, entry),
    ...(keeping.often ? [text(say('checkin.often'))] : []),
    ...(fitting.length > 0 ? [text(say('checkin.fits')), row(...fitting)] : []),
    ...keepingBlocks(context, entry, keeping),
  ]);
}

function heading({ say }: Context, { feeling, strength }: Named): Block[] {
  if (feeling.kind === 'own') return [quote(feeling.word), text(say('checkin.named-own', { strength }))];
  return [text(say('checkin.named', { feeling: feeling.feeling.label, strength }))];
}

async function buttonsFor(context: Context, entry: Named, { often }: Keeping): Promise<ActionButton[]> {
  const { say } = context;
  const taste = await tasteOf(context);
  const at = momentArg(entry.at);
  const exercise = taste.harderToday ? undefined : exerciseFor(context, taste, entry.feeling);
  const topic = await topicFor(context, entry.feeling);
  const person = button(say('help-now.trust.button'), go('help-now', 'trust', ''));
  return [
    ...(often ? [person] : []),
    ...(exercise
      ? [button(exercise.title, go('checkin', 'try', at, 'exercise', exercise.id), 'main')]
      : [button(say('help-now.plan.button'), go('help-now', 'plan', ''))]),
    ...(topic ? [button(topic.title, go('checkin', 'try', at, 'topic', topic.id))] : []),
  ];
}

/** The one beside the word, unless this person would rather not be offered it. */
function exerciseFor(context: Context, taste: Taste, feeling: Feeling): Exercise {
  const id = feeling.kind === 'known' ? feeling.feeling.exercise : undefined;
  const fitting = context.words.exercises.find(one => one.id === id && !taste.avoids(one));
  return fitting ?? first(context, taste);
}

/** For an own word only a page that surely fits. */
async function topicFor({ words }: Context, feeling: Feeling): Promise<Topic | undefined> {
  if (feeling.kind === 'known') return words.topics.find(({ id }) => id === feeling.feeling.topic);
  // The card may be older than the process, which then has not read a word yet.
  await words.learn();
  const { fit, nearest } = words.search(feeling.word);
  return fit === 'good' ? nearest[0] : undefined;
}

function keepingBlocks({ say }: Context, entry: Named, { state }: Keeping): Block[] {
  const at = momentArg(entry.at);
  switch (state) {
    case 'unasked':
      return [
        text(say('checkin.keep-question')),
        row(
          button(say('checkin.keep'), go('checkin', 'keep', ...args(entry))),
          button(say('checkin.keep-none'), go('checkin', 'keep-none', ...args(entry))),
        ),
      ];
    case 'kept':
      return [
        small(say('checkin.kept')),
        row(
          button(say('checkin.note'), go('checkin', 'note', at)),
          button(say('checkin.drop'), go('checkin', 'drop', at)),
        ),
      ];
    case 'none':
      return [];
    case 'failed':
      return [small(say('checkin.not-saved'))];
    case 'unreadable':
      return [small(say('error.unreadable'))];
    case 'declined':
      return [small(say('checkin.none-kept'))];
  }
}

const args = ({ feeling, strength, at }: Named): [string, number, string] => [
  idOf(feeling),
  strength,
  momentArg(at),
];

const strong = 8;
