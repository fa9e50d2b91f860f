import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { card, text } from '../../src/core/reply.ts';
import { defineCommand } from '../../src/router/command.ts';
import { ada, cardOf, operator, pressed, routerOver, sentIn, typed, wordsOf } from './toys.ts';

const shown = (value: unknown) => card([text(JSON.stringify(value) ?? 'undefined')]);

const paint = defineCommand({
  name: 'paint',
  description: 'Paints',
  options: {
    colour: { kind: 'text', description: 'Which', required: true },
    coats: { kind: 'whole', description: 'How many' },
    glossy: { kind: 'flag', description: 'Whether it shines' },
    room: { kind: 'channel', description: 'Where' },
  },
  run: {
    answers: 'new',
    with: (_, options) => {
      expectTypeOf(options.colour).toEqualTypeOf<string>();
      expectTypeOf(options.coats).toEqualTypeOf<number | undefined>();
      expectTypeOf(options.glossy).toEqualTypeOf<boolean | undefined>();
      expectTypeOf(options.room).toEqualTypeOf<string | undefined>();
      return shown(options);
    },
  },
});

const wall = defineCommand({
  name: 'wall',
  description: 'About walls',
  subcommands: {
    build: {
      description: 'Builds one',
      options: { height: { kind: 'whole', description: 'Metres', required: true } },
      run: {
        answers: 'new',
        with: (_, options) => {
          expectTypeOf(options.height).toEqualTypeOf<number>();
          return shown(options);
        },
      },
    },
    look: { description: 'Looks at one', run: { answers: 'new', with: () => shown('a wall') } },
  },
  actions: {
    move: {
      answers: 'update',
      args: z.tuple([z.string(), z.coerce.number<string>().int()]),
      with: (_, args) => {
        expectTypeOf(args).toEqualTypeOf<[string, number]>();
        return shown(args);
      },
    },
    pick: { answers: 'update', with: (_, _args, { values }) => shown(values) },
    name: { answers: 'update', with: (_, _args, { texts, chosen }) => shown({ texts, chosen }) },
  },
});

describe('what a person gave reaches the handler typed', () => {
  const { router, lines } = routerOver(paint, wall);
  const answered = async (...request: Parameters<typeof router.answer>) =>
    wordsOf(await cardOf(router.answer(...request))).split('\n')[0];

  it('as options of a command, those left out undefined', async () => {
    expect(await answered(typed('/paint', { colour: 'red', coats: 2, glossy: false, room: '3' }))).toBe(
      '{"colour":"red","coats":2,"glossy":false,"room":"3"}',
    );
    expect(await answered(typed('/paint', { colour: 'red' }))).toBe('{"colour":"red"}');
  });

  it('as options of a subcommand, each subcommand on its own', async () => {
    expect(await answered(typed('/wall build', { height: 3 }))).toBe('{"height":3}');
    expect(await answered(typed('/wall look'))).toBe('"a wall"');
  });

  it('as arguments of a button', async () => {
    expect(await answered(pressed('wall:move', ['left', '4']))).toBe('["left",4]');
  });

  it('as choices of a menu', async () => {
    expect(await answered(pressed('wall:pick', [], { values: ['a', 'b'] }))).toBe('["a","b"]');
  });

  it('as texts and choices of a form', async () => {
    const request = sentIn('wall:name', { name: 'Hadrian' }, { chosen: { days: ['mon'] } });
    expect(await answered(request)).toBe('{"texts":{"name":"Hadrian"},"chosen":{"days":["mon"]}}');
  });

  it('without options that were never defined', async () => {
    expect(await answered(typed('/wall build', { height: 3, colour: 'red' }))).toBe('{"height":3}');
    expect(lines).toEqual([]);
  });

  it.each([
    ['a required one missing', typed('/paint', { coats: 2 })],
    ['text for a number', typed('/wall build', { height: 'high' })],
    ['half a metre', typed('/wall build', { height: 0.5 })],
    ['text for a yes or no', typed('/paint', { colour: 'red', glossy: 'yes' })],
    ['a text that is longer than the option takes', typed('/paint', { colour: 'r'.repeat(6_001) })],
  ])('or not at all: %s is answered in a sentence that names the option', async (_, request) => {
    const toys = routerOver(paint, wall);
    const words = wordsOf(await cardOf(toys.router.answer(request)));
    expect(words).toMatch(
      /^I can't use what came for (colour|height|glossy)\. Please type the command once more\./,
    );
    expect(toys.lines).toEqual([]);
  });
});

describe('a handler is handed', () => {
  it('who asked, the words in their language, the operator, a clock and chance', async () => {
    const look = defineCommand({
      name: 'look',
      description: 'Looks',
      run: {
        answers: 'new',
        with: ({ caller, words, library, say, clock, random, operator }) => {
          const seen = [caller.id, words.language, library.words('en') === words, say('card.help')];
          return shown([...seen, clock.now(), random.below(6), operator.name]);
        },
      },
    });
    const { router, clock } = routerOver(look);
    const words = wordsOf(await cardOf(router.answer(typed('/look', {}, { ...ada, locale: 'de' }))));
    expect(JSON.parse(words.split('\n')[0] ?? '')).toEqual([
      ada.id,
      'en',
      true,
      'Get help now',
      clock.now(),
      0,
      operator.name,
    ]);
  });
});
