import {
  type APIChannel,
  type APIMessage,
  type APIUser,
  DiscordAPIError,
  HTTPError,
  MessageFlags,
  RateLimitError,
  type REST,
  Routes,
} from 'discord.js';
import type { Outbox, Outgoing, Sent } from '../core/ports.ts';
import type { Link } from '../core/reply.ts';
import { parseCustomId } from './custom-id.ts';
import { described } from './errors.ts';
import { partsOf } from './measure.ts';
import type { Pacer } from './pacer.ts';
import { renderMessage } from './render.ts';
import { snowflakeAt } from './snowflake.ts';

/** Messages that Steady starts by itself, over REST. discord.js forgets the token when it is refused once, so it is handed in. */
export function outboxOver(rest: REST, token: string, pacer: Pacer): Outbox {
  let ownId: string | undefined;
  return {
    turn: () => pacer.turn('message'),
    async send(outgoing) {
      try {
        await pacer.going();
        rest.setToken(token);
        await rest.post(Routes.channelMessages(outgoing.channel), { body: bodyOf(outgoing) });
        return { kind: 'sent' };
      } catch (error) {
        return sentOf(failureOf(error), outgoing.kind);
      }
    },
    clockWasSetBack() {
      rest.globalReset = -1;
      rest.handlers.clear();
    },
    async open(personId) {
      try {
        await pacer.turn('opening');
        const body = { recipient_id: personId };
        return { channel: ((await rest.post(Routes.userChannels(), { body })) as APIChannel).id };
      } catch (error) {
        const sent = sentOf(failureOf(error), 'dm');
        return sent.kind === 'gone' ? { code: sent.code } : 'not-now';
      }
    },
    async find(address, since, fits) {
      try {
        await pacer.turn('look-up');
        ownId ??= ((await rest.get(Routes.user())) as APIUser).id;
        return await look(rest, pacer, address, since, message => isOurs(message, ownId ?? '', fits));
      } catch (error) {
        return foundOf(failureOf(error), address.kind);
      }
    },
  };
}

/** What goes over the wire for a message of Steady's own. */
export function bodyOf({ message, nonce, silent }: Pick<Outgoing, 'message' | 'nonce' | 'silent'>) {
  const { body } = renderMessage(message, silent ? MessageFlags.SuppressNotifications : 0);
  return { ...body, nonce, enforce_nonce: true };
}

/** How Discord failed: with a status, and a code of its own where it gave one. */
export interface Failure {
  status?: number | undefined;
  code?: number | string | undefined;
  retryAfterMs?: number;
  /** For a limit: whether it holds for everything. */
  all?: boolean;
  reason: string;
}

/** What a failure says about whether the message was sent. Only Discord's own "no" proves that it was not. */
export function sentOf(
  { status, code, retryAfterMs, all = false, reason }: Failure,
  kind: Outgoing['kind'],
): Sent {
  if (status === 429) return { kind: 'later', afterMs: retryAfterMs ?? usualWaitMs, all };
  if (code === openingTooFast) return { kind: 'later', afterMs: usualWaitMs, all: false };
  if (status === undefined || status >= 500) return { kind: 'unsure', reason };
  // The message of this nonce was there, and is deleted.
  if (code === unknownMessage) return { kind: 'sent' };
  if (code === unknownChannel) return { kind: 'no-channel' };
  if (isUnreachable(code) || (kind === 'channel' && noAccess.has(Number(code))))
    return { kind: 'gone', code: Number(code) };
  // Without a code it was not about this message: a proxy, or another address than Discord's.
  if (status === 401 || status === 403 || !code) return { kind: 'refused', reason };
  return { kind: 'rejected', reason };
}

/** Discord's word that this one person cannot be written to. */
const isUnreachable = (code: number | string | undefined): boolean => unreachable.has(Number(code));

/**
 * What a failed look-up says. Only of a channel in a server may the history be closed to the bot; in a DM the same answer is about the
 * bot, and passes. A DM that is there no more holds nothing.
 */
export function foundOf(
  { code }: Pick<Failure, 'code'>,
  kind: Outgoing['kind'],
): 'not-there' | 'unreadable' | 'failed' {
  if (kind === 'dm') return code === unknownChannel ? 'not-there' : 'failed';
  return code === unknownChannel || noAccess.has(Number(code)) ? 'unreadable' : 'failed';
}

export function failureOf(error: unknown): Failure {
  const { reason, code, status } = described(error);
  if (error instanceof RateLimitError) {
    // The first of all requests of a route, and the ceiling over all routes, are told by the same error.
    return { status: 429, retryAfterMs: error.retryAfter, all: error.global, reason };
  }
  if (error instanceof DiscordAPIError || error instanceof HTTPError) return { status, code, reason };
  return { reason };
}

/** From the newest message back to `since`. Discord shows a history that may not be read as an empty one. */
async function look(
  rest: REST,
  pacer: Pacer,
  { channel, kind }: Pick<Outgoing, 'channel' | 'kind'>,
  since: number,
  isIt: (message: APIMessage) => boolean,
): Promise<'there' | 'not-there' | 'unreadable'> {
  const oldest = BigInt(snowflakeAt(since));
  let before: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    if (page > 0) await pacer.turn('look-up');
    const query = new URLSearchParams({ limit: String(pageSize), ...(before && { before }) });
    const messages = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    if (messages.some(isIt)) return 'there';
    if (messages.length === 0 && page === 0 && kind === 'channel') return 'unreadable';
    const last = messages.at(-1);
    if (!last || messages.length < pageSize || BigInt(last.id) < oldest) return 'not-there';
    before = last.id;
  }
  return 'unreadable';
}

function isOurs(message: APIMessage, ownId: string, fits: (to: Link) => boolean): boolean {
  if (message.author.id !== ownId) return false;
  return partsOf(message.components ?? []).some(
    ({ custom_id }) => custom_id !== undefined && fits(parseCustomId(custom_id)),
  );
}

const unknownChannel = 10_003;
const unknownMessage = 10_008;
const openingTooFast = 40_003;
/** Unknown user; cannot send to this user; no server in common. */
const unreachable: ReadonlySet<number> = new Set([10_013, 50_007, 50_278]);
/** Missing access; missing permissions. */
const noAccess: ReadonlySet<number> = new Set([50_001, 50_013]);
const usualWaitMs = 60_000;
/** Discord's limit for one page of a channel's history. */
const pageSize = 100;
const mostPages = 10;
