import { type Button, button, type Card, card, row, small, text, title } from '../../src/core/reply.ts';
import type { Rung } from '../../src/library/reach-schema.ts';
import type { Context } from '../../src/router/command.ts';
import { go } from '../../src/router/links.ts';
import { originLine } from '../../src/router/origin.ts';
import { dealt, turnsOf } from './dealt.ts';

/** One rung with two of its texts, and the way to a smaller and a bigger one. */
export function rungCard(context: Context, rung: Rung, turn: number): Card {
  const { words, say, caller } = context;
  const { rungs, origin, fact } = words.ladder;
  const at = rungs.findIndex(({ id }) => id === rung.id);
  return card([
    title(rung.title),
    small(say('reach.place', { rung: at + 1, rungs: rungs.length })),
    text(rung.text),
    ...dealt(rung, caller.id, turn).flatMap(({ id, text: words }) => [
      text(`> ${words}`),
      row(button(say('reach.copy'), go('reach', 'copy', rung.id, id))),
    ]),
    small(say(`reach.${rung.to}`)),
    row(
      button(say('reach.another'), go('reach', 'another', rung.id, (turn + 1) % turnsOf(rung))),
      ...stepTo(context, 'smaller', rungs[at - 1], turn),
      ...stepTo(context, 'bigger', rungs[at + 1], turn),
    ),
    small(originLine(say, { origin, ...(fact && { fact }) })),
  ]);
}

/** One text with nothing else, so that a long press copies only it. */
export function alone(words: string): Card {
  return card([text(words)]);
}

function stepTo(
  { say }: Context,
  where: 'smaller' | 'bigger',
  rung: Rung | undefined,
  turn: number,
): Button[] {
  if (!rung) return [];
  return [
    button(say(`reach.${where}`, { title: rung.title }), go('reach', 'rung', rung.id, turn % turnsOf(rung))),
  ];
}
