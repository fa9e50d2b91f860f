import { button, type Card, card, menu, row, text } from '../../src/core/reply.ts';
import type { FeelingGroup } from '../../src/library/schema.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';

type Feeling = FeelingGroup['feelings'][number];

/** First, roughly what it is like. */
export function groups({ words, say }: Context): Card {
  const options = words.feelings.map(({ id, label }) => ({ label, value: id }));
  return card([
    text(say('checkin.groups')),
    menu({ to: go('checkin', 'group'), placeholder: say('checkin.groups-menu'), options }),
  ]);
}

/** Then the word for it, each with what it can be like. */
export function words({ say }: Context, { id, feelings }: FeelingGroup): Card {
  const options = feelings.map(({ id, label, line }) => ({
    label,
    value: id,
    hint: line.slice(0, longestHint),
  }));
  return card([
    text(say('checkin.words')),
    menu({ to: go('checkin', 'word', id), placeholder: say('checkin.words-menu'), options }),
    row(button(say('checkin.back'), go('checkin', 'open'))),
  ]);
}

/** Then how strong it is, from 0 to 10. */
export function strengths({ say }: Context, { id, label, line }: Feeling): Card {
  const options = Array.from({ length: 11 }, (_, strength) => ({
    label: say(
      `checkin.strength.${strength === 0 || strength === 10 ? strength : 'between'}`,
      strength % 10 === 0 ? {} : { strength },
    ),
    value: String(strength),
  }));
  return card([
    text(`**${label}**\n${line}`),
    menu({ to: go('checkin', 'strength', id), placeholder: say('checkin.strength-menu'), options }),
  ]);
}

/** From 8 on a person is offered before anything else. */
export function answer(context: Context, feeling: Feeling, strength: number): Card {
  const { say } = context;
  if (strength < strong) return fitting(context, feeling, strength);
  return card([
    text(say('checkin.named', { feeling: feeling.label, strength })),
    text(say('checkin.strong')),
    row(
      button(say('checkin.talk'), go('help-now', 'talk', ''), 'main'),
      button(say('checkin.tool'), go('checkin', 'tool', feeling.id, strength)),
    ),
  ]);
}

/** What may fit it now: an exercise, and a page where there is one. */
export function fitting(
  { words, say }: Context,
  { label, exercise, topic }: Feeling,
  strength: number,
): Card {
  const title = words.exercises.find(({ id }) => id === exercise)?.title;
  const page = words.topics.find(({ id }) => id === topic)?.title;
  return card([
    text(say('checkin.named', { feeling: label, strength })),
    text(say('checkin.fits')),
    row(
      ...(title ? [button(title, go('ground', 'open', exercise), 'main')] : []),
      ...(page && topic ? [button(page, go('explain', 'show', topic))] : []),
    ),
  ]);
}

const strong = 8;
/** Discord's limit. */
const longestHint = 100;
