import { describe, expect, test } from 'vitest';
import { commandsFolder } from '../../src/app.ts';
import type { Messages } from '../../src/core/ports.ts';
import type { Card } from '../../src/core/reply.ts';
import { loadCommands } from '../../src/router/registry.ts';
import { createRouter } from '../../src/router/router.ts';
import { keptIn } from '../people/kept.ts';
import { collectingLog } from '../router/log.ts';
import { ada, cardOf, labelsOf, leadsTo, library, pressed, sentIn, wordsOf } from '../router/toys.ts';

const registry = await loadCommands(commandsFolder);
const words = 'Open the window';

/** A router in a Discord that will not open a DM. */
function refusing(opened: { code: number } | 'not-now') {
  const clock = { now: () => Date.parse('2026-11-22T20:00:00Z') };
  const { log } = collectingLog();
  const kept = keptIn(clock, log);
  const messages: Messages = { ...kept.messages, open: async () => opened };
  const random = { below: () => 0 };
  const router = createRouter({
    ...kept,
    registry,
    library: () => library,
    operator: {},
    messages,
    clock,
    random,
    log,
  });
  const form = sentIn('promise:asked', { words, time: '10:30pm', city: 'Berlin' });
  const sends = () => cardOf(router.answer(form));
  return { router, sends, stored: () => kept.people.raw(ada.id) };
}

const quoteOn = ({ blocks }: Card) => blocks.find(block => block.kind === 'quote')?.words;

describe('a promise where no DM can be opened', () => {
  test.each<[opened: { code: number } | 'not-now', says: string]>([
    [{ code: 50_278 }, 'We share no server any more.'],
    [{ code: 50_007 }, 'allow direct messages from its members'],
    ['not-now', 'I could not open our DM this time, so nothing is set.'],
  ])('is not kept, and the words are given back: %j', async (opened, says) => {
    const { router, sends, stored } = refusing(opened);
    const answer = await sends();
    expect(wordsOf(answer)).toContain(says);
    expect(quoteOn(answer)).toBe(words);
    expect(labelsOf(answer)).toEqual(['Try again', 'Change it', 'Get help now', 'Hide']);
    expect(Object.keys(await stored())).toEqual([]);
    const [, , ...args] = leadsTo(answer, 'Try again');
    const again = await cardOf(router.answer(pressed('promise:set', args, { quoted: words })));
    expect(quoteOn(again)).toBe(words);
    expect(args).toEqual(['today_1350', 'Europe/Berlin']);
  });
});

describe('a promise whose words are not there any more', () => {
  test.each([
    ['a card that quotes nothing', pressed('promise:set', ['hour', ''])],
    ['a form with nothing in it', sentIn('promise:asked', { words: ' \u0007 ', city: 'Berlin' })],
  ])('is asked for once more: %s', async (_, request) => {
    const answer = await cardOf(refusing('not-now').router.answer(request));
    expect(wordsOf(answer)).toContain('Write them down once more.');
    expect(labelsOf(answer)).toEqual(['Make one', 'Get help now', 'Hide']);
  });
});

describe('a promise in words that are not read', () => {
  test.each([
    ['the time that was typed', '10pm', 'Berlin', ['promise', 'set', 'today_1320', 'Europe/Berlin']],
    ['a city that has to be asked for', '10pm', 'middle earth', ['promise', 'set', 'today_1320', '']],
    ['a time that has to be asked for', 'soonish', 'Berlin', ['promise', 'form']],
  ])('is kept, once that is wanted, with %s', async (_, time, city, link) => {
    const words = 'Ich trinke ein Glas Wasser';
    const answer = await cardOf(
      refusing('not-now').router.answer(sentIn('promise:asked', { words, time, city })),
    );
    expect(quoteOn(answer)).toBe(words);
    expect(leadsTo(answer, 'Keep it')).toEqual(link);
  });
});

describe('a promise without a time zone', () => {
  test('asks for the city, with the words kept', async () => {
    const { router } = refusing('not-now');
    const answer = await cardOf(
      router.answer(pressed('promise:set', ['tomorrow_510', ''], { quoted: words })),
    );
    expect(wordsOf(answer)).toContain('I know no time zone of yours yet.');
    expect(quoteOn(answer)).toBe(words);
    expect(leadsTo(answer, 'Change it')).toEqual(['promise', 'form']);
  });
});
