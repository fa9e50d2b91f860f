import { describe, expect, test } from 'vitest';
import { createWorld } from '../../src/playground/standin/world.ts';
import { hello, refusal, scripted } from './scripted.ts';

const long = (length: number) => 'x'.repeat(length);
const command = (more: object = {}) => ({ name: 'a', description: 'A', ...more });
const option = (more: object = {}) => ({ type: 3, name: 'o', description: 'O', ...more });
const withOption = (more: object) => [command({ options: [option(more)] })];
const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `c${index}`, value: `${index}` }));

const many = (count: number) => Array.from({ length: count }, (_, index) => option({ name: `o${index}` }));

const refused: [rule: string, definitions: unknown, expected: RegExp][] = [
  ['no list', command(), /array/],
  ['101 commands', Array.from({ length: 101 }, (_, i) => command({ name: `a${i}` })), /at most 100/],
  ['the same name twice', [command(), command()], /"a" came again/],
  ['upper case', [command({ name: 'Aa' })], /lower case/],
  ['a space in a name', [command({ name: 'a b' })], /letters, digits/],
  ['a name of 33', [command({ name: long(33) })], /name/],
  ['no description', [command({ description: '' })], /description/],
  ['a description of 101', [command({ description: long(101) })], /description/],
  ['a user command', [{ name: 'A', type: 2 }], /message command \(3\)/],
  ['a message command with a description', [{ name: 'A', type: 3, description: 'A' }], /description/],
  ['a message command name of 33', [{ name: long(33), type: 3 }], /name/],
  ['a context that is none', [command({ contexts: [3] })], /contexts/],
  ['no contexts', [command({ contexts: [] })], /contexts/],
  ['a locale that is none', [command({ name_localizations: { xx: 'a' } })], /locale codes/],
  ['a translated name in upper case', [command({ name_localizations: { de: 'A' } })], /lower case/],
  [
    '26 options',
    [command({ options: Array.from({ length: 26 }, (_, i) => option({ name: `o${i}` })) })],
    /options/,
  ],
  ['the same option twice', [command({ options: [option(), option()] })], /"o" came again/],
  ['an option type of no kind', withOption({ type: 99 }), /option type/],
  ['26 choices', withOption({ choices: choices(26) }), /choices/],
  ['choices beside autocomplete', withOption({ choices: choices(1), autocomplete: true }), /not both/],
  ['a choice name of 101', withOption({ choices: [{ name: long(101), value: 'v' }] }), /choices\.0\.name/],
  ['a choice without a name', withOption({ choices: [{ name: '', value: 'v' }] }), /choices\.0\.name/],
  ['a choice value of 101', withOption({ choices: [{ name: 'n', value: long(101) }] }), /choices\.0\.value/],
  ['a least length of 6001', withOption({ min_length: 6001 }), /min_length/],
  ['a most length of 6001', withOption({ max_length: 6001 }), /max_length/],
  ['a most length of 0', withOption({ max_length: 0 }), /max_length/],
  ['a nameless message command', [{ name: '', type: 3 }], /name/],
  ['no installation type', [command({ integration_types: [] })], /integration_types/],
  [
    '26 options of a subcommand',
    [command({ options: [{ type: 1, name: 's', description: 'S', options: many(26) }] })],
    /options\.0\.options/,
  ],
  ['a choice of the wrong type', withOption({ type: 4, choices: choices(1) }), /value/],
  [
    'a required option after others',
    [command({ options: [option(), option({ name: 'p', required: true })] })],
    /required options first/,
  ],
  [
    'subcommands beside options',
    [command({ options: [{ type: 1, name: 's', description: 'S' }, option()] })],
    /subcommands or other options/,
  ],
  [
    'more than 8000 characters',
    [
      command({
        options: Array.from({ length: 25 }, (_, i) =>
          option({
            name: `o${i}`,
            description: long(100),
            choices: [
              { name: long(100), value: `${i}${long(98)}` },
              { name: 'b', value: long(99) },
            ],
          }),
        ),
      }),
    ],
    /8000/,
  ],
  ['a permission that is no number', [command({ default_member_permissions: 'manage' })], /default_member/],
  ['a field nobody knows', [command({ contxts: [0] })], /contxts/],
];

test.each(refused)('commands are refused for %s', (_, definitions, expected) => {
  const world = createWorld();
  const error = refusal(() => world.overwriteCommands(definitions));
  expect(error).toMatchObject({ status: 400, code: 50035 });
  expect(world.problems.join('\n')).toMatch(expected);
  expect(world.commands()).toEqual([]);
});

test('an installation type the application has not fails the whole overwrite', () => {
  const world = createWorld({ integrationTypes: ['0'] });
  const fine = command({ name: 'b' });
  const error = refusal(() => world.overwriteCommands([fine, command({ integration_types: [0, 1] })]));
  expect(error.problem).toMatch(/expected only 0/);
  expect(refusal(() => world.overwriteCommands([command({ contexts: [2] })])).problem).toMatch(/context 2/);
  expect(world.commands()).toEqual([]);
});

test('an unchanged command keeps its id and version, a changed one its id', () => {
  const { world } = scripted();
  const [before] = world.overwriteCommands([hello]);
  const [same] = world.overwriteCommands([hello]);
  const [changed] = world.overwriteCommands([{ ...hello, description: 'Says more' }]);
  expect(same).toEqual(before);
  expect(changed?.id).toBe(before?.id);
  expect(changed?.version).not.toBe(before?.version);
});

test('translations are answered only when asked for', () => {
  const world = createWorld();
  world.overwriteCommands([command({ name_localizations: { de: 'b' } })]);
  expect(world.commands()[0]).not.toHaveProperty('name_localizations');
  expect(world.commands({ localizations: true })[0]).toMatchObject({ name_localizations: { de: 'b' } });
});

test.each([
  ['a command that is none', { command: 'nope' }, 'There is no command "nope"'],
  ['an option that is none', { options: { nope: 'x' } }, 'There is no option "nope"'],
  ['text for a number', { options: { times: '2' } }, 'times: expected a whole number'],
  ['a broken number', { options: { times: 1.5 } }, 'times: expected a whole number'],
  ['a number too large', { options: { times: 6 } }, 'times: expected at most 5'],
  ['a number too small', { options: { times: 0 } }, 'times: expected at least 1'],
  ['text for a switch', { options: { loud: 'yes' } }, 'loud: expected true or false'],
  ['a choice that is none', { options: { how: 'rudely' } }, 'how: expected one of its choices'],
  ['a text too long', { options: { who: 'x'.repeat(21) } }, 'who: expected 0 to 20 characters; came 21'],
  ['a subcommand that is none', { subcommand: 'now' }, '"hello" has no subcommand "now"'],
])('the client does not send a command with %s', async (_, more, reason) => {
  const { world, ada } = scripted();
  const act = {
    kind: 'command' as const,
    person: ada,
    place: world.place('server', ada),
    command: 'hello',
    options: {},
  };
  expect(await world.act({ ...act, ...more })).toEqual({ kind: 'failed', reason });
});

test('a required option must be there, and a subcommand must be chosen', async () => {
  const { world, ada } = scripted();
  world.overwriteCommands([
    command({ name: 'one', options: [option({ required: true })] }),
    command({
      name: 'two',
      options: [
        { type: 1, name: 's', description: 'S' },
        { type: 1, name: 't', description: 'T' },
      ],
    }),
  ]);
  const act = { kind: 'command' as const, person: ada, place: world.place('server', ada), options: {} };
  expect(await world.act({ ...act, command: 'one' })).toMatchObject({ reason: 'o: this option is required' });
  expect(await world.act({ ...act, command: 'two' })).toMatchObject({ reason: '"two" needs one of s, t' });
});

test('a command is offered only where its contexts, installation and permissions allow', async () => {
  const { world, ada, mo } = scripted();
  const manage = String(1 << 5);
  world.overwriteCommands([
    command({ name: 'dm', contexts: [1] }),
    command({ name: 'guild', contexts: [0, 1], integration_types: [0] }),
    command({ name: 'manage', contexts: [0], default_member_permissions: manage }),
    command({ name: 'admin', contexts: [0], default_member_permissions: '0' }),
  ]);
  const tries = async (person: string, kind: 'server' | 'other-dm', name: string) =>
    world.act({ kind: 'command', person, place: world.place(kind, person), command: name, options: {} });
  expect(await tries(ada, 'server', 'dm')).toMatchObject({ reason: '"dm" cannot be used here' });
  expect(await tries(ada, 'other-dm', 'guild')).toMatchObject({ reason: '"guild" cannot be used here' });
  expect(await tries(ada, 'server', 'manage')).toMatchObject({
    reason: 'You have no permission to use "manage"',
  });
  expect(await tries(mo, 'server', 'admin')).toMatchObject({
    reason: 'You have no permission to use "admin"',
  });
  void tries(mo, 'server', 'manage');
  expect(world.problems).toEqual([]);
  world.close();
});

test.each([
  ['26 choices', choices(26), /choices/],
  ['a name of 101', [{ name: long(101), value: 'v' }], /name/],
  ['a value of 101', [{ name: 'n', value: long(101) }], /value/],
  ['an empty name', [{ name: '', value: 'v' }], /name/],
])('choices while typing are refused for %s', (_, list, expected) => {
  const { world, ada, ask } = scripted();
  const place = world.place('server', ada);
  const { asked } = ask({
    kind: 'complete',
    person: ada,
    place,
    command: 'hello',
    focused: 'who',
    options: { who: 'a' },
  });
  const error = refusal(() => world.answer(asked.id, asked.token, { type: 8, data: { choices: list } }));
  expect(error.problem).toMatch(expected);
  world.close();
});

test('only an option with autocomplete asks the bot while it is typed, and says which one has the focus', async () => {
  const { world, ada, ask } = scripted();
  const place = world.place('server', ada);
  const act = {
    kind: 'complete' as const,
    person: ada,
    place,
    command: 'hello',
    options: { who: 'an', times: 2 },
  };
  expect(await world.act({ ...act, focused: 'times' })).toEqual({
    kind: 'failed',
    reason: 'times: this option offers nothing while typing',
  });
  const { asked } = ask({ ...act, focused: 'who' });
  expect(asked).toMatchObject({
    type: 4,
    data: {
      name: 'hello',
      options: [
        { name: 'who', value: 'an', focused: true },
        { name: 'times', value: 2 },
      ],
    },
  });
  world.close();
});

describe('an option that is a channel', () => {
  const general = '300000000000000001';
  const quiet = '300000000000000002';
  const posts = (more: object = {}) =>
    command({
      name: 'post',
      contexts: [0, 1, 2],
      integration_types: [0, 1],
      options: [
        { type: 7, name: 'where', description: 'Where', channel_types: [0, 5], ...more },
        { ...option(), autocomplete: true },
      ],
    });
  const act = (person: string, place: string, where: string) => ({
    kind: 'command' as const,
    person,
    place,
    command: 'post',
    options: { where },
  });

  test('comes as its id, with the channel beside it', () => {
    const { world, ada, ask } = scripted();
    world.overwriteCommands([posts()]);
    const { asked } = ask(act(ada, general, quiet));
    expect(asked).toMatchObject({
      channel_id: general,
      data: {
        options: [{ name: 'where', type: 7, value: quiet }],
        resolved: {
          channels: {
            [quiet]: {
              id: quiet,
              type: 0,
              name: 'quiet-corner',
              permissions: expect.stringMatching(/^\d+$/),
            },
          },
        },
      },
    });
    world.close();
  });

  test('may be chosen while another option is typed', () => {
    const { world, ada, ask } = scripted();
    world.overwriteCommands([posts()]);
    const { asked } = ask({
      kind: 'complete',
      person: ada,
      place: general,
      command: 'post',
      focused: 'o',
      options: { where: quiet, o: 'a' },
    });
    expect(asked).toMatchObject({ data: { options: [{ name: 'where', value: quiet }, { focused: true }] } });
    expect(asked.data).not.toHaveProperty('resolved');
    world.close();
  });

  test('is one of this server that is there, that the person sees, and of a type that was asked for', async () => {
    const { world, ada } = scripted();
    world.overwriteCommands([posts()]);
    const unknown = { kind: 'failed', reason: 'where: expected the id of a channel of this server' };
    const dm = world.place('own-dm', ada);
    expect(await world.act(act(ada, general, '1'))).toEqual(unknown);
    expect(await world.act(act(ada, general, dm))).toEqual(unknown);
    expect(await world.act(act(ada, dm, general))).toEqual(unknown);
    world.removeChannel(quiet);
    expect(await world.act(act(ada, general, quiet))).toEqual(unknown);
    expect(refusal(() => world.createMessage(quiet, { content: 'Hi' })).code).toBe(10003);
    expect(() => world.removeChannel(dm)).toThrow('expected the id of a server channel');
    world.overwriteCommands([posts({ channel_types: [5] })]);
    expect(await world.act(act(ada, general, general))).toMatchObject({
      reason: 'where: expected a channel of another type',
    });
  });
});
