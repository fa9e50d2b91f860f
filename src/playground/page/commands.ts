/** The commands a person may use in a place, and which of them fit what is typed. Pure. */
import type { APIApplicationCommand, APIApplicationCommandBasicOption } from 'discord-api-types/v10';
import type { Person, Place } from '../standin/contract.ts';
import { commandType, context, option } from './discord.ts';

/** One line of the list that opens on `/`: a command, or one subcommand of it. */
export interface Entry {
  command: string;
  subcommand?: string;
  /** As typed, without the slash: `nudge on`. */
  title: string;
  description: string;
  options: readonly APIApplicationCommandBasicOption[];
}

/** Every slash command this person may use in this place, in the order the bot registered them. */
export function slashEntries(
  commands: readonly APIApplicationCommand[],
  place: Place,
  person: Person,
): Entry[] {
  return commands
    .filter(command => command.type === commandType.slash && isAllowed(command, place, person))
    .flatMap(command => entriesOf(command, person.locale));
}

/** Every command for messages this person may use in this place. */
export function messageCommands(commands: readonly APIApplicationCommand[], place: Place, person: Person) {
  return commands.filter(
    command => command.type === commandType.message && isAllowed(command, place, person),
  );
}

/** The entries whose name starts with or contains what is typed after the slash; the closest first. */
export function matchEntries(entries: readonly Entry[], typed: string): Entry[] {
  const wanted = typed.trim().toLowerCase();
  const starting = entries.filter(entry => entry.title.startsWith(wanted));
  const holding = entries.filter(entry => !entry.title.startsWith(wanted) && entry.title.includes(wanted));
  return [...starting.sort((a, b) => Number(b.title === wanted) - Number(a.title === wanted)), ...holding];
}

function isAllowed(command: APIApplicationCommand, place: Place, person: Person): boolean {
  const contexts = command.contexts ?? [context.server, context['own-dm']];
  if (!contexts.includes(context[place.kind])) return false;
  const limited = (command.default_member_permissions ?? undefined) !== undefined;
  return !(limited && place.kind === 'server' && !person.managesServer);
}

function entriesOf(command: APIApplicationCommand, locale: string): Entry[] {
  const subcommands = (command.options ?? []).filter(one => one.type === option.subcommand);
  if (subcommands.length === 0) {
    const { name } = command;
    return [
      { command: name, title: name, description: worded(command, locale), options: basics(command.options) },
    ];
  }
  return subcommands.map(one => ({
    command: command.name,
    subcommand: one.name,
    title: `${command.name} ${one.name}`,
    description: worded(one, locale),
    options: basics(one.options),
  }));
}

function basics(options: APIApplicationCommand['options']): APIApplicationCommandBasicOption[] {
  return (options ?? []).filter(one => one.type !== option.subcommand && one.type !== option.group);
}

function worded(
  {
    description,
    description_localizations,
  }: Pick<APIApplicationCommand, 'description' | 'description_localizations'>,
  locale: string,
): string {
  return description_localizations?.[locale as keyof typeof description_localizations] ?? description;
}
