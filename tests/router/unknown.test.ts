import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { card, text } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import {
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
const toy = defineCommand({
  name: 'toy',
  description: 'A toy',
  options: {
    colour: { kind: 'text', description: 'Which', complete: () => [{ name: 'Red', value: 'red' }] },
  },
  subcommands: { sub: { description: 'Under it', run: { answers: 'new', with: done } } },
  actions: {
    bare: { answers: 'update', with: done },
    step: {
      answers: 'update',
      args: z.tuple([z.enum(['look', 'hear']), z.coerce.number<string>().int().min(1)]),
      with: done,
    },
  },
});
const { router, lines } = routerOver(toy);

const notThere = [
  ['of another name', typed('/gone')],
  ['of no name', typed('/')],
  ['with another subcommand', typed('/toy other')],
  ['without the subcommand it needs', typed('/toy')],
  ['in the menu of a message', chosen('Gone', 'words', true)],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty'].flatMap(
    name =>
      [
        [`called ${name}`, typed(`/${name}`)],
        [`with the subcommand ${name}`, typed(`/toy ${name}`)],
      ] as const,
  ),
] as const;

describe('a command that is not there', () => {
  it.each(notThere)('is answered with one sentence: %s', async (_, request) => {
    const pending = router.answer(request);
    expect(pending).toMatchObject({ answers: 'new', audience: 'private' });
    const answer = await cardOf(pending);
    expect(wordsOf(answer)).toBe(say('error.unknown-command'));
    expect(labelsOf(answer)).toEqual(['Get help now', 'Hide']);
    expect(lines).toEqual([]);
  });
});

describe('a button that leads nowhere', () => {
  const forged = [
    ['to another command', pressed('gone:step', ['look', '1'])],
    ['to another action', pressed('toy:gone')],
    ['to nothing at all', pressed('')],
    ['to a run by name', pressed('toy:sub')],
    ['with an argument too few', pressed('toy:step', ['look'])],
    ['with an argument too many', pressed('toy:step', ['look', '1', '2'])],
    ['with an argument where none is taken', pressed('toy:bare', ['look'])],
    ['with a word that is none of its own', pressed('toy:step', ['smell', '1'])],
    ['with text for a number', pressed('toy:step', ['look', 'one'])],
    ['with a number out of reach', pressed('toy:step', ['look', '0'])],
    ['with arguments that are no text', pressed('toy:step', ['__proto__', '__proto__'])],
    ['as a form', sentIn('toy:gone', { words: 'some words' })],
    ...['__proto__', 'constructor', 'toString', 'valueOf'].flatMap(
      name =>
        [
          [`to a command called ${name}`, pressed(`${name}:hide`)],
          [`to an action called ${name}`, pressed(`toy:${name}`)],
        ] as const,
    ),
  ] as const;

  it.each(forged)('is answered with one sentence in its place: %s', async (_, request) => {
    const pending = router.answer(request);
    expect(pending).toMatchObject({ answers: 'update', audience: 'private' });
    const answer = await cardOf(pending);
    expect(wordsOf(answer)).toBe(say('error.old-button'));
    expect(labelsOf(answer)).toEqual(['Get help now', 'Hide']);
    expect(lines).toEqual([]);
  });

  it('is answered beside a message that others see', async () => {
    const pending = router.answer(pressed('toy:gone', [], { onPrivate: false }));
    expect(pending).toMatchObject({ answers: 'new', audience: 'private' });
    expect(wordsOf(await cardOf(pending))).toBe(say('error.old-button'));
  });
});

describe('an option that lists nothing', () => {
  it.each([
    ['of a command that is not there', typing('/gone', 'colour', 'r')],
    ['that is not there', typing('/toy', 'size', 'r')],
    ['of a subcommand that is not there', typing('/toy gone', 'colour', 'r')],
    ['of a subcommand without any', typing('/toy sub', 'colour', 'r')],
    ['called __proto__', typing('/toy', '__proto__', 'r')],
    ['called constructor', typing('/toy', 'constructor', 'r')],
  ])('lists nothing: %s', async (_, request) => {
    expect(await choicesOf(router.answer(request))).toEqual([]);
    expect(lines).toEqual([]);
  });

  it('is told from one that does', async () => {
    expect(await choicesOf(router.answer(typing('/toy', 'colour', 'r')))).toEqual([
      { name: 'Red', value: 'red' },
    ]);
  });
});
