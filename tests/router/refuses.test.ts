import { describe, expect, it } from 'vitest';
import { type Card, card, text } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import { cardOf, labelsOf, leadsTo, pressed, routerOver, say, sentIn, wordsOf } from './toys.ts';

/** A command that does not keep what is worded like danger. */
const toy = defineCommand({
  name: 'toy',
  description: 'A toy',
  actions: {
    sent: {
      answers: 'update',
      with: () => card([text('ran')]),
      refuses: () => ({ command: 'toy', action: 'form', args: [] }),
      keep: (_, _args, { texts }) => ({ command: 'toy', action: 'kept', args: Object.keys(texts) }),
    },
  },
});
const sent = (words: string, { router } = routerOver(toy)) =>
  cardOf(router.answer(sentIn('toy:sent', { words })));
const quoteOn = ({ blocks }: Card) => blocks.find(block => block.kind === 'quote')?.words;
const refused = say('safety.refused');
const plan = say('help-now.plan.button');

describe('what is not kept once it is worded like danger', () => {
  it.each([
    ['I want to die'],
    ['I took all my pills'],
    ['my husband hits me'],
    ['I am going to kill him tonight'],
  ])('is not on the card, which leads to the plan: %s', async words => {
    const answer = await sent(words);
    expect(answer.tone).toBe('help');
    expect(wordsOf(answer)).toContain(refused);
    expect(quoteOn(answer)).toBeUndefined();
    expect(labelsOf(answer).slice(-3)).toEqual([plan, 'Get help now', 'Hide']);
    expect(leadsTo(answer, plan)).toEqual(['help-now', 'plan', '']);
  });

  it.each([
    ['a phrase that may mean it', 'I will not hurt myself'],
    ['what surely sounds like it', 'keep myself safe'],
  ])('can be changed where somebody may have been misread: %s', async (_, words) => {
    const answer = await sent(words);
    expect(wordsOf(answer)).toContain(refused);
    expect(quoteOn(answer)).toBe(words);
    expect(labelsOf(answer).slice(-4)).toEqual([say('safety.change'), plan, 'Get help now', 'Hide']);
    expect(leadsTo(answer, say('safety.change'))).toEqual(['toy', 'form']);
  });

  it.each([
    ['what only sounds a little like it', 'put my phone in the other room'],
    ['a language that is not read', 'Ich gehe morgen eine Runde spazieren'],
  ])('is kept all the same where nothing says so: %s', async (_, words) => {
    const answer = await sent(words);
    expect(wordsOf(answer)).not.toContain(refused);
    expect(quoteOn(answer)).toBe(words);
    expect(leadsTo(answer, say('safety.keep'))).toEqual(['toy', 'kept', 'words']);
  });

  it.each([
    ['I will not hurt myself', 'I will not hurt myself'],
    ['I want to die', undefined],
  ])('says the same once a country was chosen: %s', async (words, quoted) => {
    const toys = routerOver(toy);
    const first = await sent(words, toys);
    const [command, action, ...args] = leadsTo(first, say('help-now.country.choose'));
    expect([command, action]).toEqual(['card', 'country']);
    const more = { chosen: { countries: ['DE'] }, ...(quoted !== undefined && { quoted }) };
    const answer = await cardOf(toys.router.answer(sentIn('card:chosen', {}, { args, ...more })));
    expect(wordsOf(answer)).toContain(refused);
    expect(quoteOn(answer)).toBe(quoted);
    expect(leadsTo(answer, plan)).toEqual(['help-now', 'plan', 'DE']);
    expect(labelsOf(answer).includes(say('safety.change'))).toBe(quoted !== undefined);
  });

  it('goes its usual way where there is nothing to see', async () => {
    expect(wordsOf(await sent('wash one cup'))).toContain('ran');
    const { router } = routerOver(toy);
    expect(wordsOf(await cardOf(router.answer(pressed('toy:sent'))))).toContain('ran');
  });
});
