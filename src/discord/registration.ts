import { isDeepStrictEqual } from 'node:util';
import {
  type APIApplication,
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type REST,
  Routes,
} from 'discord.js';
import type { Place } from '../core/request.ts';
import type { Command, Option, Options } from '../router/command.ts';

/** What Discord is told of one command. */
export interface Definition {
  type: ApplicationCommandType;
  name: string;
  description?: string;
  options?: APIApplicationCommandOption[];
  default_member_permissions: string | null;
  integration_types: ApplicationIntegrationType[];
  contexts: InteractionContextType[];
}

/**
 * Registers all commands in one overwrite, only when one of them changed. `allow` sees the application first, and throws where
 * nothing is to be registered.
 * @returns whether anything was written.
 */
export async function register(
  rest: REST,
  commands: readonly Command[],
  allow: (application: APIApplication) => void = () => {},
): Promise<boolean> {
  const { application, wanted, inStep } = await compared(rest, commands);
  allow(application);
  if (inStep) return false;
  await rest.put(Routes.applicationCommands(application.id), { body: wanted });
  return true;
}

/** Whether nothing would have to be registered. */
export const isInStep = async (rest: REST, commands: readonly Command[]): Promise<boolean> =>
  (await compared(rest, commands)).inStep;

/**
 * What is to be registered, and whether it is already. Registering an installation type the application lacks would fail the whole
 * overwrite, so Discord is asked first which it has.
 */
async function compared(
  rest: REST,
  commands: readonly Command[],
): Promise<{ application: APIApplication; wanted: Definition[]; inStep: boolean }> {
  const application = (await rest.get(Routes.currentApplication())) as APIApplication;
  const wanted = definitions(commands, installationTypes(application));
  const query = new URLSearchParams({ with_localizations: 'true' });
  const route = Routes.applicationCommands(application.id);
  const registered = (await rest.get(route, { query })) as APIApplicationCommand[];
  return { application, wanted, inStep: isDeepStrictEqual(comparable(registered), comparable(wanted)) };
}

/** The definitions of all commands for an application with these installation types. */
export function definitions(
  commands: readonly Command[],
  types: readonly ApplicationIntegrationType[],
): Definition[] {
  return commands.flatMap(({ name, description, needs, contexts, options, run, subcommands, message }) => {
    const where = reachOf(contexts, types);
    if (where.integration_types.length === 0) return [];
    const default_member_permissions = needs ? String(PermissionFlagsBits[needs]) : null;
    const slash: Definition = {
      type: ApplicationCommandType.ChatInput,
      name,
      description,
      options: [...subcommandDefinitions(subcommands), ...optionDefinitions(options)],
      default_member_permissions,
      ...where,
    };
    const ofMessages: Definition[] = message
      ? [
          {
            type: ApplicationCommandType.Message,
            name: message.name,
            default_member_permissions,
            ...where,
          },
        ]
      : [];
    const isTyped = run !== undefined || Object.keys(subcommands).length > 0;
    return [...(isTyped ? [slash] : []), ...ofMessages];
  });
}

/** A command for servers alone comes with an installation to a server: elsewhere Steady could not write in its channels. */
function reachOf(
  places: readonly Place[],
  types: readonly ApplicationIntegrationType[],
): Pick<Definition, 'integration_types' | 'contexts'> {
  const isForServers = places.every(place => place === 'server');
  const ofPeople = types.includes(ApplicationIntegrationType.UserInstall);
  return {
    integration_types: types.filter(
      type => !isForServers || type === ApplicationIntegrationType.GuildInstall,
    ),
    contexts: places
      .filter(place => place !== 'other-dm' || ofPeople)
      .map(place => interactionContexts[place]),
  };
}

/** Where an application may be installed; to servers where it does not say. */
export function installationTypes({
  integration_types_config: config,
}: APIApplication): ApplicationIntegrationType[] {
  const known = [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall];
  const has = known.filter(type => config?.[type] !== undefined);
  return has.length > 0 ? has : [ApplicationIntegrationType.GuildInstall];
}

function subcommandDefinitions(subcommands: Command['subcommands']): APIApplicationCommandOption[] {
  return Object.entries(subcommands).map(([name, { description, options }]) => ({
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description,
    options: optionDefinitions(options),
  }));
}

/** Required options stand first, as Discord demands. */
function optionDefinitions(options: Options): APIApplicationCommandBasicOption[] {
  return Object.entries(options)
    .map(([name, option]) => optionDefinition(name, option))
    .sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
}

function optionDefinition(name: string, option: Option): APIApplicationCommandBasicOption {
  const shared = { name, description: option.description, ...(option.required && { required: true }) };
  switch (option.kind) {
    case 'text': {
      const length = option.most === undefined ? {} : { max_length: option.most };
      return option.complete
        ? { type: ApplicationCommandOptionType.String, ...shared, ...length, autocomplete: true }
        : { type: ApplicationCommandOptionType.String, ...shared, ...length };
    }
    case 'choice':
      return { type: ApplicationCommandOptionType.String, ...shared, choices: [...option.choices] };
    case 'whole':
      return {
        type: ApplicationCommandOptionType.Integer,
        ...shared,
        ...(option.least !== undefined && { min_value: option.least }),
        ...(option.most !== undefined && { max_value: option.most }),
      };
    case 'flag':
      return { type: ApplicationCommandOptionType.Boolean, ...shared };
    case 'channel':
      return { type: ApplicationCommandOptionType.Channel, ...shared, channel_types: [...textChannels] };
  }
}

/** What both sides say, without what Discord adds: ids, versions, and the defaults of what was left out. */
function comparable(commands: readonly (Definition | APIApplicationCommand)[]): object[] {
  return commands
    .map(command => ({
      type: command.type,
      name: command.name,
      description: command.description ?? '',
      options: (command.options ?? []).map(comparableOption),
      permissions: command.default_member_permissions ?? null,
      integration_types: inOrder(command.integration_types),
      contexts: inOrder(command.contexts),
    }))
    .sort((a, b) => `${a.type} ${a.name}`.localeCompare(`${b.type} ${b.name}`));
}

const inOrder = (numbers: readonly number[] | null | undefined) => [...(numbers ?? [])].sort((a, b) => a - b);

function comparableOption(option: APIApplicationCommandOption): object {
  const inner = 'options' in option ? { options: (option.options ?? []).map(comparableOption) } : {};
  return Object.fromEntries(
    Object.entries({ ...option, ...inner }).filter(([, value]) => saysSomething(value)),
  );
}

const saysSomething = (value: unknown) =>
  value !== false && value !== null && !(Array.isArray(value) && value.length === 0);

const interactionContexts: Readonly<Record<Place, InteractionContextType>> = {
  server: InteractionContextType.Guild,
  'own-dm': InteractionContextType.BotDM,
  'other-dm': InteractionContextType.PrivateChannel,
};
const textChannels = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;
