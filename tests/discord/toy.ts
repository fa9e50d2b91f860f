import { setTimeout as sleep } from 'node:timers/promises';
import { button, card, picture, type Reply, row, text } from '../../src/core/reply.ts';
import { type Command, defineCommand, type Mode } from '../../src/router/command.ts';

const link = (action: string) => ({ command: 'toy', action, args: [] });
const names = ['next', 'ask', 'vanish', 'join', 'peek', 'odd', 'wrong'] as const;

/** The card of every answer: a button for each kind of answer there is. */
export const board = (words: string): Reply =>
  card([
    text(words),
    row(...names.slice(0, 5).map(name => button(name, link(name)))),
    row(...names.slice(5).map(name => button(name, link(name)))),
  ]);

const form: Reply = {
  kind: 'form',
  title: 'Words',
  to: link('typed'),
  fields: [{ kind: 'text', name: 'words', label: 'Your words', required: true, long: false, most: 30 }],
};
const tooLong = card([text('x'.repeat(4001))]);

/** A command with an answer of every kind, each after so many milliseconds. */
export function toyTaking(ms = 0): Command {
  const after = (reply: Reply) => (ms === 0 ? () => reply : () => sleep(ms, reply));
  const manner = (answers: Mode, reply: Reply) => ({ answers, with: after(reply) });
  return defineCommand({
    name: 'toy',
    description: 'A toy',
    options: {
      colour: {
        kind: 'text',
        description: 'Which',
        complete: () => sleep(ms, [{ name: 'Red', value: 'red' }]),
      },
    },
    run: manner('new', board('new')),
    message: { name: 'Look at this', ...manner('new', board('looked')) },
    actions: {
      next: manner('update', board('next')),
      ask: manner('form', form),
      typed: manner('update', board('typed')),
      vanish: manner('remove', { kind: 'remove' }),
      join: { audience: 'public', ...manner('update', board('joined')) },
      peek: manner('new', card([picture({ name: 'dot.gif', data: Uint8Array.of(71), alt: 'A dot' })])),
      odd: manner('update', tooLong),
      wrong: manner('new', form),
    },
  });
}

/** Posts a card that everybody sees. */
export const postTaking = (ms = 0): Command =>
  defineCommand({
    name: 'post',
    description: 'Posts',
    run: { answers: 'new', audience: 'public', with: () => sleep(ms, board('posted')) },
  });
