import type { APIApplicationCommand, APIMessage } from 'discord-api-types/v10';
import { channelRefusal, channelsFor, resolvedChannels } from './channel-options.ts';
import type { CheckedCommand, CheckedOption } from './check/commands.ts';
import type { Act, OptionValue, Person, Place } from './contract.ts';
import { memberPermissions } from './payloads.ts';
import type { State } from './state.ts';

type Registered = CheckedCommand & { id: string };
type Refused = { reason: string };
type ValueOption = Exclude<CheckedOption, { type: 1 }>;

/** The command if this person can use it in this place, or why they cannot. */
export function findCommand(
  state: State,
  person: Person,
  place: Place,
  name: string,
  type: 1 | 3,
): { command: Registered } | Refused {
  const command = state.commands.find(one => one.name === name && one.type === type);
  if (!command) return { reason: `There is no command "${name}"` };
  const context = { server: 0, 'own-dm': 1, 'other-dm': 2 }[place.kind];
  const contexts: readonly number[] = command.contexts ?? [0, 1];
  const types: readonly number[] = command.integration_types ?? [];
  const reachable = place.kind === 'other-dm' ? types.includes(1) : types.length > 0;
  if (!contexts.includes(context) || !reachable) return { reason: `"${name}" cannot be used here` };
  if (place.kind === 'server' && !isAllowed(person, command.default_member_permissions))
    return { reason: `You have no permission to use "${name}"` };
  return { command: command as unknown as Registered };
}

/** Whether the person holds every bit the command asks for; "0" keeps it for administrators. */
function isAllowed(person: Person, needed: string | null | undefined): boolean {
  if (needed == null) return true;
  return needed !== '0' && (BigInt(needed) & ~memberPermissions(person)) === 0n;
}

/** The data of a slash command sent, or why Discord's client would not send it. */
export function commandData(
  state: State,
  person: Person,
  command: Registered,
  act: Extract<Act, { kind: 'command' }>,
): { data: object } | Refused {
  const channels = channelsFor(state, act.person, act.place);
  const read = slashData(command, act, (options, values) => {
    const missing = options.find(option => option.required && values[option.name] === undefined);
    if (missing) return { reason: `${missing.name}: this option is required` };
    return readValues(options, values, (option, value) => optionRefusal(option, value, channels));
  });
  if ('reason' in read) return read;
  const ids = new Set(read.sent.filter(({ type }) => type === 7).map(({ value }) => value));
  const chosen = channels.filter(({ id }) => ids.has(id));
  return { data: { ...read.data, ...resolvedChannels(state, person, chosen) } };
}

/** The data of an option being typed: only the focused one may be unfinished. */
export function completionData(
  state: State,
  command: Registered,
  act: Extract<Act, { kind: 'complete' }>,
): { data: object } | Refused {
  const channels = channelsFor(state, act.person, act.place);
  return slashData(command, act, (options, values) => {
    const focused = options.find(({ name }) => name === act.focused);
    if (!focused) return { reason: `"${command.name}" has no option "${act.focused}"` };
    if (!('autocomplete' in focused) || !focused.autocomplete)
      return { reason: `${act.focused}: this option offers nothing while typing` };
    const typed = { ...values, [act.focused]: String(values[act.focused] ?? '') };
    return readValues(
      options,
      typed,
      (option, value) => (option === focused ? undefined : optionRefusal(option, value, channels)),
      act.focused,
    );
  });
}

/** The data of a command chosen from a message's menu. */
export function menuData(command: APIApplicationCommandLike, message: APIMessage): object {
  return {
    id: command.id,
    name: command.name,
    type: 3,
    target_id: message.id,
    resolved: { messages: { [message.id]: message } },
  };
}

type APIApplicationCommandLike = Pick<APIApplicationCommand, 'id' | 'name'>;
type ReadOptions = (
  options: readonly ValueOption[],
  values: Readonly<Record<string, OptionValue>>,
) => { options: SentOption[] } | Refused;

/** One option as Discord sends it. */
interface SentOption {
  name: string;
  type: number;
  value: OptionValue;
  focused?: true;
}

function slashData(
  command: Registered,
  act: { subcommand?: string; options: Readonly<Record<string, OptionValue>> },
  read: ReadOptions,
): { data: object; sent: readonly SentOption[] } | Refused {
  const options: readonly CheckedOption[] = ('options' in command && command.options) || [];
  const chosen = chooseOptions(command.name, options, act.subcommand);
  if ('reason' in chosen) return chosen;
  const filled = read(chosen.options, act.options);
  if ('reason' in filled) return filled;
  const inside =
    act.subcommand === undefined
      ? filled.options
      : [{ name: act.subcommand, type: 1, options: filled.options }];
  return {
    data: { id: command.id, name: command.name, type: 1, ...(inside.length > 0 && { options: inside }) },
    sent: filled.options,
  };
}

function chooseOptions(
  name: string,
  options: readonly CheckedOption[],
  subcommand: string | undefined,
): { options: readonly ValueOption[] } | Refused {
  const subcommands = options.filter(option => option.type === 1);
  if (subcommands.length === 0) {
    if (subcommand !== undefined) return { reason: `"${name}" has no subcommand "${subcommand}"` };
    return { options: options.filter(option => option.type !== 1) };
  }
  const chosen = subcommands.find(option => option.name === subcommand);
  if (chosen) return { options: chosen.options ?? [] };
  return { reason: `"${name}" needs one of ${subcommands.map(one => one.name).join(', ')}` };
}

function readValues(
  options: readonly ValueOption[],
  values: Readonly<Record<string, OptionValue>>,
  refuse: (option: ValueOption, value: OptionValue) => string | undefined,
  focused?: string,
): { options: SentOption[] } | Refused {
  const sent: SentOption[] = [];
  for (const [name, value] of Object.entries(values)) {
    const option = options.find(one => one.name === name);
    if (!option) return { reason: `There is no option "${name}"` };
    const reason = refuse(option, value);
    if (reason !== undefined) return { reason: `${name}: ${reason}` };
    sent.push({ name, type: option.type, value, ...(name === focused && { focused: true as const }) });
  }
  return { options: sent };
}

function optionRefusal(
  option: ValueOption,
  value: OptionValue,
  channels: readonly Place[],
): string | undefined {
  if (option.type === 5) return typeof value === 'boolean' ? undefined : 'expected true or false';
  if (option.type === 7) return channelRefusal(option, value, channels);
  if ('choices' in option && option.choices?.length)
    return option.choices.some(choice => choice.value === value) ? undefined : 'expected one of its choices';
  return option.type === 3 ? textRefusal(option, value) : numberRefusal(option, value);
}

function textRefusal(option: Extract<ValueOption, { type: 3 }>, value: OptionValue): string | undefined {
  if (typeof value !== 'string' || value === '') return 'expected text';
  const least = option.min_length ?? 0;
  const most = option.max_length ?? 6000;
  if (value.length >= least && value.length <= most) return undefined;
  return `expected ${least} to ${most} characters; came ${value.length}`;
}

function numberRefusal(
  option: Extract<ValueOption, { type: 4 | 10 }>,
  value: OptionValue,
): string | undefined {
  if (typeof value !== 'number' || (option.type === 4 && !Number.isInteger(value)))
    return option.type === 4 ? 'expected a whole number' : 'expected a number';
  if (option.min_value != null && value < option.min_value) return `expected at least ${option.min_value}`;
  return option.max_value != null && value > option.max_value
    ? `expected at most ${option.max_value}`
    : undefined;
}
