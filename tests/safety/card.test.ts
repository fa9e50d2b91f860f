import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PHRASE_CLASSES } from '../../src/library/crisis-schema.ts';
import type { Country } from '../../src/library/schema.ts';
import { cardWords } from '../../src/router/safety-card.ts';
import { type CardPlace, fillCard } from '../../src/safety/card.ts';
import { library } from '../library/shipped.ts';
import { shippedCountries } from './content.ts';

const words = cardWords(library.words('en').say);
const today = Date.UTC(2026, 10, 22);
const later = Date.UTC(2029, 0, 1);
const countries = await shippedCountries();

/** The text of a card, one line a paragraph, as the library hands it over. */
async function cardText(name: string): Promise<string> {
  const file = await readFile(new URL(`../../content/en/cards/${name}.md`, import.meta.url), 'utf8');
  const body = file.split('---\n').slice(2).join('---\n').trim();
  return body
    .split('\n\n')
    .map(paragraph => paragraph.replaceAll('\n', ' '))
    .join('\n\n');
}

const places: [string, CardPlace | undefined][] = [
  ['no country', undefined],
  ...countries.map((country): [string, CardPlace] => [
    country.code,
    { country, locale: 'en-GB', now: today },
  ]),
  ...countries.map((country): [string, CardPlace] => [
    `${country.code}, all lines too old`,
    { country, locale: 'en-GB', now: later },
  ]),
];
const cards = await Promise.all(PHRASE_CLASSES.map(async name => [name, await cardText(name)] as const));
/** Sentences as read; a number, a link and the names of lines end none of them. */
const sentences = (text: string) =>
  text
    .replace(/https?:\/\/\S+/g, 'link')
    .split(/(?<=[.?!])\s+|\n+/)
    .filter(sentence => sentence !== '');

describe.each(cards)('the card %s, with no country and with every country', (name, text) => {
  const filled = places.map(([where, place]) => [where, fillCard({ text }, words, place)] as const);

  it('leaves no place open and no punctuation dangling', () => {
    for (const [, shown] of filled) {
      expect(shown).not.toMatch(/[{}]|undefined/);
      expect(shown).not.toMatch(/ {2}|\n{3}| [.,;:?!]|\.\.|[,;:]\.|\( | \)|\(\)/);
      for (const paragraph of shown.split('\n\n').slice(0, -1)) expect(paragraph).toMatch(/[.?!]$/);
    }
  });

  it('has no sentence over 20 words, names of lines apart', () => {
    const long = filled
      .flatMap(([, shown]) => sentences(shown))
      .filter(one => one.replace(/: .*$/, ' name').split(/\s+/).length > 20);
    expect(long).toEqual([]);
  });

  it('says that a bot answers, where a person is in one breath, and how to come back', () => {
    for (const [, shown] of filled) {
      const limit =
        sentences(shown).find(sentence => sentence.includes('I am a bot and no person reads this')) ?? '';
      expect(limit).toMatch(name === 'unclear' ? /only know English/ : /a person|people|someone calls/);
      expect(shown.split('\n').at(-1)).toBe('If this card goes away: /help-now');
    }
  });

  it('has the emergency number with its country, or the wording for any country', () => {
    for (const [where, shown] of filled) {
      expect([where, shown]).toEqual([
        where,
        expect.stringMatching(
          where === 'no country'
            ? /call your local emergency number/i
            : /call \d{2,5}(?: or \d{2,5})* \([A-Z]/i,
        ),
      ]);
    }
  });
});

describe('a filled card', () => {
  const text = 'Call {emergency}. To talk: {line}. If hurt: {abuse_line}.\n\nSilent? {text_line}.\n\nEnd';
  const germany: Country = {
    code: 'DE',
    emergency: { numbers: ['112'], checkedOn: '2026-04-22' },
    lines: [
      {
        name: 'TelefonSeelsorge',
        kind: 'crisis',
        phone: ['0800 111 0 111', '116 123'],
        chat: 'https://example.org/chat',
        hours: '24/7',
        languages: ['de'],
        website: 'https://example.org',
        checkedOn: '2026-10-07',
      },
      {
        name: 'For men',
        kind: 'abuse',
        phone: ['1'],
        hours: 'weekdays',
        audience: 'men',
        languages: ['de'],
        website: 'https://example.org',
        checkedOn: '2026-10-07',
      },
      {
        name: 'For women',
        kind: 'abuse',
        phone: ['116 016'],
        hours: '24/7',
        audience: 'women (and relatives)',
        languages: ['de'],
        website: 'https://example.org',
        checkedOn: '2026-10-07',
      },
    ],
  };

  it('names every line with its country and whom it is for, and none that may be closed', () => {
    expect(fillCard({ text }, words, { country: germany, locale: 'en', now: today })).toBe(
      'Call 112 (Germany). To talk: TelefonSeelsorge, 0800 111 0 111 (Germany). If hurt: For women, 116 016 (Germany; women).' +
        '\n\nSilent? TelefonSeelsorge, https://example.org/chat (Germany).\n\nEnd',
    );
  });

  it('has a silent line that fits the card, and none whose hours are those of its phone', () => {
    const abuse = { ...germany.lines[0], name: 'Abuse line', kind: 'abuse' } as Country['lines'][number];
    const where = { country: { ...germany, lines: [abuse, ...germany.lines] }, locale: 'en', now: today };
    expect(fillCard({ text: '{text_line}' }, words, where)).toContain('TelefonSeelsorge');
    expect(fillCard({ text: '{abuse_line}\n\n{text_line}' }, words, where).split('\n\n')[1]).toContain(
      'Abuse line',
    );
    const byPhone = { ...abuse, kind: 'crisis' as const, hours: '24/7 phone' };
    expect(
      fillCard({ text: '{text_line}' }, words, { ...where, country: { ...germany, lines: [byPhone] } }),
    ).toBe('');
  });

  it('names the country in the person’s language', () => {
    expect(
      fillCard({ text: 'Call {emergency}.' }, words, { country: germany, locale: 'de', now: today }),
    ).toBe('Call 112 (Deutschland).');
  });

  it('leaves out the paragraph of a silent line where there is none, and names a directory where no line may be shown', () => {
    expect(fillCard({ text }, words)).toBe(
      'Call your local emergency number. To talk: https://findahelpline.com lists free lines where you live. ' +
        'If hurt: https://findahelpline.com lists free lines for this where you live.\n\nEnd',
    );
    expect(fillCard({ text }, words, { country: germany, locale: 'en', now: later })).toContain(
      'Call 112 (Germany). To talk: https://',
    );
  });
});
