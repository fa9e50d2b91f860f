import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/** Nothing can be listened to where the settings say. Its message is one sentence for the operator. */
export class EndpointError extends Error {
  override name = 'EndpointError';
}

/** Why an error of Discord's does no harm, or undefined where it does. */
export function harmless(error: unknown): string | undefined {
  return error instanceof DiscordAPIError ? harmlessCodes[error.code] : undefined;
}

/** One sentence about a failed request, without its URL: that holds the token of an interaction. */
export function described(error: unknown): { code?: number | string; status?: number; reason: string } {
  if (error instanceof DiscordAPIError)
    return { code: error.code, status: error.status, reason: error.message };
  if (error instanceof RateLimitError)
    return { status: 429, reason: 'Discord answered that it comes too often' };
  if (error instanceof HTTPError) return { status: error.status, reason: `Discord answered ${error.status}` };
  if (error instanceof Error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    return { ...(code && { code }), reason: error.message };
  }
  return { reason: String(error) };
}

/** Errors that leave nobody worse off, with the reason. */
const harmlessCodes: Readonly<Record<string | number, string>> = {
  10008: 'the message was already gone',
  10062: 'the answer came after the interaction had ended',
  10015: 'the interaction was older than 15 minutes',
  40060: 'another session had answered already',
};
