import { type Block, button, type Card, card, type Link, quote, row, small, text } from '../core/reply.ts';
import type { CardName } from '../library/crisis-schema.ts';
import type { Country } from '../library/schema.ts';
import { type CardWords, fillCard } from '../safety/card.ts';
import type { Context } from './command.ts';
import { go } from './links.ts';

/** That words are not kept, and where they can be changed. */
export interface Refusal {
  refused: Link;
}

/**
 * The card for wording that needs a human. Nothing stands above its text; the ways to a person stand right below, and **Go on** or
 * **Keep it** last, so that someone who was misread types nothing twice; or that nothing is kept, with the plan. `words` are what
 * **Keep it** is about, or **Change it**.
 * @throws Error when content/ has no card of that name.
 */
export function safetyCard(
  context: Context,
  name: CardName,
  goOn?: Link | Refusal,
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
    ...(goOn ? after(say, goOn, words, code) : []),
  ];
  return card([text(fillCard(content, cardWords(say), place)), ...rows], { tone: 'help', country: code });
}

function after(
  say: Context['say'],
  goOn: Link | Refusal,
  words: string | undefined,
  country: string,
): Block[] {
  if ('refused' in goOn) {
    const plan = button(say('help-now.plan.button'), go('help-now', 'plan', country));
    const line = small(say('safety.refused'));
    if (words === undefined) return [line, row(plan)];
    return [line, quote(words), row(button(say('safety.change'), goOn.refused), plan)];
  }
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
function carried(name: CardName, goOn: Link | Refusal | undefined): string[] {
  const parts = goOn ? partsOf(goOn) : [];
  return ['card', 'country', name, ...parts].join(':').length <= 100 ? parts : [];
}

const partsOf = (goOn: Link | Refusal): string[] =>
  'refused' in goOn
    ? [refusedMark, ...partsOf(goOn.refused)]
    : [goOn.command, goOn.action, ...goOn.args.map(String)];

/** What was carried. */
export function carriedIn(parts: readonly string[]): Link | Refusal | undefined {
  const isRefused = parts[0] === refusedMark;
  const [command, action, ...args] = isRefused ? parts.slice(1) : parts;
  if (command === undefined || action === undefined) return undefined;
  const link = { command, action, args };
  return isRefused ? { refused: link } : link;
}

/** No command is called so. */
const refusedMark = 'refused';

const aboutAbuse: ReadonlySet<CardName> = new Set(['harmed_by_other', 'other_hurt']);
