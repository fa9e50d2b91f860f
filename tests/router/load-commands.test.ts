import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandsFolder } from '../../src/app.ts';
import { defineCommand } from '../../src/router/command.ts';
import { loadCommands, nudgeContents, publicCommands, registry } from '../../src/router/registry.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});

afterEach(() => rm(folder, { recursive: true }));

const source = (name: string) =>
  `export default { name: '${name}', description: 'x', options: {}, subcommands: {}, actions: {} };`;
const write = (file: string, text: string) => writeFile(join(folder, file), text);

describe('what commands have sent', () => {
  const content = { choose: () => '', message: () => ({ kind: 'plain' as const, content: '', rows: [] }) };
  const owning = (name: string, nudge: string) =>
    defineCommand({ name, description: 'x', nudges: { [nudge]: content } });

  it('is known by its name, which only one command may give', () => {
    expect([...nudgeContents(registry([owning('one', 'daily'), owning('two', 'once')])).keys()]).toEqual([
      'daily',
      'once',
    ]);
    const both = registry([owning('one', 'daily'), owning('two', 'daily')]);
    expect(() => nudgeContents(both)).toThrow(
      'two: expected another name than "daily" for a nudge: it is taken.',
    );
  });
});

describe('the commands of a folder', () => {
  it('are its files, each under its own name, and what stands on every card', async () => {
    await write('ground.js', source('ground'));
    await write('help-now.js', source('help-now'));
    const commands = await loadCommands(folder);
    expect([...commands.keys()].sort()).toEqual(['card', 'ground', 'help-now']);
    expect(publicCommands(commands).map(({ name }) => name)).toEqual(['ground', 'help-now']);
  });

  it('are no folders, no types and no other files', async () => {
    await write('ground.js', source('ground'));
    await write('ground.d.ts', 'export {};');
    await write('ground.js.map', '{}');
    await write('notes.md', 'Notes');
    await mkdir(join(folder, 'ground'));
    await writeFile(join(folder, 'ground', 'views.js'), 'export const view = 1;');
    expect(publicCommands(await loadCommands(folder)).map(({ name }) => name)).toEqual(['ground']);
  });

  it('that are there are all found, by their names', async () => {
    const names = publicCommands(await loadCommands(commandsFolder)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['about', 'explain', 'ground', 'help', 'help-now']));
  });
});

describe('a file that is no command is named, with what was expected', () => {
  it.each([
    ['of another name', source('earth'), 'the name "earth"'],
    ['without a default export', 'export const name = "ground";', 'no default export'],
    ['with nothing in it', '', 'no default export'],
    ['with a default export that has no name', 'export default {};', 'something else'],
  ])('%s', async (_, text, came) => {
    await write('ground.js', text);
    await expect(loadCommands(folder)).rejects.toThrow(
      `${join(folder, 'ground.js')}: expected a default export made by defineCommand with the name "ground", got ${came}.`,
    );
  });

  it('with a default export of that name that defineCommand did not make', async () => {
    await write('ground.js', 'export default function ground() {}');
    await expect(loadCommands(folder)).rejects.toThrow(/ground\.js: expected a default export/);
  });

  it('that cannot be read as code', async () => {
    await write('ground.js', 'export default {');
    await expect(loadCommands(folder)).rejects.toThrow(/Unexpected|Parse|expected/i);
  });
});

describe('two commands of one name', () => {
  const toy = () => defineCommand({ name: 'toy', description: 'A toy' });

  it('are one too many, and the name is told', () => {
    expect(() => registry([toy(), toy()])).toThrow('Two commands are called toy; expected one.');
  });

  it('are found in a folder too: one written twice, or one named like what stands on every card', async () => {
    await write('card.js', source('card'));
    await expect(loadCommands(folder)).rejects.toThrow('Two commands are called card');
    await rm(join(folder, 'card.js'));
    await write('ground.js', source('ground'));
    await write('ground.ts', source('ground'));
    await expect(loadCommands(folder)).rejects.toThrow('Two commands are called ground');
  });
});
