import { button, type Card, row, small } from '../core/reply.ts';
import type { Context } from './command.ts';
import { go } from './links.ts';

/** Puts what stands on every private card at its end: Get help now and Hide, always last, always in this order. */
export function frame(card: Card, { say }: Pick<Context, 'say'>, first = false): Card {
  // Help cards say the same in words of their own.
  const note = first && card.tone === 'calm' ? [small(say('card.first'))] : [];
  return { ...card, blocks: [...card.blocks, ...note, helpAndHide(card, say)] };
}

const helpAndHide = (card: Card, say: Context['say']) =>
  row(
    button(say('card.help'), go('help-now', 'open', card.country ?? '')),
    button(say('card.hide'), go('card', 'hide')),
  );
