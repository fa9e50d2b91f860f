import { z } from 'zod';
import type { Card, Link } from '../core/reply.ts';
import { CARD_NAMES, type CardName } from '../library/crisis-schema.ts';
import { defaultPreferences } from '../people/preferences.ts';
import { type Context, defineCommand } from './command.ts';
import { countryForm } from './country-form.ts';
import { go } from './links.ts';
import { carriedIn, type Refusal, safetyCard } from './safety-card.ts';

/** Which safety card it is, and where its Go on leads. */
const cardArgs = z.tuple([z.enum(CARD_NAMES)]).rest(z.string());

/** What the buttons do that no command owns: Hide on every card, and choosing a country on a safety card. */
export const cardActions = defineCommand({
  name: 'card',
  description: 'What the buttons on every card do',
  always: true,
  actions: {
    hide: { answers: 'remove', with: () => ({ kind: 'remove' }) },
    country: {
      answers: 'form',
      args: cardArgs,
      with: (context, [name, ...goOn]) => countryForm(context, go('card', 'chosen', name, ...goOn)),
    },
    chosen: {
      answers: 'update',
      args: cardArgs,
      with: (context, [name, ...goOn], { chosen, quoted }) =>
        filledIn(context, name, carriedIn(goOn), Object.values(chosen).flat()[0], quoted),
    },
  },
});

/** The same card with the numbers of the chosen country in it. */
function filledIn(
  context: Context,
  name: CardName,
  goOn: Link | Refusal | undefined,
  code: string | undefined,
  words: string | undefined,
): Card {
  const { people, caller, library, afterwards } = context;
  const country = library.countries.find(country => country.code === code);
  if (country) {
    afterwards(async () => {
      await people.change('preferences', caller.id, (known = { ...defaultPreferences, usedOn: '' }) => ({
        ...known,
        country: country.code,
      }));
    });
  }
  return safetyCard(context, name, goOn, country, words);
}
