import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { register } from '../../src/discord/registration.ts';
import { botRest } from '../../src/discord/rest.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { type Command, defineCommand, type Options } from '../../src/router/command.ts';
import { expectNothingRefused, token } from './setting.ts';
import { board } from './toy.ts';

let standin: Standin;
let overwrites: unknown[];

async function open(integrationTypes: ('0' | '1')[] = ['0', '1']): Promise<void> {
  overwrites = [];
  const world = createWorld({ integrationTypes });
  const counted = {
    ...world,
    overwriteCommands(body: unknown) {
      overwrites.push(body);
      return world.overwriteCommands(body);
    },
  };
  standin = await startStandin({ port: 0, token, world: counted });
}

beforeEach(() => open());

afterEach(async () => {
  expectNothingRefused(standin.world);
  await standin.close();
});

const registered = (...commands: Command[]) => register(botRest(token, standin.apiUrl), commands);
const names = () => standin.world.commands().map(({ name }) => name);

function toy(
  options: Options = {},
  more: { name?: string; description?: string; needs?: 'ManageGuild' } = {},
) {
  const run = { answers: 'new', with: () => board('ran') } as const;
  return defineCommand({ name: 'toy', description: 'A toy', ...more, options, run });
}

const word = { kind: 'text', description: 'Some', most: 30 } as const;
const pick = { kind: 'text', description: 'Which', complete: () => [] } as const;
const count = { kind: 'whole', description: 'How many', least: 1 } as const;
const flag = { kind: 'flag', description: 'Whether' } as const;
const place = { kind: 'channel', description: 'Where' } as const;
const menu = defineCommand({
  name: 'look',
  description: 'Looks',
  message: { name: 'Look at this', answers: 'new', with: () => board('looked') },
  subcommands: {
    on: {
      description: 'On',
      options: { count, must: { ...flag, required: true } },
      run: { answers: 'new', with: () => board('on') },
    },
  },
});

const only = {
  name: 'only',
  description: 'Only there',
  run: { answers: 'new', with: () => board('ran') },
} as const;

describe('commands are registered', () => {
  it('in one overwrite, the first time', async () => {
    expect(await registered(toy({ word }), menu)).toBe(true);
    expect(overwrites).toHaveLength(1);
    expect(names()).toEqual(['toy', 'look', 'Look at this']);
  });

  it('not again while nothing changed, whatever Discord adds to what it was told', async () => {
    const all = () => [
      toy({ must: { ...word, required: true }, pick, count, flag, place }, { needs: 'ManageGuild' }),
      defineCommand({ ...only, contexts: ['server'] }),
      menu,
    ];
    await registered(...all());
    expect(await registered(...all())).toBe(false);
    expect(await registered(...all().reverse())).toBe(false);
    expect(overwrites).toHaveLength(1);
  });

  it.each([
    ['another description', toy({ word }, { description: 'Another toy' })],
    ['another permission', toy({ word }, { needs: 'ManageGuild' })],
    ['an option more', toy({ word, flag })],
    ['an option less', toy()],
    ['an option of another length', toy({ word: { ...word, most: 31 } })],
    ['an option without a length', toy({ word: { kind: 'text', description: 'Some' } })],
    ['an option that is required now', toy({ word: { ...word, required: true } })],
    ['an option that completes now', toy({ word: { ...word, complete: () => [] } })],
    ['an option that is a channel now', toy({ word: { kind: 'channel', description: 'Some' } })],
    ['an option of another kind', toy({ word: { kind: 'flag', description: 'Some' } })],
    ['another name', toy({ word }, { name: 'game' })],
  ])('again, once, for %s', async (_, changed) => {
    await registered(toy({ word }));
    expect(await registered(changed)).toBe(true);
    expect(overwrites).toHaveLength(2);
    expect(names()).toEqual([changed.name]);
    expect(await registered(changed)).toBe(false);
  });

  it('again for one that came or went', async () => {
    await registered(toy({ word }));
    expect(await registered(toy({ word }), menu)).toBe(true);
    expect(await registered(menu)).toBe(true);
    expect(names()).toEqual(['look', 'Look at this']);
  });

  it('again for options in another order, which people see', async () => {
    await registered(toy({ word, flag }));
    expect(await registered(toy({ flag, word }))).toBe(true);
  });
});

describe('an application', () => {
  it.each([
    ['that only servers install', ['0'], [0], [0, 1]],
    ['that only people install', ['1'], [1], [0, 1, 2]],
    ['that both install', ['0', '1'], [0, 1], [0, 1, 2]],
  ] as const)('%s gets its commands for just that', async (_, has, types, contexts) => {
    await standin.close();
    await open([...has]);
    expect(await registered(toy())).toBe(true);
    expect(standin.world.commands()).toMatchObject([{ integration_types: types, contexts }]);
  });

  it('that names no installation gets them for servers', async () => {
    await standin.close();
    await open(['0']);
    const { application } = standin.world;
    Object.assign(application, { integrationTypes: [] });
    await expect(registered(toy())).rejects.toThrow('Invalid Form Body');
    expect(overwrites).toMatchObject([[{ integration_types: [0] }]]);
    standin.world.problems.length = 0;
  });
});
