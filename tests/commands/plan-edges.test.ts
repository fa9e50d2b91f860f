import { expect, test } from 'vitest';
import { markOf, partForm } from '../../commands/plan/form.ts';
import plan from '../../commands/plan.ts';
import { renderMessage } from '../../src/discord/render.ts';
import { renderForm } from '../../src/discord/render-form.ts';
import { PLAN_PARTS } from '../../src/people/plan.ts';
import type { Context } from '../../src/router/command.ts';
import { cardOf, pressed, routerOver, say, sentIn, wordsOf } from '../router/toys.ts';

/** What no client of Discord's sends, but may reach the bot. */
const sent = (part: string, words: string, before = 'new') =>
  sentIn('plan:written', { [part]: words }, { args: [part, before] });

test('a part longer than it may be is not saved, and its words are given back where they fit on a card', async () => {
  const { router, lines } = routerOver(plan);
  const long = await cardOf(router.answer(sent('words', '*\n'.repeat(300))));
  expect(wordsOf(long)).toContain('599 characters, and a part holds 400. It is not saved.');
  expect(long.blocks).toContainEqual({ kind: 'quote', words: '*\n'.repeat(300).trim() });
  expect(() => renderMessage(long)).not.toThrow();
  const longest = await cardOf(router.answer(sent('words', 'x'.repeat(4_000))));
  expect(wordsOf(longest)).toContain('4000 characters');
  expect(() => renderMessage(longest)).not.toThrow();
  expect(wordsOf(await cardOf(router.answer(pressed('plan:open'))))).toContain(say('plan.none'));
  expect(lines).toEqual([]);
});

test('a text that only looks empty, or breaks off in the middle of a character, is made sound', async () => {
  const { router } = routerOver(plan);
  expect(wordsOf(await cardOf(router.answer(sent('words', ' \u0000\r\n\u202e '))))).toContain(
    say('plan.was-empty'),
  );
  const saved = await cardOf(router.answer(sent('words', 'tea\r\n\r\n\r\nand \ud83c')));
  expect(wordsOf(saved)).toContain('> tea\n> \n> and \ufffd');
});

test('the longest text made safe to show fits on every card it stands on', async () => {
  const { router, lines } = routerOver(plan);
  for (const words of ['*\n'.repeat(200), '\u0301'.repeat(400), '1.\n'.repeat(134).slice(0, 400)]) {
    for (const part of PLAN_PARTS) renderMessage(await cardOf(router.answer(sent(part, words))));
    renderMessage(await cardOf(router.answer(pressed('plan:edit'))));
    renderMessage(await cardOf(router.answer(sent('avoid', `other ${words}`.slice(0, 400)))));
    renderMessage(await cardOf(router.answer(sent('avoid', ''))));
  }
  expect(lines).toEqual([]);
});

test('a button whose card quotes nothing any more says so', async () => {
  const { router } = routerOver(plan);
  for (const action of ['plan:keep', 'plan:put'])
    expect(wordsOf(await cardOf(router.answer(pressed(action, ['people', 'new']))))).toBe(
      say('plan.no-words'),
    );
});

test('a page further on than there are shows the last one', async () => {
  const { router } = routerOver(plan);
  await cardOf(router.answer(sent('people', 'Priya')));
  const card = await cardOf(router.answer(pressed('plan:page', ['7'])));
  expect(wordsOf(card)).toContain('> Priya');
});

test('every form keeps to the limits, and carries nothing that could be read', () => {
  const parts = Object.fromEntries(PLAN_PARTS.map(part => [part, 'secret']));
  for (const part of PLAN_PARTS) {
    const form = partForm({ say } as Context, { usedOn: '', parts }, part);
    expect(() => renderForm(form)).not.toThrow();
    expect(renderForm(form).custom_id).toBe(`plan:written:${part}:2bb80d53`);
    expect(form.fields.map(({ label }) => label)).toEqual([say(`plan.parts.${part}.ask`)]);
  }
  expect(markOf(undefined, 'people')).toBe('new');
  expect(markOf({ parts: {} }, 'people')).toBe('new');
  expect(markOf({ parts: { signs: 'x' } }, 'people')).toBe('e3b0c442');
});
