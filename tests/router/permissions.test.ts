import { describe, expect, it } from 'vitest';
import { card, choices, text } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import {
  ada,
  cardOf,
  choicesOf,
  chosen,
  labelsOf,
  pressed,
  routerOver,
  say,
  sentIn,
  typed,
  typing,
  wordsOf,
} from './toys.ts';

const done = () => card([text('done')]);
const staff = defineCommand({
  name: 'staff',
  description: 'For those who manage the server',
  needs: 'ManageGuild',
  options: {
    words: {
      kind: 'text',
      description: 'Some',
      complete: () => choices([{ name: 'Inside', value: 'in' }]).choices,
    },
  },
  run: { answers: 'new', with: done },
  subcommands: { panel: { description: 'Posts one', run: { answers: 'new', with: done } } },
  message: { name: 'Pin this', answers: 'new', with: done },
  actions: {
    post: { answers: 'update', with: done },
    ask: { answers: 'form', with: done },
    join: { answers: 'new', forAll: true, with: done },
  },
});
const mo = { ...ada, managesServer: true };

const requests = [
  ['the command', typed('/staff')],
  ['its subcommand', typed('/staff panel')],
  ['its button', pressed('staff:post')],
  ['its form', sentIn('staff:post', { words: 'some words' })],
  ['the button that opens its form', pressed('staff:ask')],
] as const;

describe('a command that needs Manage Server', () => {
  it.each(requests)('is kindly refused to everybody else: %s', async (_, request) => {
    const { router, lines } = routerOver(staff);
    const answer = await cardOf(router.answer(request));
    expect(wordsOf(answer)).toBe(say('error.needs-manage'));
    expect(labelsOf(answer)).toEqual(['Get help now', 'Hide']);
    expect(lines).toEqual([]);
  });

  it.each(requests)('does as it is asked for those who may: %s', async (_, request) => {
    const answer = await cardOf(routerOver(staff).router.answer({ ...request, caller: mo }));
    expect(wordsOf(answer)).toContain('done');
  });

  it('lets everybody press what it posted for all', async () => {
    const { router } = routerOver(staff);
    for (const caller of [ada, mo])
      expect(wordsOf(await cardOf(router.answer({ ...pressed('staff:join'), caller })))).toContain('done');
  });

  it('is refused to everybody else in the menu of a message too', async () => {
    const answer = await cardOf(routerOver(staff).router.answer(chosen('Pin this', 'words', true)));
    expect(wordsOf(answer)).toBe(say('error.needs-manage'));
  });

  it('lists nothing of its own for everybody else', async () => {
    const listed = await choicesOf(routerOver(staff).router.answer(typing('/staff', 'words', '')));
    expect(listed.map(({ name }) => name)).not.toContain('Inside');
  });
});

describe('a command that needs nothing', () => {
  it('does as it is asked for everybody', async () => {
    const open = defineCommand({ name: 'open', description: 'For all', run: { answers: 'new', with: done } });
    for (const caller of [ada, mo])
      expect(wordsOf(await cardOf(routerOver(open).router.answer(typed('/open', {}, caller))))).toContain(
        'done',
      );
  });
});

describe('a command for servers alone', () => {
  const here = defineCommand({
    name: 'here',
    description: 'Only there',
    needs: 'ManageGuild',
    contexts: ['server'],
    options: {
      words: { kind: 'text', description: 'Some', complete: () => [{ name: 'Inside', value: 'in' }] },
    },
    run: { answers: 'new', with: done },
    actions: { join: { answers: 'new', forAll: true, with: done } },
  });
  const inDm = { ...mo, place: 'own-dm' } as const;

  it('does as it is asked in one', async () => {
    expect(wordsOf(await cardOf(routerOver(here).router.answer(typed('/here', {}, mo))))).toContain('done');
  });

  it.each([typed('/here'), pressed('here:join')])(
    'says elsewhere where it works, and lists nothing: $kind',
    async request => {
      const { router, lines } = routerOver(here);
      for (const place of ['own-dm', 'other-dm'] as const) {
        const caller = { ...inDm, place };
        expect(wordsOf(await cardOf(router.answer({ ...request, caller })))).toContain(
          'This one does not work here. It works in: channels of a server.',
        );
        const listed = await choicesOf(router.answer({ ...typing('/here', 'words', ''), caller }));
        expect(listed).toEqual([]);
      }
      expect(lines).toEqual([]);
    },
  );
});
