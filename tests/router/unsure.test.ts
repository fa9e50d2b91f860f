import { describe, expect, it } from 'vitest';
import { card, choices, text } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import { cardOf, routerOver, say, sentIn, settled, wordsOf } from './toys.ts';

const toy = defineCommand({
  name: 'toy',
  description: 'A toy',
  actions: {
    kept: { answers: 'update', unsure: 'below', with: () => card([text('ran')]) },
    other: { answers: 'update', unsure: 'below', with: () => choices([]) },
    sent: { answers: 'update', with: () => card([text('ran')]) },
  },
});
const { router } = routerOver(toy);

/** Only a little like what somebody in danger writes. */
const alike = 'I have got through nights like this before.';

describe('where a doubt is said below the answer', () => {
  it('the answer comes at once, and the line stands under it, above Get help now', async () => {
    const answer = await cardOf(router.answer(sentIn('toy:kept', { words: alike })));
    expect(answer.blocks.map(block => ('text' in block ? block.text : block.kind))).toEqual([
      'ran',
      say('safety.unsure'),
      'row',
    ]);
    expect(answer.tone).toBe('calm');
  });

  it.each([
    ['a phrase of danger', 'I want to die'],
    ['a phrase that may be one', "I don't want to die"],
    ['another language', 'Ich weiß nicht mehr weiter mit meinem Mann und dem Ganzen'],
  ])('a card comes first all the same for %s', async (_, words) => {
    const answer = await cardOf(router.answer(sentIn('toy:kept', { words })));
    expect(answer.tone).toBe('help');
    expect(wordsOf(answer)).not.toContain('ran');
  });

  it('nothing is said where there is no doubt', async () => {
    const answer = await cardOf(router.answer(sentIn('toy:kept', { words: 'tea, dog, shower' })));
    expect(wordsOf(answer)).toBe('ran');
  });

  it('what is no card is left as it is', async () => {
    expect(await settled(router.answer(sentIn('toy:other', { words: alike })))).toEqual(choices([]));
  });

  it('everywhere else the card comes first', async () => {
    const answer = await cardOf(router.answer(sentIn('toy:sent', { words: alike })));
    expect(answer.tone).toBe('help');
  });
});
