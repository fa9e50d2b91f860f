import { clockTime } from '../../src/core/dates.ts';
import { quoted } from '../../src/core/own-words.ts';
import {
  type Block,
  button,
  type Card,
  card,
  divider,
  menu,
  quote,
  row,
  small,
  text,
  title,
} from '../../src/core/reply.ts';
import { timestamp } from '../../src/core/timestamp.ts';
import type { Promises } from '../../src/people/promises.ts';
import { timeIn } from '../../src/people/zones.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { mendOf } from '../../src/router/unreached.ts';
import { type How, hows } from './question.ts';
import { type When, written } from './when.ts';
import type { Waiting, Wish } from './wish.ts';

/** That it is made, and when the question comes. */
export function madeCard({ say }: Context, { text: words, madeAt, at }: Waiting): Card {
  return card([
    title(say('promise.made.title')),
    text(quoted(words)),
    text(say('promise.made.text', { time: timestamp(at, 'full') })),
    row(button(say('promise.let-go'), go('promise', 'let-go', madeAt))),
    small(say('promise.made.once')),
  ]);
}

/** Another one waits, so which of them is to stay is the person's choice. */
export function oneWaits(
  { say }: Context,
  { words, when, zone = '' }: Wish,
  { text: known, at }: Waiting,
): Card {
  return card([
    text(say('promise.waits.text', { time: timestamp(at, 'full') })),
    text(quoted(known)),
    text(say('promise.waits.new')),
    quote(words),
    row(
      button(say('promise.waits.instead'), go('promise', 'instead', written(when), zone)),
      button(say('promise.waits.keep'), go('promise', 'stay')),
    ),
  ]);
}

/** Whether an hour was of the morning or of the evening. */
export function whichHalf({ say, caller }: Context, { words, when, zone = '' }: Wish): Card {
  const minutes = when === 'hour' ? [] : when.minutes;
  const halves = minutes.map(minute => {
    const half: When = { day: 'today', minutes: [minute] };
    return button(clockTime(minute, caller.locale), go('promise', 'set', written(half), zone));
  });
  return card([text(say('nudge.which-half')), quote(words), row(...halves)]);
}

/** Which of several zones was meant. */
export function whichZone(
  { say, caller, clock }: Context,
  { words, when }: Wish,
  zones: readonly string[],
): Card {
  const options = zones.map(zone => ({
    label: zone.replaceAll('_', ' '),
    value: zone,
    hint: timeIn(zone, caller.locale, clock.now()),
  }));
  const to = go('promise', 'zone', written(when));
  return card([
    text(say('nudge.which-zone')),
    quote(words),
    menu({ to, placeholder: say('nudge.zones'), options }),
  ]);
}

/** What was not clear, with the words still there, and the form once more. */
export function sayAgain({ say }: Context, why: string, words?: string): Card {
  const fits = words !== undefined && words.length <= longestGivenBack;
  return card([
    text(why),
    ...(fits ? [quote(words)] : []),
    row(button(say(words === undefined ? 'promise.make' : 'safety.change'), go('promise', 'form'), 'main')),
  ]);
}

/** No message can be sent, so nothing is kept; and what would let one through. The words stay on the card. */
export function notSent(context: Context, wish: Wish, why: { code: number } | 'not-now'): Card {
  const { say } = context;
  return withWords(
    context,
    why === 'not-now' ? say('promise.not-now') : say('promise.not-sent', { mend: say(mendOf(why.code)) }),
    wish,
  );
}

/** The store is away, so it is not sure that anything is kept. The words stay on the card. */
export function tryAgain(context: Context, wish: Wish): Card {
  return withWords(context, context.say('error.store'), wish);
}

function withWords({ say }: Context, why: string, { words, when, zone = '' }: Wish): Card {
  const again = button(say('promise.try-again'), go('promise', 'set', written(when), zone), 'main');
  return card([text(why), quote(words), row(again, button(say('safety.change'), go('promise', 'form')))]);
}

/** The promise, with the answers. `question`: Discord's id of the message that asked. */
export function theOne({ say }: Context, { text: words, madeAt }: Omit<Waiting, 'at'>, question = ''): Card {
  return card([
    text(say('promise.this')),
    text(quoted(words)),
    row(...hows.map(how => button(say(`promise.${how}`), go('promise', 'answer', how, madeAt, question)))),
  ]);
}

export function answeredCard({ say }: Context, how: How): Card {
  return card([
    text(say(`promise.answer.${how}`)),
    row(
      ...(how === 'kept' ? [button(say('promise.list.button'), go('promise', 'list', 0))] : []),
      button(say('promise.make'), go('promise', 'form')),
    ),
  ]);
}

/** That one is answered, let go or deleted: nothing is touched. */
export function goneCard({ say }: Context): Card {
  return card([text(say('promise.gone')), row(button(say('promise.make'), go('promise', 'form')))]);
}

export function leftCard({ say }: Context): Card {
  return card([text(say('promise.left')), row(button(say('promise.make'), go('promise', 'form')))]);
}

/** The kept ones, newest first, a few at a time. The one that waits stands apart: this is where it can be taken back later. */
export function listCard(
  context: Context,
  kept: Promises['kept'],
  waiting: Waiting | undefined,
  page: number,
): Card {
  const { say } = context;
  const newestFirst = kept.toReversed();
  const pages = Math.max(1, Math.ceil(kept.length / pageSize));
  const at = Math.min(page, pages - 1);
  const shown = newestFirst.slice(at * pageSize, (at + 1) * pageSize);
  return card([
    title(say('promise.list.title')),
    ...(shown.length === 0 ? [text(say('promise.list.empty'))] : shown.map(line)),
    ...turning(context, at, pages),
    ...(waiting ? apart(context, waiting) : [row(button(say('promise.make'), go('promise', 'form')))]),
  ]);
}

const line = ({ text: words, on }: Promises['kept'][number]): Block =>
  text(`${quoted(words)}\n-# ${timestamp(on, 'date')}`);

function turning({ say }: Context, page: number, pages: number): Block[] {
  const buttons = [
    ...(page > 0 ? [button(say('promise.list.newer'), go('promise', 'list', page - 1))] : []),
    ...(page < pages - 1 ? [button(say('promise.list.older'), go('promise', 'list', page + 1))] : []),
  ];
  return buttons.length > 0 ? [row(...buttons)] : [];
}

function apart({ say }: Context, { text: words, madeAt, at }: Waiting): Block[] {
  return [
    divider(),
    text(say('promise.list.waiting', { time: timestamp(at, 'full') })),
    text(quoted(words)),
    row(button(say('promise.let-go'), go('promise', 'let-go', madeAt))),
  ];
}

/** As many as fit a card, each as long as it may be. */
const pageSize = 8;

/** Longer than any form lets through; more may not fit on a card. */
const longestGivenBack = 1_000;
