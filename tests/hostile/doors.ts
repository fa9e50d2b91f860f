import { readFileSync } from 'node:fs';
import { ComponentType } from 'discord-api-types/v10';
import type { Command, Options } from '../../src/router/command.ts';
import { partsOf } from '../bot/parts.ts';
import { type Asker, commandOf, pressOf, type Raw } from './raw.ts';
import type { Target } from './target.ts';

/** Everything that text or a forged id can be sent to, as the registry and the bot itself name it. */

/** A command or subcommand that can be typed, with its options. */
export interface Typable {
  command: Command;
  subcommand: string | undefined;
  options: Options;
}

export const typables = ({ registry }: Target): Typable[] =>
  [...registry.values()].flatMap(command => [
    ...(command.run ? [{ command, subcommand: undefined, options: command.options }] : []),
    ...Object.entries(command.subcommands).map(([subcommand, { options }]) => ({
      command,
      subcommand,
      options,
    })),
  ]);

/** A form as the bot opened it: where it leads, and its fields by name and kind. */
export interface OpenedForm {
  to: string;
  fields: Record<string, 'text' | 'list'>;
}

/** The forms that open from a shipped button or a bare command, one for each place they lead to. */
export async function formsOf(target: Target, asker: Asker): Promise<OpenedForm[]> {
  const found = new Map<string, OpenedForm>();
  for (const raw of waysIn(target, asker)) {
    const [first] = (await target.take(raw)).first;
    if (first?.type !== modal) continue;
    const { custom_id, components } = (
      first as unknown as { data: { custom_id: string; components: object[] } }
    ).data;
    const fields = partsOf(components).flatMap(part =>
      part.custom_id === undefined
        ? []
        : [[part.custom_id, part.type === ComponentType.TextInput ? 'text' : 'list'] as const],
    );
    found.set(actionOf(custom_id), { to: custom_id, fields: Object.fromEntries(fields) });
  }
  return [...found.values()];
}

function* waysIn(target: Target, asker: Asker): Iterable<Raw> {
  for (const id of shippedIds) {
    yield pressOf(asker, id, undefined, '> heavy-eyed');
    yield pressOf(asker, id, ['low'], '> heavy-eyed');
  }
  for (const { command, subcommand } of typables(target))
    yield commandOf(asker, command.name, [], subcommand);
}

/** Every shape of custom_id that was ever sent; tests/old-buttons.test.ts sees to it that each action is among them. */
export const shippedIds: readonly string[] = readFileSync(
  new URL('../old-buttons.txt', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'));

/** `command:action`. */
export const actionOf = (customId: string): string => customId.split(':').slice(0, 2).join(':');

const modal = 9;
