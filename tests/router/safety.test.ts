import { describe, expect, it } from 'vitest';
import { button, card, type Reply, row, text } from '../../src/core/reply.ts';
import { type Audience, defineCommand } from '../../src/router/command.ts';
import { cardWords } from '../../src/router/safety-card.ts';
import { fillCard } from '../../src/safety/card.ts';
import {
  cardOf,
  chosen,
  labelsOf,
  leadsTo,
  library,
  pressed,
  routerOver,
  say,
  sentIn,
  typed,
  wordsOf,
} from './toys.ts';

/** What the card of a class says where no country is known. */
function textOf(name: string): string {
  const content = library.words('en').cards[name];
  if (!content) throw new Error(`Expected a card for ${name} in content/, found none.`);
  return fillCard(content, cardWords(say));
}

/** A command that takes free text everywhere, and whether it got to run. */
function listener(audience: Audience = 'private') {
  const seen = { ran: 0 };
  const listen = (): Reply => {
    seen.ran += 1;
    return card([text('I ran'), row(button('Back', { command: 'toy', action: 'sent', args: [] }))]);
  };
  const manner = { audience, with: listen };
  const words = { kind: 'text', description: 'Some' } as const;
  const command = defineCommand({
    name: 'toy',
    description: 'A toy',
    options: { words, more: words, count: { kind: 'whole', description: 'How many' } },
    run: { answers: 'new', ...manner },
    message: { name: 'Look at this', answers: 'new', ...manner },
    subcommands: { sub: { description: 'Under it', options: { words }, run: { answers: 'new', ...manner } } },
    actions: {
      sent: { answers: 'update', ...manner },
      ask: { answers: 'form', with: listen },
    },
  });
  return { seen, command };
}

const wish = 'I want to die';
const requests = [
  ['an option', typed('/toy', { words: wish })],
  ['the second of two options', typed('/toy', { words: 'a bad day', more: wish })],
  ['an option of a subcommand', typed('/toy sub', { words: wish })],
  ['a field of a form', sentIn('toy:sent', { words: 'a bad day', note: wish })],
  ['a form that opens another', sentIn('toy:ask', { words: wish })],
  ['one’s own message', chosen('Look at this', wish, true)],
] as const;

describe('wording that needs a human', () => {
  it.each(requests)('is answered with its card before anything runs: %s', async (_, request) => {
    const { seen, command } = listener();
    const { router, lines } = routerOver(command);
    const answer = await cardOf(router.answer(request));
    expect(answer).toMatchObject({ tone: 'help' });
    expect(answer.blocks[0]).toEqual({ kind: 'text', text: textOf('self_harm') });
    expect(seen.ran).toBe(0);
    expect(lines).toEqual([]);
  });

  it.each(requests)(
    'has the ways to a person right below, Get help now and Hide last: %s',
    async (_, request) => {
      const answer = await cardOf(routerOver(listener().command).router.answer(request));
      expect(labelsOf(answer)).toEqual([
        say('help-now.country.choose'),
        say('help-now.lines.button'),
        say('help-now.trust.button'),
        'Get help now',
        'Hide',
      ]);
      expect(answer.blocks[1]).toMatchObject({ kind: 'row' });
      expect(JSON.stringify(answer)).not.toContain(wish);
    },
  );

  it('that asks for a line for harm by another leads to those lines', async () => {
    const { router } = routerOver(listener().command);
    const answer = await cardOf(router.answer(typed('/toy', { words: 'my husband hits me' })));
    expect(wordsOf(answer)).toContain(textOf('harmed_by_other'));
    expect(leadsTo(answer, say('help-now.lines.button'))).toEqual(['help-now', 'abuse', '']);
    const other = await cardOf(router.answer(typed('/toy', { words: wish })));
    expect(leadsTo(other, say('help-now.lines.button'))).toEqual(['help-now', 'lines', '']);
  });

  it('is answered by the gravest of all that was written', async () => {
    const { router } = routerOver(listener().command);
    for (const [words, more] of [
      ['my husband hits me', 'I took all my pills'],
      ['I took all my pills', 'my husband hits me'],
    ]) {
      const answer = await cardOf(router.answer(typed('/toy', { words, more })));
      expect(wordsOf(answer)).toContain(textOf('already_hurt'));
    }
  });

  it('in somebody else’s message is about worrying for them', async () => {
    const { router } = routerOver(listener().command);
    const answer = await cardOf(router.answer(chosen('Look at this', wish, false)));
    expect(wordsOf(answer)).toContain(textOf('other_person'));
  });

  it('is no secret from the person where a language is not read: the card says so', async () => {
    const { router } = routerOver(listener().command);
    const words = 'Ich weiß nicht mehr weiter mit meinem Mann und dem Ganzen';
    for (const request of [sentIn('toy:sent', { words }), chosen('Look at this', words, true)]) {
      expect(wordsOf(await cardOf(router.answer(request)))).toContain(textOf('unclear'));
    }
  });

  it.each([
    ['a command', typed('/toy', { words: wish })],
    ['a form', sentIn('toy:sent', { words: wish }, { onPrivate: false })],
  ])('is answered privately where the answer was to be public: %s', async (_, request) => {
    const { router } = routerOver(listener('public').command);
    const pending = router.answer(request);
    expect(wordsOf(await cardOf(pending))).toContain(textOf('self_harm'));
    expect(pending).toMatchObject({ answers: 'new', audience: 'private' });
  });
});

describe('anything else', () => {
  it.each([
    ['ordinary words', typed('/toy', { words: 'I jump at every sound' })],
    ['no words', typed('/toy')],
    ['a number', typed('/toy', { count: 9 })],
    ['an ordinary message of somebody else’s', chosen('Look at this', 'What a day', false)],
    ['a choice among our own words', pressed('toy:sent', [], { values: [wish] })],
    ['a form with our own words chosen', sentIn('toy:sent', {}, { chosen: { urge: [wish] } })],
  ])('goes where it was meant to go: %s', async (_, request) => {
    const { seen, command } = listener();
    const answer = await cardOf(routerOver(command).router.answer(request));
    expect(wordsOf(answer)).toContain('I ran');
    expect(seen.ran).toBe(1);
  });

  it('is read anew each time: one answer does not hang on the one before', async () => {
    const { router } = routerOver(listener().command);
    const words = ['a bad day', wish, 'a bad day'];
    const tones = words.map(async one => (await cardOf(router.answer(typed('/toy', { words: one })))).tone);
    expect(await Promise.all(tones)).toEqual(['calm', 'help', 'calm']);
  });
});
