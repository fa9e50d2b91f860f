import { button, type Card, row, small } from '../core/reply.ts';
import { timestamp } from '../core/timestamp.ts';
import type { Context } from './command.ts';
import { go } from './links.ts';

/**
 * Adds, once, that messages did not reach this person: since when, what would mend it, and a way to turn them back on, or to what the
 * question was about. Not to a card about danger, and not where the answer writes nothing.
 */
export function withUnreached(card: Card, context: Context, tracks: boolean): Card {
  const { nudges, caller, say, afterwards } = context;
  const unreached = nudges.unreached(caller.id);
  if (!unreached || !tracks || card.tone === 'help') return card;
  afterwards(() => nudges.told(caller.id));
  // /nudge status says so by itself.
  if (hasTurnOn(card)) return card;
  const { name, since, code } = unreached;
  const isQuestion = name === 'promise';
  const line = say(isQuestion ? 'promise.unreached' : 'nudge.unreached.since', {
    since: timestamp(since, 'date'),
    mend: say(mendOf(code)),
  });
  const way = isQuestion
    ? button(say('promise.what'), go('promise', 'recall'))
    : button(say('nudge.turn-on'), go('nudge', 'resume'));
  return { ...card, blocks: [...card.blocks, small(line), row(way)] };
}

const hasTurnOn = ({ blocks }: Card): boolean =>
  blocks.some(
    block =>
      block.kind === 'row' &&
      block.buttons.some(one => 'to' in one && one.to.command === 'nudge' && one.to.action === 'resume'),
  );

/** The key of the sentence that says what would let messages through, by Discord's code for why they did not get there. */
export function mendOf(code: number): string {
  return code === noServerInCommon ? 'nudge.unreached.no-server' : 'nudge.unreached.closed';
}

const noServerInCommon = 50_278;
