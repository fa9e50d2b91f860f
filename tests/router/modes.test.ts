import { describe, expect, it } from 'vitest';
import { card, type Reply, text } from '../../src/core/reply.ts';
import { type Audience, defineCommand, type Mode } from '../../src/router/command.ts';
import {
  boardOf,
  cardOf,
  chosen,
  labelsOf,
  pressed,
  routerOver,
  sentIn,
  typed,
  typing,
  wordsOf,
} from './toys.ts';

const replies: Record<Mode, Reply> = {
  new: card([text('new')]),
  update: card([text('updated')]),
  instead: card([text('instead')]),
  board: { kind: 'board', card: card([text('board')]), order: 1, note: card([text('noted')]) },
  form: { kind: 'form', title: 'A form', to: { command: 'toy', action: 'sent', args: [] }, fields: [] },
  choices: { kind: 'choices', choices: [] },
  remove: { kind: 'remove' },
};

/** A command whose run, message menu and one action all answer in this mode. */
function toy(answers: Mode, audience?: Audience) {
  const manner = { answers, ...(audience && { audience }), with: () => replies[answers] };
  return defineCommand({
    name: 'toy',
    description: 'A toy',
    run: manner,
    message: { name: 'Look at this', ...manner },
    subcommands: { sub: { description: 'Under it', run: manner } },
    actions: { act: manner },
  });
}

const requests = [
  ['a command', typed('/toy')],
  ['a subcommand', typed('/toy sub')],
  ['a message command', chosen('Look at this', 'words', true)],
  ['a button on a private card', pressed('toy:act')],
  ['a form from a private card', sentIn('toy:act', { words: 'a' })],
] as const;

describe('how it will answer is said before anything runs', () => {
  it.each(requests)('for %s', async (_, request) => {
    for (const mode of ['new', 'update', 'form', 'remove'] as const) {
      const pending = routerOver(toy(mode)).router.answer(request);
      expect(pending).toMatchObject({ answers: mode, audience: 'private' });
      expect(await pending.reply).toMatchObject({ kind: replies[mode].kind });
    }
  });

  it('even when the handler never ends', () => {
    const stuck = new Promise<Reply>(() => {});
    const never = defineCommand({
      name: 'never',
      description: 'Never ends',
      run: { answers: 'new', audience: 'public', with: () => stuck },
    });
    const { answers, audience } = routerOver(never).router.answer(typed('/never'));
    expect([answers, audience]).toEqual(['new', 'public']);
  });

  it('for an option being typed: choices, always', () => {
    const { router } = routerOver(toy('new'));
    expect(router.answer(typing('/toy', 'anything', ''))).toMatchObject({ answers: 'choices' });
    expect(router.answer(typing('/nothing', 'at', 'all'))).toMatchObject({ answers: 'choices' });
  });
});

describe('a message that others see', () => {
  const onPublic = [
    ['a button', pressed('toy:act', [], { onPrivate: false })],
    ['a form', sentIn('toy:act', {}, { onPrivate: false })],
  ] as const;

  it.each(onPublic)('is never overwritten with a private answer: %s gets a new one', async (_, request) => {
    const pending = routerOver(toy('update')).router.answer(request);
    expect(pending).toMatchObject({ answers: 'new', audience: 'private' });
    expect(labelsOf(await cardOf(pending))).toEqual(['Get help now', 'Hide']);
  });

  it.each(onPublic)('is taken away for a private answer where the action says so: %s', async (_, request) => {
    const pending = routerOver(toy('instead')).router.answer(request);
    expect(pending).toMatchObject({ answers: 'instead', audience: 'private' });
    expect(labelsOf(await cardOf(pending))).toEqual(['Get help now', 'Hide']);
  });

  it('need not be taken away where only one person sees it: it is changed', () => {
    const pending = routerOver(toy('instead')).router.answer(pressed('toy:act'));
    expect(pending).toMatchObject({ answers: 'update', audience: 'private' });
  });

  it.each(onPublic)('is changed for everybody where the action says so: %s', async (_, request) => {
    const pending = routerOver(toy('update', 'public')).router.answer(request);
    expect(pending).toMatchObject({ answers: 'update', audience: 'public' });
    expect(labelsOf(await cardOf(pending))).toEqual([]);
  });

  it('and is changed in its own time carries nothing private; what is said to the one person does', async () => {
    const pending = routerOver(toy('board')).router.answer(pressed('toy:act', [], { onPrivate: false }));
    expect(pending).toMatchObject({ answers: 'board', audience: 'private' });
    const { card, note } = await boardOf(pending);
    expect(labelsOf(card)).toEqual([]);
    expect(note && labelsOf(note)).toEqual(['Get help now', 'Hide']);
  });
});

describe('an answer that others see', () => {
  it.each(requests)('carries nothing private at its end: %s', async (_, request) => {
    const answer = await cardOf(routerOver(toy('new', 'public')).router.answer(request));
    expect(wordsOf(answer)).toBe('new');
    expect(labelsOf(answer)).toEqual([]);
  });

  it('but is said to the one person alone has help at its end', async () => {
    const refusal = (): Reply => ({ ...card([text('Not here')]), aside: true });
    const refusing = defineCommand({
      name: 'toy',
      description: 'A toy',
      run: { answers: 'new', audience: 'public', with: refusal },
    });
    const answer = await cardOf(routerOver(refusing).router.answer(typed('/toy')));
    expect(labelsOf(answer)).toEqual(['Get help now', 'Hide']);
  });
});
