import { MessageFlags } from 'discord.js';
import type { Messages } from '../../src/core/ports.ts';
import type { Card, Plain } from '../../src/core/reply.ts';
import { sentOf } from '../../src/discord/outbox.ts';
import { renderMessage } from '../../src/discord/render.ts';
import type { World } from '../../src/playground/standin/api.ts';
import { ApiError } from '../../src/playground/standin/errors.ts';

/** Steady's own messages, straight into a world in the same process. What fails is told as over REST. */
export function messagesIn(
  world: Pick<World, 'createMessage' | 'deleteMessage' | 'openDm' | 'listMessages' | 'bot'>,
): Messages {
  const write = (channel: string, message: Card | Plain) => {
    const { body, files } = renderMessage(message, MessageFlags.SuppressNotifications);
    const uploads = files.map(({ name, data }) => ({ name, data: data as Uint8Array }));
    const wire = JSON.parse(JSON.stringify(body)) as unknown;
    return { channel, message: world.createMessage(channel, wire, uploads).id };
  };
  return {
    async tidy(personId) {
      const { id } = world.openDm(personId);
      const own = world.listMessages(id, { limit: 100 }).filter(({ author }) => author.id === world.bot.id);
      for (const message of own) world.deleteMessage(id, message.id);
      return own.length;
    },
    write: async (personId, message) => reached('dm', () => write(world.openDm(personId).id, message)),
    open: async personId => reached('dm', () => ({ channel: world.openDm(personId).id })),
    post: async (channel, message) => reached('channel', () => write(channel, message)),
    async remove(channel, message) {
      const removed = reached('channel', () => deleted(world, channel, message));
      return typeof removed !== 'string' && removed.code === unknownChannel ? 'done' : removed;
    },
  };
}

function reached<T>(kind: 'dm' | 'channel', work: () => T): T | { code: number } | 'not-now' {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const sent = sentOf({ status: error.status, code: error.code, reason: error.message }, kind);
    if (sent.kind === 'gone') return { code: sent.code };
    return sent.kind === 'no-channel' ? { code: error.code } : 'not-now';
  }
}

function deleted(world: Pick<World, 'deleteMessage'>, channel: string, message: string): 'done' {
  try {
    world.deleteMessage(channel, message);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== unknownMessage) throw error;
  }
  return 'done';
}

const unknownChannel = 10_003;
const unknownMessage = 10_008;
