import { button, type Card, card, type Link, row, text } from '../core/reply.ts';
import type { Country } from '../library/schema.ts';
import { type CardWords, fillCard } from '../safety/card.ts';
import type { CrisisClass } from '../safety/crisis.ts';
import type { Context } from './command.ts';
import { go } from './links.ts';

/**
 * The card for wording that needs a human. Nothing stands above its text; the ways to a person stand right below, and
 * **Go on** last, so that someone who was misread types nothing twice.
 * @throws Error when content/ has no card of that class.
 */
export function safetyCard(
  context: Context,
  found: Exclude<CrisisClass, 'none'>,
  goOn?: Link,
  country?: Country,
): Card {
  const { words, say, caller, clock } = context;
  const place = country && { country, locale: caller.locale, now: clock.now() };
  const code = country?.code ?? '';
  const content = words.cards[found];
  if (!content) throw new Error(`content: expected a card for ${found}, found none.`);
  const rows = [
    row(
      button(
        say(country ? 'help-now.country.other' : 'help-now.country.choose'),
        go('help-now', 'choose'),
        'main',
      ),
      button(
        say('help-now.lines.button'),
        go('help-now', found === 'harmed_by_other' ? 'abuse' : 'lines', code),
      ),
      button(say('help-now.trust.button'), go('help-now', 'trust', code)),
    ),
    ...(goOn ? [row(button(say('safety.go-on'), goOn))] : []),
  ];
  return card([text(fillCard(content, cardWords(say), place)), ...rows], { tone: 'help', country: code });
}

/** What stands on a card where no country was chosen. */
export const cardWords = (say: Context['say']): CardWords => ({
  emergency: say('safety.emergency'),
  line: say('safety.line'),
  abuseLine: say('safety.abuse-line'),
  or: say('safety.or'),
});
