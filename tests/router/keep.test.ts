import { describe, expect, it } from 'vitest';
import { type Block, card, row, text } from '../../src/core/reply.ts';
import { CARD_NAMES } from '../../src/library/crisis-schema.ts';
import { defineCommand, type Input } from '../../src/router/command.ts';
import { cardOf, labelsOf, leadsTo, library, pressed, routerOver, say, sentIn, wordsOf } from './toys.ts';

/** A command that keeps what is typed into its form, and what it kept. */
function keeper() {
  const kept: (string | undefined)[] = [];
  const keep = ({ texts, quoted }: Input) => {
    kept.push(quoted ?? texts.note);
    return card([text('Kept')]);
  };
  const command = defineCommand({
    name: 'toy',
    description: 'A toy',
    actions: {
      noted: {
        answers: 'update',
        with: (_, __, input) => keep(input),
        keep: () => ({ command: 'toy', action: 'keep', args: ['a'] }),
      },
      keep: { answers: 'update', with: (_, __, input) => keep(input) },
    },
  });
  return { kept, command };
}

const wish = 'I want to die.\n@everyone *knows*';
const quoteOf = ({ blocks }: { blocks: Block[] }) => blocks.find(block => block.kind === 'quote')?.words;

describe('what somebody wants kept, with wording that needs a human in it', () => {
  it('is answered with the card, quotes it, offers Keep it, and keeps nothing', async () => {
    const { kept, command } = keeper();
    const { router, lines } = routerOver(command);
    const answer = await cardOf(router.answer(sentIn('toy:noted', { note: wish })));
    expect(answer).toMatchObject({ tone: 'help' });
    expect(wordsOf(answer)).toContain('What you wrote is not kept yet:');
    expect(quoteOf(answer)).toBe(wish);
    expect(labelsOf(answer)).not.toContain('Go on');
    expect(leadsTo(answer, 'Keep it')).toEqual(['toy', 'keep', 'a']);
    expect(kept).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('is kept when Keep it is pressed, word for word', async () => {
    const { kept, command } = keeper();
    await cardOf(routerOver(command).router.answer(pressed('toy:keep', [], { quoted: wish })));
    expect(kept).toEqual([wish]);
  });

  it('is kept at once where nothing in it needs a human', async () => {
    const { kept, command } = keeper();
    await cardOf(routerOver(command).router.answer(sentIn('toy:noted', { note: 'A slow day' })));
    expect(kept).toEqual(['A slow day']);
  });

  it('stays on the card when a country is chosen', async () => {
    const { router } = routerOver(keeper().command);
    const first = await cardOf(router.answer(sentIn('toy:noted', { note: wish })));
    const [, , ...args] = leadsTo(first, say('help-now.country.choose'));
    const chosen = { countries: ['DE'] };
    const second = await cardOf(router.answer(sentIn('card:chosen', {}, { args, chosen, quoted: wish })));
    expect(wordsOf(second)).toContain('112');
    expect(quoteOf(second)).toBe(wish);
    expect(leadsTo(second, 'Keep it')).toEqual(['toy', 'keep', 'a']);
  });

  it.each(['lines', 'trust', 'open'])('is not lost for help: help-now %s comes beside it', action => {
    const help = defineCommand({
      name: 'help-now',
      description: 'Help',
      actions: { [action]: { answers: 'update', with: () => card([text('Help'), row()]) } },
    });
    const { router } = routerOver(help);
    expect(router.answer(pressed(`help-now:${action}`, [], { quoted: wish })).answers).toBe('new');
    expect(router.answer(pressed(`help-now:${action}`)).answers).toBe('update');
  });

  it('has a card of every name to stand under', () => {
    expect(CARD_NAMES.every(name => library.words('en').cards[name])).toBe(true);
  });
});
