import { button, type Card, card, row, small, text } from '../core/reply.ts';
import type { Context } from './command.ts';
import { go } from './links.ts';
import { safetyCard } from './safety-card.ts';
import type { SafetyCheck } from './safety-first.ts';

/**
 * Answers plain words written in Steady's own DM: crisis wording with its card every time, anything else at most once an
 * hour. Only the hour of the last such answer is held, in memory.
 */
export function createWordsAnswer(
  safety: SafetyCheck,
): (context: Context, words: string) => Card | undefined {
  const answeredAt = new Map<string, number>();
  return (context, words) => {
    if (words.trim() === '') return undefined;
    const found = safety.read(context, words);
    if (found.because !== 'language' && found.class !== 'none')
      return staying(context, safetyCard(context, found.class));
    if (asksForHelp(context, words)) return onlyCommands(context);
    const now = context.clock.now();
    forgetOlderThan(answeredAt, now - hourMs);
    if (answeredAt.has(context.caller.id)) return undefined;
    answeredAt.set(context.caller.id, now);
    return found.class === 'none'
      ? onlyCommands(context)
      : staying(context, safetyCard(context, found.class));
  };
}

const onlyCommands = ({ say }: Context): Card =>
  card([text(say('words.only-commands')), row(button(say('words.start'), go('help', 'open'), 'main'))]);

/** What was typed here stays in the DM: only the person can take it away. */
const staying = ({ say }: Context, card: Card): Card => ({
  ...card,
  blocks: [...card.blocks, small(say('words.stays'))],
});

/** Who asks for help is answered every time. */
const asksForHelp = ({ say }: Context, words: string) =>
  say('words.asks')
    .split(', ')
    .some(word => new RegExp(`\\b${word}\\b`, 'i').test(words));

/** Oldest first, because a Map keeps the order in which entries came. */
function forgetOlderThan(times: Map<string, number>, limit: number): void {
  for (const [id, time] of times) {
    if (time > limit) return;
    times.delete(id);
  }
}

const hourMs = 60 * 60 * 1000;
