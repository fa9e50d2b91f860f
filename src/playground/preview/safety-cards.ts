import { CARD_NAMES } from '../../library/crisis-schema.ts';
import type { SafetyCard } from '../../library/schema.ts';
import { cardWords } from '../../router/safety-card.ts';
import { type CardPlace, fillCard } from '../../safety/card.ts';
import { countryName } from '../../safety/lines.ts';
import type { Group, Item, Text } from './contract.ts';
import type { Desk } from './desk.ts';

/** The safety cards, filled for nobody's country and for the one that was chosen. */
export function safetyCards(desk: Desk): Group {
  const { cards } = desk.words;
  return {
    id: 'safety-cards',
    title: 'Safety cards',
    about: 'What comes first when words point to danger, whatever they were typed into.',
    files: [],
    parts: [
      { look: 'card', items: CARD_NAMES.flatMap(name => (cards[name] ? [item(desk, cards[name])] : [])) },
    ],
  };
}

function item(desk: Desk, card: SafetyCard): Item {
  const { id, reviewedBy, reviewedOn } = card;
  const isRead = reviewedBy !== undefined && reviewedOn !== undefined;
  return {
    anchor: `card-${id}`,
    title: id.replaceAll('_', ' ').replace(/^./, first => first.toUpperCase()),
    place: desk.places.of(`cards/${id}.md`),
    ...(!isRead && { todo: 'No clinician has read this card yet.' }),
    facts: isRead ? [{ label: 'Read by', value: `${reviewedBy}, ${reviewedOn}` }] : [],
    texts: filled(desk, card),
    opens: [],
  };
}

function filled({ library, words, now, country: code }: Desk, card: SafetyCard): Text[] {
  const fill = (place?: CardPlace) => fillCard(card, cardWords(words.say), place);
  const country = library.countries.find(one => one.code === code);
  if (!country) return [{ text: fill() }];
  const { language: locale } = words;
  return [
    { label: 'No country chosen', text: fill() },
    { label: countryName(country.code, 'en'), text: fill({ country, locale, now }) },
  ];
}
