import type { APIChannel, APIMessage } from 'discord-api-types/v10';
import type { HistoryQuery, UploadedFile } from './api.ts';
import type { Place, SeenMessage } from './contract.ts';
import {
  closedDms,
  dmOnly,
  invalidForm,
  missingPermissions,
  notTheAuthor,
  unknownMessage,
  unknownUser,
} from './errors.ts';
import { COMPONENTS_V2, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS } from './flags.ts';
import { asDiscord, makeMessage, removeMessage } from './messages.ts';
import { channelOf, userOf } from './people.ts';
import { botMay, botsPlace, demandSending } from './permissions.ts';
import { checkedBody, editedWith } from './replies.ts';
import type { State } from './state.ts';

/** The bot's DM with a person. Throws 10013 for someone unknown. */
export function openDm(state: State, userId: string): APIChannel {
  const place = state.places.find(one => one.kind === 'own-dm' && one.people.includes(userId));
  if (!place) throw unknownUser();
  return asChannel(state, place);
}

export function getChannel(state: State, channelId: string): APIChannel {
  return asChannel(state, botsPlace(state, channelId));
}

/** A message the bot starts by itself. The same nonce within the window answers the earlier message and makes none. */
export function createMessage(
  state: State,
  channelId: string,
  data: unknown,
  files: readonly UploadedFile[] = [],
): APIMessage {
  const place = botsPlace(state, channelId);
  demandSending(state, place);
  const rules = { flags: SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2, nonce: true };
  const body = checkedBody(state, data, files, rules, 'a message');
  if (isClosed(state, place)) throw closedDms();
  const earlier = body.enforceNonce ? sameNonce(state, body.nonce ?? '', channelId, data) : undefined;
  if (earlier) return asDiscord(earlier);
  const message = makeMessage(state, { place, author: state.bot }, body, files);
  if (body.nonce !== undefined)
    state.nonces.set(body.nonce, { message: message.id, body: JSON.stringify(data), at: state.clock.now() });
  return asDiscord(message);
}

export function getMessage(state: State, channelId: string, messageId: string): APIMessage {
  return asDiscord(publicMessage(state, botsPlace(state, channelId), messageId));
}

/** Newest first. Without the permission to read history a channel reads as empty. */
export function listMessages(state: State, channelId: string, query: HistoryQuery = {}): APIMessage[] {
  const { limit = 50, before, after, around } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw invalidForm([
      { path: ['limit'], code: 'NUMBER_TYPE_MAX', message: `expected 1 to 100; came ${limit}` },
    ]);
  const place = botsPlace(state, channelId);
  if (!botMay(state, place).history) return [];
  const all = [...state.messages.values()]
    .map(({ message }) => message)
    .filter(message => message.channel_id === channelId && message.only_for === undefined)
    .sort((one, other) => Number(BigInt(other.id) - BigInt(one.id)));
  return window(all, limit, { before, after, around }).map(asDiscord);
}

/** Changes a message the bot wrote. */
export function editMessage(
  state: State,
  channelId: string,
  messageId: string,
  data: unknown,
  files: readonly UploadedFile[] = [],
): APIMessage {
  const before = publicMessage(state, botsPlace(state, channelId), messageId);
  if (before.author.id !== state.bot.id) throw notTheAuthor();
  return asDiscord(editedWith(state, before, data, files));
}

/** Takes away a message the bot wrote. */
export function deleteMessage(state: State, channelId: string, messageId: string): void {
  const place = botsPlace(state, channelId);
  const message = publicMessage(state, place, messageId);
  if (message.author.id !== state.bot.id) throw place.kind === 'own-dm' ? dmOnly() : missingPermissions();
  removeMessage(state, message);
}

function sameNonce(state: State, nonce: string, channelId: string, data: unknown): SeenMessage | undefined {
  const known = state.nonces.get(nonce);
  if (!known || state.clock.now() - known.at > state.deadlines.nonce) return undefined;
  const kept = state.messages.get(known.message);
  if (!kept) throw unknownMessage();
  if (kept.message.channel_id !== channelId || known.body !== JSON.stringify(data))
    state.problems.push(
      `nonce: expected one of its own for each message; "${nonce}" came for two, and the second is lost`,
    );
  return kept.message;
}

function window(
  newestFirst: SeenMessage[],
  limit: number,
  { before, after, around }: Record<'before' | 'after' | 'around', string | undefined>,
): SeenMessage[] {
  const older = (id: string) => newestFirst.filter(one => BigInt(one.id) < BigInt(id));
  const newer = (id: string) => newestFirst.filter(one => BigInt(one.id) > BigInt(id));
  if (before !== undefined) return older(before).slice(0, limit);
  if (after !== undefined) return newer(after).slice(-limit);
  if (around === undefined) return newestFirst.slice(0, limit);
  const half = Math.floor(limit / 2);
  const exact = newestFirst.filter(one => one.id === around);
  return [...newer(around).slice(-half), ...exact, ...older(around).slice(0, half)];
}

function publicMessage(state: State, place: Place, messageId: string): SeenMessage {
  const kept = state.messages.get(messageId);
  if (!kept || kept.message.channel_id !== place.id || kept.message.only_for !== undefined)
    throw unknownMessage();
  return kept.message;
}

const isClosed = (state: State, place: Place): boolean =>
  place.kind === 'own-dm' && place.people.some(id => state.people.get(id)?.closedDms);

function asChannel(state: State, place: Place): APIChannel {
  const people = place.people.flatMap(id => state.people.get(id) ?? []);
  return channelOf(place, state.guildId, people.map(userOf));
}
