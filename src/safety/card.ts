import type { Country, HelpLine, SafetyCard } from '../library/schema.ts';
import { abuseLines, callOrText, countryName, emergencyOf, firstLine, isAllDay, isSilent } from './lines.ts';

/** The country a card is filled for, the language its name is written in, and the time now in milliseconds. */
export interface CardPlace {
  country: Country;
  locale: string;
  now: number;
}

/** What stands where no number is known. */
export interface CardWords {
  emergency: string;
  line: string;
  abuseLine: string;
  or: string;
}

/**
 * The text of a card with its places filled. A line is named with its number and its country; where no country was chosen, or it
 * has no line that may stand alone, a directory stands in. A paragraph with {text_line} is left out when there is none.
 */
export function fillCard(card: Pick<SafetyCard, 'text'>, words: CardWords, place?: CardPlace): string {
  const values = valuesFor(place, card.text.includes('{abuse_line}'), words);
  return card.text
    .split('\n\n')
    .filter(paragraph => values.text_line !== undefined || !paragraph.includes('{text_line}'))
    .join('\n\n')
    .replace(OPEN_PLACE, (whole, name: string) => values[name] ?? whole)
    .trim();
}

/** `abuse`: the card is for somebody hurt by another, so its silent line is one that knows about that, if there is one. */
function valuesFor(
  place: CardPlace | undefined,
  abuse: boolean,
  words: CardWords,
): Record<string, string | undefined> {
  if (!place) return { emergency: words.emergency, line: words.line, abuse_line: words.abuseLine };
  const { country, now, locale } = place;
  const name = countryName(country.code, locale);
  const abused = abuseLines(country, now).filter(isAllDay);
  const line = firstLine(country, now);
  const spoken = abused.find(({ phone }) => phone.length > 0) ?? abused[0];
  const silent = [...(abuse ? abused : []), ...callOrText(country, now)].find(isSilentAllDay);
  return {
    emergency: `${emergencyOf(country).numbers.join(` ${words.or} `)} (${name})`,
    line: line ? named(line, line.phone[0] ?? silentWay(line), name) : words.line,
    abuse_line: spoken ? named(spoken, spoken.phone[0] ?? silentWay(spoken), name) : words.abuseLine,
    text_line: silent && named(silent, silentWay(silent), name),
  };
}

/** Such as "TelefonSeelsorge, 0800 111 0 111 (Germany)"; whom it is for stands beside the country. */
function named(line: HelpLine, way: string, country: string): string {
  const audience = line.audience?.replace(/\s*\([^)]*\)/g, '');
  const where = audience === undefined ? country : `${country}; ${audience}`;
  return `${line.name}${/[?!.]$/.test(line.name) ? '' : ','} ${way} (${where})`;
}

/** Hours told of the phone alone say nothing of texts and chats. */
function isSilentAllDay(line: HelpLine): boolean {
  const onlyPhone = /phone/i.test(line.hours ?? '') && !/sms|text|chat/i.test(line.hours ?? '');
  return isSilent(line) && isAllDay(line) && !onlyPhone;
}

/** What stands in brackets is said beside the line, but an area code is part of the number. */
function silentWay(line: HelpLine): string {
  const text = line.text?.replace(/\s*\((?!\d+\))[^)]*\)/g, '').replace(/^Text\b/, 'text');
  return text ?? line.chat ?? line.website;
}

const OPEN_PLACE = /\{([a-z_]+)\}/g;
