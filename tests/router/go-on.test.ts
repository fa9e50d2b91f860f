import { describe, expect, it } from 'vitest';
import { commandsFolder } from '../../src/app.ts';
import { card, type Reply, text } from '../../src/core/reply.ts';
import type { Request } from '../../src/core/request.ts';
import { defineCommand } from '../../src/router/command.ts';
import { loadCommands, publicCommands } from '../../src/router/registry.ts';
import {
  cardOf,
  chosen,
  labelsOf,
  leadsTo,
  pressed,
  routerOver,
  say,
  sentIn,
  settled,
  typed,
  wordsOf,
} from './toys.ts';

const wish = 'I want to die';
const goOn = say('safety.go-on');

const toy = defineCommand({
  name: 'toy',
  description: 'A toy',
  options: { words: { kind: 'text', description: 'Some' } },
  run: {
    answers: 'new',
    with: () => card([text('ran')]),
    goOn: (_, { words }) => ({ command: 'toy', action: 'on', args: [`${words?.length}`] }),
  },
  message: {
    name: 'Look at this',
    answers: 'new',
    with: () => card([text('ran')]),
    goOn: (_, { own }) => ({ command: 'toy', action: 'on', args: [String(own)] }),
  },
  actions: {
    sent: {
      answers: 'update',
      with: () => card([text('ran')]),
      goOn: (_, _args, { texts }) => ({ command: 'toy', action: 'on', args: Object.keys(texts) }),
    },
  },
});

describe('Go on', () => {
  const { router } = routerOver(toy);

  it.each([
    ['a command', typed('/toy', { words: wish }), ['toy', 'on', '13']],
    ['a form', sentIn('toy:sent', { words: wish }), ['toy', 'on', 'words']],
    ['a message', chosen('Look at this', wish, false), ['toy', 'on', 'false']],
  ])('leads on from the card to where %s was going', async (_, request, link) => {
    const answer = await cardOf(router.answer(request));
    expect(leadsTo(answer, goOn)).toEqual(link);
  });

  it('stands last of the card’s own buttons, before Get help now and Hide', async () => {
    const answer = await cardOf(router.answer(typed('/toy', { words: wish })));
    expect(labelsOf(answer).slice(-3)).toEqual([goOn, 'Get help now', 'Hide']);
  });

  it('is not offered where there is no such place, or nothing to go on from', async () => {
    const plain = defineCommand({
      name: 'plain',
      description: 'Plain',
      options: { words: { kind: 'text', description: 'Some' } },
      run: { answers: 'new', with: () => card([text('ran')]) },
    });
    const without = routerOver(plain).router.answer(typed('/plain', { words: wish }));
    expect(labelsOf(await cardOf(without))).not.toContain(goOn);
    expect(labelsOf(await cardOf(router.answer(typed('/toy', { words: 'a bad day' }))))).not.toContain(goOn);
  });
});

/** What is kept after all is quoted on the card, and read back from there. */
const withoutQuote = (reply: Reply): Reply =>
  reply.kind === 'card' && labelsOf(reply).includes(say('safety.keep'))
    ? { ...reply, blocks: reply.blocks.filter(({ kind }) => kind !== 'quote') }
    : reply;

describe('every command there is, given wording that needs a human', async () => {
  const commands = publicCommands(await loadCommands(commandsFolder));
  const { router, lines } = routerOver(...commands);
  const mark = 'zebra';
  const words = `${wish} at the ${mark}`;
  const requests = commands.flatMap(
    ({ name, options, subcommands, message, actions }): [string, Request][] => {
      const filled = (all: typeof options) =>
        Object.fromEntries(
          Object.entries(all).flatMap(([key, { kind }]) => (kind === 'text' ? [[key, words]] : [])),
        );
      const runs = Object.entries({ '': { options }, ...subcommands })
        .map(([sub, one]) => [`/${name} ${sub}`.trim(), filled(one.options)] as const)
        .filter(([, values]) => Object.keys(values).length > 0);
      return [
        ...runs.map(([typedName, values]): [string, Request] => [typedName, typed(typedName, values)]),
        ...(message ? [[message.name, chosen(message.name, words, true)] as [string, Request]] : []),
        ...Object.keys(actions).map((action): [string, Request] => [
          `${name}:${action}`,
          sentIn(`${name}:${action}`, { words }),
        ]),
      ];
    },
  );

  it.each(requests)('puts none of it into the card or its buttons: %s', async (_, request) => {
    expect(JSON.stringify(withoutQuote(await settled(router.answer(request))))).not.toContain(mark);
  });

  it('goes on, where it offers to, to a card of its own', async () => {
    let went = 0;
    for (const [, request] of requests) {
      const answer = await cardOf(router.answer(request));
      if (!labelsOf(answer).includes(goOn)) continue;
      const [command, action, ...args] = leadsTo(answer, goOn);
      const next = await settled(router.answer(pressed(`${command}:${action}`, args)));
      if (next.kind === 'card') expect(wordsOf(next)).not.toContain(say('error.old-button'));
      went += 1;
    }
    expect(went).toBeGreaterThan(0);
    expect(lines).toEqual([]);
  });
});
