import { describe, expect, it } from 'vitest';
import { button, card, row, text } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import {
  ada,
  cardOf,
  chosen,
  labelsOf,
  leadsTo,
  pressed,
  routerOver,
  say,
  sentIn,
  typed,
  wordsOf,
} from './toys.ts';

const answer = () => card([text('A card'), row(button('More', { command: 'toy', action: 'act', args: [] }))]);
const toy = defineCommand({
  name: 'toy',
  description: 'A toy',
  run: { answers: 'new', with: answer },
  message: { name: 'Look at this', answers: 'new', with: answer },
  subcommands: { sub: { description: 'Under it', run: { answers: 'new', with: answer } } },
  actions: {
    act: { answers: 'update', with: answer },
    known: { answers: 'update', with: () => card([text('A card')], { country: 'DE' }) },
    line: { answers: 'new', with: () => ({ kind: 'plain', content: 'One line', rows: [] }) },
  },
});
const { router } = routerOver(toy);

const commands = [
  ['a command', typed('/toy')],
  ['a subcommand', typed('/toy sub')],
  ['a message command', chosen('Look at this', 'words', true)],
] as const;
const presses = [
  ['a button', pressed('toy:act')],
  ['a button on a public message', pressed('toy:act', [], { onPrivate: false })],
  ['a form', sentIn('toy:act', { words: 'a few words' })],
] as const;

describe('every private card', () => {
  it.each([...commands, ...presses])(
    'ends with Get help now and Hide, last and alone: %s',
    async (_, request) => {
      const framed = await cardOf(router.answer(request));
      expect(labelsOf(framed)).toEqual(['More', 'Get help now', 'Hide']);
      expect(framed.blocks.at(-1)).toMatchObject({
        kind: 'row',
        buttons: [{ label: 'Get help now' }, { label: 'Hide' }],
      });
    },
  );

  it.each(['server', 'own-dm', 'other-dm'] as const)('does so in every place: %s', async place => {
    const framed = await cardOf(router.answer(typed('/toy', {}, { ...ada, place })));
    expect(labelsOf(framed).slice(-2)).toEqual(['Get help now', 'Hide']);
  });

  it('leads from Get help now to the help card, with the country where the card knows it', async () => {
    expect(leadsTo(await cardOf(router.answer(typed('/toy'))), 'Get help now')).toEqual([
      'help-now',
      'open',
      '',
    ]);
    const known = await cardOf(router.answer(pressed('toy:known')));
    expect(leadsTo(known, 'Get help now')).toEqual(['help-now', 'open', 'DE']);
  });

  it('is taken away by Hide, also where no command is known', async () => {
    const [command, action] = leadsTo(await cardOf(router.answer(typed('/toy'))), 'Hide');
    const pending = routerOver().router.answer(pressed(`${command}:${action}`));
    expect(pending.answers).toBe('remove');
    expect(await pending.reply).toEqual({ kind: 'remove' });
  });

  it('leaves one sentence and no button where it cannot be taken away', () => {
    const blank = router.blank(ada);
    expect(wordsOf(blank)).toBe(say('card.hidden'));
    expect(labelsOf(blank)).toEqual([]);
  });
});

describe('what Steady is not', () => {
  it.each(commands)('is said in one small line under the answer to %s', async (_, request) => {
    const newcomer = {
      ...ada,
      id: `2000000000000001${String(request.kind).length}${JSON.stringify(request).length}`,
    };
    const { blocks } = await cardOf(router.answer({ ...request, caller: newcomer }));
    expect(blocks.at(-2)).toEqual({ kind: 'small', text: say('card.first') });
    expect(say('card.first')).toMatch(/bot.*not therapy/s);
  });

  it.each(presses)('is not said again after %s', async (_, request) => {
    expect(wordsOf(await cardOf(router.answer(request)))).not.toContain(say('card.first'));
  });
});

describe('what Steady is not, asked for twice at once', () => {
  it('is said on the first card only', async () => {
    const newcomer = { ...ada, id: '200000000000000777' };
    const [first, second] = [0, 1].map(() => router.answer({ ...typed('/toy'), caller: newcomer }));
    if (!first || !second) throw new Error('Expected two answers.');
    expect(wordsOf(await cardOf(first))).toContain(say('card.first'));
    await first.afterwards();
    expect(wordsOf(await cardOf(second))).not.toContain(say('card.first'));
  });
});

describe('a plain line', () => {
  it('stays as it is', async () => {
    expect(await router.answer(pressed('toy:line')).reply).toEqual({
      kind: 'plain',
      content: 'One line',
      rows: [],
    });
  });
});
