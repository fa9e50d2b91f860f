import { type APIChannel, type APIMessage, type APIUser, MessageFlags, type REST, Routes } from 'discord.js';
import type { Messages } from '../core/ports.ts';
import type { Card, Plain } from '../core/reply.ts';
import { harmless } from './errors.ts';
import { failureOf, sentOf } from './outbox.ts';
import type { Pacer } from './pacer.ts';
import { renderMessage } from './render.ts';

/** Sends a message of Steady's own, silently: a push notification would show its text to whoever sees the phone. */
export async function sendTo(rest: REST, channelId: string, reply: Card | Plain): Promise<APIMessage> {
  const { body, files } = renderMessage(reply, MessageFlags.SuppressNotifications);
  return (await rest.post(Routes.channelMessages(channelId), { body, files })) as APIMessage;
}

/** Steady's own messages over REST. */
export function messagesOver(rest: REST, pacer: Pacer): Messages {
  const openDm = async (personId: string): Promise<string> => {
    await pacer.turn('opening');
    const body = { recipient_id: personId };
    return ((await rest.post(Routes.userChannels(), { body })) as APIChannel).id;
  };
  const write = async (channel: string, message: Card | Plain) => {
    await pacer.turn('opening');
    return { channel, message: (await sendTo(rest, channel, message)).id };
  };
  return {
    write: (personId, message) => reached('dm', async () => write(await openDm(personId), message)),
    open: personId => reached('dm', async () => ({ channel: await openDm(personId) })),
    post: (channel, message) => reached('channel', () => write(channel, message)),
    async remove(channel, message) {
      await pacer.turn('opening');
      const removed = await reached('channel', () => remove(rest, channel, message));
      return typeof removed === 'number' || isGone(removed) ? 'done' : removed;
    },
    async tidy(personId) {
      await pacer.turn('tidying');
      const { id: ownId } = (await rest.get(Routes.user())) as APIUser;
      const id = await openDm(personId);
      let count = 0;
      for (let before: string | undefined; ; ) {
        await pacer.turn('tidying');
        const page = await history(rest, id, before);
        for (const message of page.filter(message => message.author.id === ownId)) {
          await pacer.turn('tidying');
          count += await remove(rest, id, message.id);
        }
        before = page.at(-1)?.id;
        if (page.length < pageSize) return count;
      }
    },
  };
}

/** What it gives; or why Discord would not. @throws what Discord would never take, which is a bug. */
async function reached<T>(
  kind: 'dm' | 'channel',
  work: () => Promise<T>,
): Promise<T | { code: number } | 'not-now'> {
  try {
    return await work();
  } catch (error) {
    const sent = sentOf(failureOf(error), kind);
    if (sent.kind === 'gone') return { code: sent.code };
    if (sent.kind === 'no-channel') return { code: unknownChannel };
    if (sent.kind === 'later' || sent.kind === 'unsure') return 'not-now';
    throw error;
  }
}

async function history(rest: REST, channelId: string, before: string | undefined): Promise<APIMessage[]> {
  const query = new URLSearchParams({ limit: String(pageSize), ...(before && { before }) });
  return (await rest.get(Routes.channelMessages(channelId), { query })) as APIMessage[];
}

/** How many went: none where it was gone already. */
async function remove(rest: REST, channelId: string, messageId: string): Promise<number> {
  try {
    await rest.delete(Routes.channelMessage(channelId, messageId));
    return 1;
  } catch (error) {
    if (harmless(error)) return 0;
    throw error;
  }
}

/** With its channel a message goes too. */
const isGone = (removed: 'not-now' | { code: number }) =>
  removed !== 'not-now' && removed.code === unknownChannel;

const unknownChannel = 10_003;
/** Discord's limit for one page of a channel's history. */
const pageSize = 100;
