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
  return {
    async write(personId, message) {
      try {
        const channel = await openDm(personId);
        await pacer.turn('opening');
        return { channel, message: (await sendTo(rest, channel, message)).id };
      } catch (error) {
        const sent = sentOf(failureOf(error), 'dm');
        if (sent.kind === 'gone') return { code: sent.code };
        if (sent.kind === 'later' || sent.kind === 'unsure') return 'not-now';
        throw error;
      }
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

/** Discord's limit for one page of a channel's history. */
const pageSize = 100;
