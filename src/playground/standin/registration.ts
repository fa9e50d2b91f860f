import { isDeepStrictEqual } from 'node:util';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { asJson } from './check/body.ts';
import { type CheckedCommand, checkCommands } from './check/commands.ts';
import { nextId, type State, tell } from './state.ts';

/** Registers exactly these commands; one that is unchanged keeps its id and version. Throws 50035. */
export function overwriteCommands(state: State, body: unknown): APIApplicationCommand[] {
  const checked = checkCommands(asJson(body), state.application.integrationTypes);
  state.commands = checked.map(command => registered(state, command));
  tell(state, { kind: 'commands', commands: structuredClone(state.commands) }, [...state.people.keys()]);
  return structuredClone(state.commands);
}

/** The registered commands, with the languages they were translated into only when asked for. */
export function listCommands(state: State, { localizations = false } = {}): APIApplicationCommand[] {
  const commands = structuredClone(state.commands);
  return localizations ? commands : commands.map(withoutLocalizations);
}

function registered(state: State, command: CheckedCommand): APIApplicationCommand {
  const { id: _, ...definition } = command;
  const before = state.commands.find(one => one.name === definition.name && one.type === definition.type);
  const types = state.application.integrationTypes.map(Number);
  const described = {
    description: '',
    description_localizations: null,
    name_localizations: null,
    ...withoutNulls(definition),
    application_id: state.application.id,
    default_member_permissions: definition.default_member_permissions ?? null,
    contexts: definition.contexts ?? null,
    integration_types: definition.integration_types ?? types,
    nsfw: definition.nsfw ?? false,
  };
  const identity = { id: before?.id ?? nextId(state), version: before?.version ?? nextId(state) };
  const same = before && isDeepStrictEqual(before, { ...described, ...identity });
  const version = same ? identity.version : nextId(state);
  return { ...described, ...identity, version } as unknown as APIApplicationCommand;
}

function withoutNulls(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

function withoutLocalizations<T>(value: T): T {
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    const kept = Object.entries(part).filter(([key]) => !key.endsWith('_localizations'));
    return Object.fromEntries(kept.map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value) as T;
}
