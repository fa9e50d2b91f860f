import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { NudgeContent, NudgeContents } from '../nudges/content.ts';
import { cardActions } from './card-actions.ts';
import type { Command } from './command.ts';

/** The commands by name, as the files of a folder define them. */
export type Registry = ReadonlyMap<string, Command>;

/**
 * Loads every command of a folder: one file is one command, and the file's name is the command's name.
 * @throws Error that names the file and what is wrong with it.
 */
export async function loadCommands(folder: string): Promise<Registry> {
  const files = (await readdir(folder)).filter(file => /(?<!\.d)\.[jt]s$/.test(file)).sort();
  return registry(await Promise.all(files.map(file => loadCommand(join(folder, file)))));
}

/** @throws Error when two commands share a name. */
export function registry(commands: readonly Command[]): Registry {
  const byName = new Map<string, Command>([[cardActions.name, cardActions]]);
  for (const command of commands) {
    if (byName.has(command.name)) throw new Error(`Two commands are called ${command.name}; expected one.`);
    byName.set(command.name, command);
  }
  return byName;
}

/** Those a person can type or choose: all but the actions that stand on every card. */
export function publicCommands(all: Registry): Command[] {
  return [...all.values()].filter(command => command !== cardActions);
}

/** What the commands have sent, by name. @throws Error when two of them share a name. */
export function nudgeContents(all: Registry): NudgeContents {
  const contents = new Map<string, NudgeContent>();
  for (const { name: command, nudges } of all.values()) {
    for (const [name, content] of Object.entries(nudges)) {
      if (contents.has(name))
        throw new Error(`${command}: expected another name than "${name}" for a nudge: it is taken.`);
      contents.set(name, content);
    }
  }
  return contents;
}

async function loadCommand(file: string): Promise<Command> {
  const { default: command } = (await import(pathToFileURL(file).href)) as { default?: unknown };
  const expected = basename(file, extname(file));
  if (isCommand(command) && command.name === expected) return command;
  throw new Error(
    `${file}: expected a default export made by defineCommand with the name "${expected}", got ${
      isCommand(command)
        ? `the name "${command.name}"`
        : command === undefined
          ? 'no default export'
          : 'something else'
    }.`,
  );
}

const isCommand = (value: unknown): value is Command =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'actions' in value &&
  'subcommands' in value;
