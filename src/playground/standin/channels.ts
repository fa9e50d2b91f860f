import type { APIChannel, APIMessage } from 'discord-api-types/v10';
import type { HistoryQuery, UploadedFile } from './api.ts';
import { asJson } from './check/body.ts';
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
import { placeOfKind, type State } from './state.ts';

/** The bot's DM with a person. Throws 10013 for someone unknown. */
export function openDm(state: State, userId: string): APIChannel {
  const place = placeOfKind(state, userId, 'own-dm');
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
  // Of nothing it gives undefined, whatever its type says.
  const sent = JSON.stringify(data) ?? 'null';
  const body = checkedBody(state, JSON.parse(sent), files, rules, 'a message');
  if (isClosed(state, place)) throw closedDms();
  const earlier = body.enforceNonce ? sameNonce(state, body.nonce ?? '', channelId, sent) : undefined;
  if (earlier) return asDiscord(earlier);
  const message = makeMessage(state, { place, author: state.bot }, body, files);
  if (body.nonce !== undefined) remember(state, body.nonce, message.id, sent);
  return asDiscord(message);
}

export function getMessage(state: State, channelId: string, messageId: string): APIMessage {
  return asDiscord(publicMessage(state, botsPlace(state, channelId), messageId));
}

/** Newest first. Without the permission to read history a channel reads as empty. */
export function listMessages(state: State, channelId: string, query: HistoryQuery = {}): APIMessage[] {
  const { limit = 50 } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw invalidForm([
      { path: ['limit'], code: 'NUMBER_TYPE_MAX', message: `expected 1 to 100; came ${limit}` },
    ]);
  const place = botsPlace(state, channelId);
  if (!botMay(state, place).history) return [];
  return window(state, place, query, limit).map(asDiscord);
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
  return asDiscord(editedWith(state, before, asJson(data), files));
}

/** Takes away a message the bot wrote. */
export function deleteMessage(state: State, channelId: string, messageId: string): void {
  const place = botsPlace(state, channelId);
  const message = publicMessage(state, place, messageId);
  if (message.author.id !== state.bot.id) throw place.kind === 'own-dm' ? dmOnly() : missingPermissions();
  removeMessage(state, message);
}

/** Forgets the nonces that are past their time, and remembers this one as the newest. */
function remember(state: State, nonce: string, message: string, body: string): void {
  const now = state.clock.now();
  for (const [known, { at }] of state.nonces) {
    if (now - at <= state.deadlines.nonce) break;
    state.nonces.delete(known);
  }
  state.nonces.delete(nonce);
  state.nonces.set(nonce, { message, body, at: now });
}

function sameNonce(state: State, nonce: string, channelId: string, body: string): SeenMessage | undefined {
  const known = state.nonces.get(nonce);
  if (!known || state.clock.now() - known.at > state.deadlines.nonce) return undefined;
  const kept = state.messages.get(known.message);
  if (!kept) throw unknownMessage();
  if (kept.message.channel_id !== channelId || known.body !== body)
    state.problems.push(
      `nonce: expected one of its own for each message; "${nonce}" came for two, and the second is lost`,
    );
  return kept.message;
}

function window(
  { messages }: State,
  { id: place }: Place,
  { before, after, around }: HistoryQuery,
  limit: number,
): SeenMessage[] {
  if (before !== undefined) return messages.before(place, snowflake('before', before), limit);
  if (after !== undefined) return messages.after(place, snowflake('after', after), limit);
  if (around === undefined) return messages.before(place, undefined, limit);
  const half = Math.floor(limit / 2);
  const middle = snowflake('around', around);
  const exact = messages.after(place, middle - 1n, 1).filter(({ id }) => id === around);
  return [...messages.after(place, middle, half), ...exact, ...messages.before(place, middle, half)];
}

function snowflake(field: string, id: string): bigint {
  if (/^\d+$/.test(id)) return BigInt(id);
  throw invalidForm([{ path: [field], code: 'NUMBER_TYPE_COERCE', message: `expected an id; came "${id}"` }]);
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
  const shown = place.kind === 'server' ? [] : place.people;
  const people = shown.flatMap(id => state.people.get(id) ?? []);
  return channelOf(place, state.guildId, people.map(userOf));
}
