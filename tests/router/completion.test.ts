import { describe, expect, it } from 'vitest';
import helpNow from '../../commands/help-now.ts';
import { type Choice, card, text } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import { cardOf, choicesOf, labelsOf, routerOver, say, typed, typing, wordsOf } from './toys.ts';

const help = { name: 'Get help now', value: 'help' };
const wish = 'I want to die';

/** A command whose option lists what it is told. */
function listing(complete: (typed: string) => Choice[] | Promise<Choice[]>) {
  const topic = {
    kind: 'text',
    description: 'Which',
    complete: (_: unknown, words: string) => complete(words),
  } as const;
  const run = { answers: 'new', with: () => card([text('I ran')]) } as const;
  return defineCommand({
    name: 'toy',
    description: 'A toy',
    options: { topic, words: { kind: 'text', description: 'Some' } },
    run,
    subcommands: { sub: { description: 'Under it', options: { topic }, run } },
  });
}

const several = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ name: `T${n}`, value: `t${n}` }));

describe('an option being typed', () => {
  const { router } = routerOver(listing(words => [{ name: `About ${words}`, value: words }]));

  it('lists what its command finds, in a subcommand too', async () => {
    const found = [{ name: 'About sleep', value: 'sleep' }];
    expect(await choicesOf(router.answer(typing('/toy', 'topic', 'sleep')))).toEqual(found);
    expect(await choicesOf(router.answer(typing('/toy sub', 'topic', 'sleep')))).toEqual(found);
  });

  it('with wording that needs a human lists Get help now first, and the rest after it', async () => {
    expect(await choicesOf(router.answer(typing('/toy', 'topic', wish)))).toEqual([
      help,
      { name: `About ${wish}`, value: wish },
    ]);
  });

  it('keeps to 25 choices then', async () => {
    const full = routerOver(listing(() => several(25)));
    const listed = await choicesOf(full.router.answer(typing('/toy', 'topic', wish)));
    expect(listed).toEqual([help, ...several(24)]);
    expect(await choicesOf(full.router.answer(typing('/toy', 'topic', 'sleep')))).toHaveLength(25);
  });

  it('lists Get help now even where the option lists nothing of its own', async () => {
    expect(await choicesOf(router.answer(typing('/toy', 'words', wish)))).toEqual([help]);
  });

  it('takes half a sentence in an unknown spelling for one that is still being typed', async () => {
    const listed = await choicesOf(
      router.answer(typing('/toy', 'topic', 'Ich weiß nicht mehr weiter mit meinem')),
    );
    expect(listed).not.toContainEqual(help);
  });

  it.each([
    ['breaks', () => Promise.reject(new Error('bug'))],
    ['takes too long', () => new Promise<Choice[]>(() => {})],
  ])('lists Get help now first also where its command %s', async (_, complete) => {
    const broken = routerOver(listing(complete));
    expect((await choicesOf(broken.router.answer(typing('/toy', 'topic', wish))))[0]).toEqual(help);
  });
});

describe('the choice Get help now', () => {
  const { router, lines } = routerOver(
    listing(() => []),
    helpNow,
  );

  it.each([
    ['a command', typed('/toy', { topic: 'help' })],
    ['a subcommand', typed('/toy sub', { topic: 'help' })],
  ])('sent with %s opens the help card, in a new private message', async (_, request) => {
    const pending = router.answer(request);
    expect(pending).toMatchObject({ answers: 'new', audience: 'private' });
    const answer = await cardOf(pending);
    expect(labelsOf(answer)).toContain(say('help-now.lines.button'));
    expect(lines).toEqual([]);
  });

  it('is just a word in an option that completes nothing', async () => {
    expect(wordsOf(await cardOf(router.answer(typed('/toy', { words: 'help' }))))).toContain('I ran');
  });
});
