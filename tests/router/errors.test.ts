import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { type Audience, defineCommand } from '../../src/router/command.ts';
import {
  ada,
  cardOf,
  choicesOf,
  chosen,
  labelsOf,
  leadsTo,
  pressed,
  routerOver,
  say,
  sentIn,
  typed,
  typing,
  wordsOf,
} from './toys.ts';

/** A command that throws wherever it is asked. */
function failing(error: unknown, audience: Audience = 'private') {
  const fails = () => {
    throw error;
  };
  const manner = { audience, with: fails };
  return defineCommand({
    name: 'toy',
    description: 'A toy',
    options: { words: { kind: 'text', description: 'Some', complete: fails } },
    run: { answers: 'new', ...manner },
    message: { name: 'Look at this', answers: 'new', ...manner },
    subcommands: { sub: { description: 'Under it', run: { answers: 'new', ...manner } } },
    actions: {
      act: { answers: 'update', ...manner },
      ask: { answers: 'form', with: () => Promise.reject(error) },
      go: { answers: 'remove', ...manner },
    },
  });
}

const requests = [
  ['toy', typed('/toy')],
  ['toy sub', typed('/toy sub')],
  ['Look at this', chosen('Look at this', 'words', true)],
  ['toy:act', pressed('toy:act')],
  ['toy:ask', pressed('toy:ask')],
  ['toy:go', pressed('toy:go')],
  ['toy:act', sentIn('toy:act', { words: 'some words' })],
] as const;

describe('an error meant for the person', () => {
  const sentence = 'Expected a time such as 08:30, got "soon".';

  it.each(requests)('is their answer, with the ways out below: %s', async (_, request) => {
    const { router, lines } = routerOver(failing(new UserError(sentence)));
    const answer = await cardOf(router.answer(request));
    expect(wordsOf(answer)).toBe(sentence);
    expect(labelsOf(answer)).toEqual(['Get help now', 'Hide']);
    expect(lines).toEqual([]);
  });

  it('in a completion is one choice that sends what was typed', async () => {
    const { router, lines } = routerOver(failing(new UserError(sentence)));
    const choices = await choicesOf(router.answer(typing('/toy', 'words', 'half')));
    expect(choices).toEqual([{ name: say('error.no-choices'), value: 'half' }]);
    expect(lines).toEqual([]);
  });
});

describe('any other error', () => {
  const bug = new Error('a secret of the machine');

  it.each(requests)(
    'is never shown, only logged, under the reference that is shown: %s',
    async (where, request) => {
      const { router, lines } = routerOver(failing(bug));
      const answer = await cardOf(router.answer(request));
      const reference = String(lines[0]?.fields.reference);
      expect(reference).toMatch(/^[A-Z0-9]{4}$/);
      expect(wordsOf(answer)).toBe(say('error.bug', { reference }));
      expect(labelsOf(answer)).toEqual(['Get help now', 'Hide']);
      expect(JSON.stringify(answer)).not.toContain('secret');
      expect(lines).toEqual([
        { level: 'error', message: expect.any(String), fields: { err: bug, reference, where } },
      ]);
    },
  );

  it('is logged without a word of what the person wrote, and without who they are', async () => {
    const { router, lines } = routerOver(failing(bug));
    await router.answer(typed('/toy', { words: 'my own words' })).reply;
    await router.answer(sentIn('toy:act', { words: 'my own words' })).reply;
    await router.answer(chosen('Look at this', 'my own words', false)).reply;
    await router.answer(typing('/toy', 'words', 'my own words')).reply;
    expect(lines).toHaveLength(4);
    expect(JSON.stringify(lines)).not.toContain('my own words');
    expect(JSON.stringify(lines)).not.toContain(ada.id);
  });

  it('is caught also where it is no Error', async () => {
    const { router, lines } = routerOver(failing('just thrown'));
    expect(wordsOf(await cardOf(router.answer(typed('/toy'))))).toContain('Something broke');
    expect(lines).toMatchObject([{ level: 'error', fields: { err: 'just thrown' } }]);
  });

  it('in a completion is one choice, also before anything is typed', async () => {
    const { router, lines } = routerOver(failing(bug));
    expect(await choicesOf(router.answer(typing('/toy', 'words', '')))).toEqual([
      { name: say('error.no-choices'), value: ' ' },
    ]);
    expect(lines).toMatchObject([{ level: 'error' }]);
  });

  it('in a completion is a choice that Discord takes, however much was typed', async () => {
    const { router } = routerOver(failing(bug));
    const choices = await choicesOf(router.answer(typing('/toy', 'words', 'x'.repeat(101))));
    for (const { value } of choices) expect(value.length).toBeLessThanOrEqual(100);
  });

  it('is not told to the others where the answer was to be public', async () => {
    const { router } = routerOver(failing(bug, 'public'));
    const pending = router.answer(typed('/toy'));
    const apology = await cardOf(pending);
    expect(labelsOf(apology)).toContain('Get help now');
    expect(apology.aside).toBe(true);
  });
});

describe('a reply that could not be drawn', () => {
  it('is answered like any other bug', () => {
    const { router, lines } = routerOver();
    const bug = new Error('text: expected 4000 at most');
    const answer = router.sorry(ada, bug);
    expect(wordsOf(answer)).toContain(String(lines[0]?.fields.reference));
    expect(wordsOf(answer)).not.toContain('4000');
    expect(leadsTo(answer, 'Get help now')).toEqual(['help-now', 'open', '']);
    expect(lines).toMatchObject([{ level: 'error', fields: { err: bug, where: 'drawing' } }]);
  });
});
