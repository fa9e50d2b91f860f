import { describe, expect, it } from 'vitest';
import { commandsFolder } from '../../src/app.ts';
import { definitions } from '../../src/discord/registration.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { defineCommand } from '../../src/router/command.ts';
import { loadCommands, publicCommands } from '../../src/router/registry.ts';
import { board } from './toy.ts';

const run = { answers: 'new', with: () => board('ran') } as const;
const text = { description: 'Text' } as const;
const plain = defineCommand({ name: 'plain', description: 'Plain', run });
const full = defineCommand({
  name: 'full',
  description: 'Full',
  needs: 'ManageGuild',
  options: {
    words: { kind: 'text', description: 'Some', most: 300 },
    topic: { kind: 'text', description: 'Which', most: 100, complete: () => [] },
    free: { kind: 'text', description: 'Any', complete: () => [] },
    count: { kind: 'whole', description: 'How many', least: 1, most: 9 },
    many: { kind: 'whole', description: 'How many more' },
    together: { kind: 'flag', description: 'With others' },
    place: { kind: 'channel', description: 'Where' },
    time: { kind: 'text', description: 'When', required: true },
  },
  run,
  message: { name: 'Look at this', answers: 'new', with: () => board('looked') },
});
const parted = defineCommand({
  name: 'parted',
  description: 'Parted',
  subcommands: {
    on: { description: 'On', options: { time: { kind: 'text', description: 'When', required: true } }, run },
    off: { description: 'Off', options: {}, run },
  },
});

describe('where a command can be used', () => {
  it('is in servers and Steady’s own DM for an application that servers install', () => {
    expect(definitions([plain], [0])).toMatchObject([{ integration_types: [0], contexts: [0, 1] }]);
  });

  it('is everywhere for one that people install too', () => {
    expect(definitions([plain], [0, 1])).toMatchObject([{ integration_types: [0, 1], contexts: [0, 1, 2] }]);
    expect(definitions([plain], [1])).toMatchObject([{ integration_types: [1], contexts: [0, 1, 2] }]);
  });
});

describe('a command for servers alone', () => {
  const here = defineCommand({ ...text, name: 'here', contexts: ['server'], run });

  it('is there for servers that install it, and for nobody else', () => {
    expect(definitions([here], [0, 1])).toMatchObject([{ integration_types: [0], contexts: [0] }]);
    expect(definitions([here], [0])).toMatchObject([{ integration_types: [0], contexts: [0] }]);
    expect(definitions([here, plain], [1]).map(({ name }) => name)).toEqual(['plain']);
  });

  it('is no more than what is left where it is for more than servers', () => {
    const direct = defineCommand({ ...text, name: 'direct', contexts: ['own-dm', 'other-dm'], run });
    expect(definitions([direct], [0])).toMatchObject([{ integration_types: [0], contexts: [1] }]);
    expect(definitions([direct], [0, 1])).toMatchObject([{ integration_types: [0, 1], contexts: [1, 2] }]);
  });
});

describe('what Discord is told of a command', () => {
  it('is its name and its description, free for all unless it says otherwise', () => {
    expect(definitions([plain], [0])[0]).toEqual({
      type: 1,
      name: 'plain',
      description: 'Plain',
      options: [],
      default_member_permissions: null,
      integration_types: [0],
      contexts: [0, 1],
    });
  });

  it('is each option with its kind and its limits, required ones first', () => {
    expect(definitions([full], [0])[0]?.options).toEqual([
      { type: 3, name: 'time', description: 'When', required: true },
      { type: 3, name: 'words', description: 'Some', max_length: 300 },
      { type: 3, name: 'topic', description: 'Which', max_length: 100, autocomplete: true },
      { type: 3, name: 'free', description: 'Any', autocomplete: true },
      { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 9 },
      { type: 4, name: 'many', description: 'How many more' },
      { type: 5, name: 'together', description: 'With others' },
      { type: 7, name: 'place', description: 'Where', channel_types: [0, 5] },
    ]);
  });

  it('is its place in the menu of a message, with the same permission', () => {
    const both = definitions([full], [0, 1]);
    expect(both.map(({ type, name }) => [type, name])).toEqual([
      [1, 'full'],
      [3, 'Look at this'],
    ]);
    expect(both.map(one => one.default_member_permissions)).toEqual(['32', '32']);
    expect(both[1]).not.toHaveProperty('description');
    expect(both[1]).not.toHaveProperty('options');
  });

  it('is its subcommands with their own options', () => {
    expect(definitions([parted], [0])[0]?.options).toEqual([
      {
        type: 1,
        name: 'on',
        description: 'On',
        options: [{ type: 3, name: 'time', description: 'When', required: true }],
      },
      { type: 1, name: 'off', description: 'Off', options: [] },
    ]);
  });

  it('is what Discord takes, for toys and for every command there is', async () => {
    const world = createWorld();
    const all = publicCommands(await loadCommands(commandsFolder));
    for (const commands of [[plain, full, parted], all]) {
      const registered = world.overwriteCommands(definitions(commands, [0, 1]));
      expect(registered.length).toBeGreaterThanOrEqual(commands.length);
    }
    expect(world.problems).toEqual([]);
  });

  it('is no slash command for one that only the menu of a message has', () => {
    const only = defineCommand({
      name: 'only',
      description: 'Only in the menu',
      message: { name: 'Look', answers: 'new', with: () => board('looked') },
    });
    expect(definitions([only], [0]).map(({ type }) => type)).toEqual([3]);
  });
});
