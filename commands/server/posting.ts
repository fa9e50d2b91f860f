import type { Written } from '../../src/core/ports.ts';
import { type Card, card, text } from '../../src/core/reply.ts';
import type { Context } from '../../src/router/command.ts';

/** A message that stands in a channel. */
export type Posted = Exclude<Written, 'not-now' | { code: number }>;

export const isPosted = (written: Written): written is Posted =>
  written !== 'not-now' && 'message' in written;

/** Writes down what was posted; where that fails, the message goes again, so that what stands and what is kept agree. */
export async function orTakenAway<T>(
  { messages }: Context,
  posted: Posted,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await messages.remove(posted.channel, posted.message);
    throw error;
  }
}

/** That nothing could be posted, which permission is missing, and that nothing was set. */
export function notPosted({ say }: Context, channel: string, why: Exclude<Written, Posted>): Card {
  if (why === 'not-now') return card([text(say('server.not-now', { channel }))]);
  return card([text([say('server.not-posted', { channel }), missing(say, why.code)].join(' '))]);
}

/** What keeps Steady out of a channel, by Discord's code for it, and what would mend that. */
export function missing(say: Context['say'], code: number): string {
  if (code === unknownChannel) return say('server.missing.channel');
  const permission = code === missingAccess ? 'view' : 'send';
  return [say(`server.missing.${permission}`), say('server.missing.mend')].join(' ');
}

/** Discord's address of a message. */
export const addressOf = (server: string, { channel, message }: Posted): string =>
  `https://discord.com/channels/${server}/${channel}/${message}`;

const unknownChannel = 10_003;
const missingAccess = 50_001;
