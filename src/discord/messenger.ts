import { type APIChannel, type APIMessage, type APIUser, MessageFlags, type REST, Routes } from 'discord.js';
import type { Messages } from '../core/ports.ts';
import type { Card, Plain } from '../core/reply.ts';
import { harmless } from './errors.ts';
import { renderMessage } from './render.ts';

/** Sends a message of Steady's own, silently: a push notification would show its text to whoever sees the phone. */
export async function sendTo(rest: REST, channelId: string, reply: Card | Plain): Promise<void> {
  const { body, files } = renderMessage(reply, MessageFlags.SuppressNotifications);
  await rest.post(Routes.channelMessages(channelId), { body, files });
}

/** Steady's own messages over REST. */
export function messagesOver(rest: REST): Messages {
  return {
    async tidy(personId) {
      const { id: ownId } = (await rest.get(Routes.user())) as APIUser;
      const { id } = (await rest.post(Routes.userChannels(), {
        body: { recipient_id: personId },
      })) as APIChannel;
      let count = 0;
      for (let before: string | undefined; ; ) {
        const page = await history(rest, id, before);
        for (const message of page.filter(message => message.author.id === ownId)) {
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
