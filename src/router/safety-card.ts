import { type Block, button, type Card, card, type Link, quote, row, small, text } from '../core/reply.ts';
import type { CardName } from '../library/crisis-schema.ts';
import type { Country } from '../library/schema.ts';
import { type CardWords, fillCard } from '../safety/card.ts';
import type { Context } from './command.ts';
import { go } from './links.ts';

/**
 * The card for wording that needs a human. Nothing stands above its text; the ways to a person stand right below, and **Go on** or
 * **Keep it** last, so that someone who was misread types nothing twice. `words` are what **Keep it** is about.
 * @throws Error when content/ has no card of that name.
 */
export function safetyCard(
  context: Context,
  name: CardName,
  goOn?: Link,
  country?: Country,
  words?: string,
): Card {
  const { say, caller, clock } = context;
  const place = country && { country, locale: caller.locale, now: clock.now() };
  const code = country?.code ?? '';
  const content = context.words.cards[name];
  if (!content) throw new Error(`content: expected a card called ${name}, found none.`);
  const choose = say(country ? 'help-now.country.other' : 'help-now.country.choose');
  const lines = aboutAbuse.has(name) ? 'abuse' : 'lines';
  const rows = [
    row(
      button(choose, go('card', 'country', name, ...carried(name, goOn)), 'main'),
      button(say('help-now.lines.button'), go('help-now', lines, code)),
      button(say('help-now.trust.button'), go('help-now', 'trust', code)),
    ),
    ...(goOn ? after(say, goOn, words) : []),
  ];
  return card([text(fillCard(content, cardWords(say), place)), ...rows], { tone: 'help', country: code });
}

function after(say: Context['say'], goOn: Link, words: string | undefined): Block[] {
  if (words === undefined) return [row(button(say('safety.go-on'), goOn))];
  return [small(say('safety.not-kept')), quote(words), row(button(say('safety.keep'), goOn))];
}

/** The country somebody chose once, so that its number stands on the first view. */
export async function chosenCountry({ people, library, caller }: Context): Promise<Country | undefined> {
  const kept = await people.glance('preferences', caller.id);
  return library.countries.find(({ code }) => code === kept?.country);
}

/** What stands on a card where no country was chosen. */
export const cardWords = (say: Context['say']): CardWords => ({
  emergency: say('safety.emergency'),
  line: say('safety.line'),
  abuseLine: say('safety.abuse-line'),
  or: say('safety.or'),
});

/** Go on travels with the choice of a country as far as a custom_id has room for it: 100 characters in all. */
function carried(name: CardName, goOn: Link | undefined): string[] {
  const parts = goOn ? [goOn.command, goOn.action, ...goOn.args.map(String)] : [];
  return ['card', 'country', name, ...parts].join(':').length <= 100 ? parts : [];
}

const aboutAbuse: ReadonlySet<CardName> = new Set(['harmed_by_other', 'other_hurt']);
