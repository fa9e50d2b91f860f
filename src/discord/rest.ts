import {
  type APIInteraction,
  DiscordAPIError,
  HTTPError,
  type RateLimitData,
  RateLimitError,
  REST,
  type RESTOptions,
  Routes,
} from 'discord.js';
import { createPostCallback } from './callback.ts';
import type { AnswerPort } from './respond.ts';

/**
 * For answers to interactions. Discord counts none of them against the bot's ceiling, so no limit is waited for here: an answer
 * that had to wait would come after the three seconds.
 */
export function interactionRest(apiUrl?: string): REST {
  return new REST({
    ...shared(apiUrl),
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: () => true,
    // `twice` below tries again: discord.js would not tell that it did.
    retries: 0,
    timeout: 2_500,
  });
}

/**
 * For what the bot starts itself: look-ups, registration and messages. Nothing is tried again here: whoever asks knows whether a
 * second try could double something. A message that Discord would have wait comes back at once.
 */
export function botRest(token: string, apiUrl?: string): REST {
  return new REST({
    ...shared(apiUrl),
    timeout: 10_000,
    retries: 0,
    rejectOnRateLimit: limit =>
      limit.method === 'POST' && limit.route === '/channels/:id/messages' && !isOwnSecond(limit),
    // Every DM has a handler of its own, and there may be a million of them.
    handlerSweepInterval: 60_000,
  }).setToken(token);
}

export const shared = (apiUrl: string | undefined): Partial<RESTOptions> => ({
  version: '10',
  ...(apiUrl && { api: apiUrl }),
});

/** Answers over REST. Discord wants no token of the bot's here: the interaction's own is in the address. */
export function answersOver(rest: REST): AnswerPort {
  const post = createPostCallback(rest);
  const original = (interaction: APIInteraction) =>
    Routes.webhookMessage(interaction.application_id, interaction.token, '@original');
  return {
    async callback({ id, token }, response, files) {
      const route = Routes.interactionCallback(id, token);
      // Never over the same connection again, which may be dead: discord.js keeps its own for four seconds only.
      const again = () => rest.post(route, { auth: false, body: response, files });
      await twice(files.length === 0 ? () => post(route, response) : again, alreadyAnswered, again);
    },
    async edit(interaction, body, files) {
      await twice(() => rest.patch(original(interaction), { auth: false, body, files }));
    },
    async followUp({ application_id, token }, body, files) {
      await twice(() => rest.post(Routes.webhook(application_id, token), { auth: false, body, files }));
    },
    async remove(interaction) {
      await twice(() => rest.delete(original(interaction), { auth: false }), unknownMessage);
    },
  };
}

/**
 * Tries once more where nobody knows whether it was done: Discord broke, was silent, or the connection was cut. `done` is the code it
 * then refuses with where it had been, and all is well.
 */
async function twice(
  send: () => Promise<unknown>,
  done?: number,
  sendAgain: () => Promise<unknown> = send,
): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (!isUnclear(error)) throw error;
    await sendAgain().catch((again: unknown) => {
      if (!(again instanceof DiscordAPIError && again.code === done)) throw again;
    });
  }
}

function isUnclear(error: unknown): boolean {
  if (error instanceof HTTPError) return error.status >= 500;
  return !(error instanceof DiscordAPIError || error instanceof RateLimitError);
}

/** What else was asked within this second had its share of it, such as at a start: that is waited for, and nobody else has to rest. */
const isOwnSecond = ({ global, scope, timeToReset }: RateLimitData): boolean =>
  global && scope === 'user' && timeToReset <= longestSecondMs;

/** A second, and what the client adds to be sure. */
const longestSecondMs = 1_100;
const alreadyAnswered = 40_060;
const unknownMessage = 10_008;
