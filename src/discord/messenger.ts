import { MessageFlags, type REST, Routes } from 'discord.js';
import type { Card, Plain } from '../core/reply.ts';
import { renderMessage } from './render.ts';

/** Sends a message of Steady's own, silently: a push notification would show its text to whoever sees the phone. */
export async function sendTo(rest: REST, channelId: string, reply: Card | Plain): Promise<void> {
  const { body, files } = renderMessage(reply, MessageFlags.SuppressNotifications);
  await rest.post(Routes.channelMessages(channelId), { body, files });
}
