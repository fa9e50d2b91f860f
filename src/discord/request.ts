import {
  type APIApplicationCommandInteraction,
  type APIInteraction,
  type APIMessage,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ChannelType,
  ComponentType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  type ModalSubmitComponent,
  PermissionFlagsBits,
} from 'discord.js';
import type { ActionRequest, Caller, Place, Request } from '../core/request.ts';
import { parseCustomId } from './custom-id.ts';
import { quoteOn } from './quote.ts';

/** What an interaction asks, whichever way it came. Undefined for kinds that Steady never registered. */
export function toRequest(raw: APIInteraction): Request | undefined {
  switch (raw.type) {
    case InteractionType.ApplicationCommand:
      return commandRequest(raw);
    case InteractionType.ApplicationCommandAutocomplete:
      return completionRequest(raw);
    case InteractionType.MessageComponent:
      return actionRequest(raw);
    case InteractionType.ModalSubmit:
      return formRequest(raw);
    default:
      return undefined;
  }
}

export function callerOf(raw: Exclude<APIInteraction, { type: InteractionType.Ping }>): Caller {
  return {
    id: raw.member?.user.id ?? raw.user?.id ?? '',
    locale: raw.locale,
    place: placeOf(raw.context, raw.guild_id),
    channel: raw.channel?.id ?? raw.channel_id ?? '',
    managesServer: holds(raw.member?.permissions, PermissionFlagsBits.ManageGuild),
    ...(raw.guild_id !== undefined && { server: raw.guild_id }),
    mayWrite:
      raw.member === undefined ||
      holds(raw.member.permissions, writing(raw.channel?.type ?? ChannelType.GuildText)),
  };
}

const holds = (permissions: string | undefined, bit: bigint) => (BigInt(permissions ?? 0) & bit) !== 0n;

/** In a thread it is another permission that lets people write. */
const writing = (type: ChannelType) =>
  threads.has(type) ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;

const threads: ReadonlySet<ChannelType> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);

function placeOf(context: InteractionContextType | undefined, guild: string | undefined): Place {
  if (context === InteractionContextType.PrivateChannel) return 'other-dm';
  if (context === InteractionContextType.BotDM) return 'own-dm';
  return context === InteractionContextType.Guild || guild !== undefined ? 'server' : 'own-dm';
}

function commandRequest(raw: APIApplicationCommandInteraction): Request | undefined {
  const { data } = raw;
  const caller = callerOf(raw);
  if (data.type === ApplicationCommandType.Message) {
    const { messages } = data.resolved;
    const message = Object.hasOwn(messages, data.target_id) ? messages[data.target_id] : undefined;
    const own = message?.author.id === caller.id;
    return { kind: 'message', caller, name: data.name, message: { text: message?.content ?? '', own } };
  }
  if (data.type !== ApplicationCommandType.ChatInput) return undefined;
  const { subcommand, options } = optionsOf(data.options ?? []);
  const values = Object.fromEntries(options.map(({ name, value }) => [name, value]));
  return { kind: 'command', caller, command: data.name, ...(subcommand && { subcommand }), options: values };
}

type CompletionInteraction = Extract<
  APIInteraction,
  { type: InteractionType.ApplicationCommandAutocomplete }
>;

function completionRequest(raw: CompletionInteraction): Request | undefined {
  const { subcommand, options } = optionsOf(raw.data.options);
  const focused = options.find(option => option.focused);
  if (!focused) return undefined;
  return {
    kind: 'completion',
    caller: callerOf(raw),
    command: raw.data.name,
    ...(subcommand && { subcommand }),
    option: focused.name,
    typed: String(focused.value),
  };
}

/** The options of an interaction as far as Steady registers them: plain values, perhaps under one subcommand. */
interface RawOption {
  name: string;
  type: ApplicationCommandOptionType;
  value?: string | number | boolean;
  focused?: boolean;
  options?: readonly RawOption[];
}

function optionsOf(raw: readonly RawOption[]) {
  const subcommand = raw.find(({ type }) => type === ApplicationCommandOptionType.Subcommand);
  const options = (subcommand?.options ?? raw).flatMap(({ name, value, focused = false }) =>
    value === undefined ? [] : [{ name, value, focused }],
  );
  return { subcommand: subcommand?.name, options };
}

function actionRequest(raw: APIMessageComponentInteraction): Request {
  return {
    kind: 'action',
    caller: callerOf(raw),
    ...parseCustomId(raw.data.custom_id),
    values: ('values' in raw.data && raw.data.values) || [],
    message: raw.message.id,
    ...pressedOn(raw.message),
  };
}

function formRequest(raw: APIModalSubmitInteraction): Request {
  const fields = raw.data.components.flatMap(part =>
    part.type === ComponentType.Label ? [part.component as FieldAnswer] : [],
  );
  const [typed, picked] = [fields.filter(isText), fields.filter(field => !isText(field))];
  return {
    kind: 'form',
    caller: callerOf(raw),
    ...parseCustomId(raw.data.custom_id),
    texts: Object.fromEntries(typed.map(({ custom_id, value }) => [custom_id, value ?? ''])),
    chosen: Object.fromEntries(
      picked.map(({ custom_id, value, values }) => [custom_id, values ?? (value ? [value] : [])]),
    ),
    ...pressedOn(raw.message),
  };
}

/** What the fields Steady uses send: a text, one choice, or several. */
type FieldAnswer = Pick<ModalSubmitComponent, 'type' | 'custom_id'> & {
  value?: string | null;
  values?: string[];
};

const isText = ({ type }: FieldAnswer) => type === ComponentType.TextInput;

/** What a message that others see quotes is not the person's own. */
function pressedOn(message: APIMessage | undefined): Pick<ActionRequest, 'onPrivate' | 'quoted'> {
  if (!message || !isPrivate(message.flags)) return { onPrivate: false };
  const quoted = quoteOn(message);
  return { onPrivate: true, ...(quoted !== undefined && { quoted }) };
}

const isPrivate = (flags: MessageFlags | undefined) => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;
