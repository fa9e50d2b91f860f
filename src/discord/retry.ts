import { setTimeout as sleep } from 'node:timers/promises';
import { DiscordAPIError, HTTPError } from 'discord.js';
import type { Log } from '../core/ports.ts';
import { described } from './errors.ts';

/** Discord answered, and said no: trying again would not help. */
export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** How long to wait between tries, in milliseconds. */
export interface Patience {
  first: number;
  most: number;
}

interface Waiting {
  log: Log;
  signal: AbortSignal;
  patience?: Patience;
}

/**
 * Tries until Discord is reached, waiting twice as long each time.
 * @throws RefusedError when Discord refuses, and an AbortError when `signal` ends the waiting.
 */
export async function untilReached<T>(
  attempt: () => Promise<T>,
  { log, signal, patience }: Waiting,
): Promise<T> {
  const { first, most } = patience ?? { first: 1_000, most: 60_000 };
  for (let wait = first; ; wait = Math.min(wait * 2, most)) {
    try {
      return await attempt();
    } catch (error) {
      const refusal = refused(error);
      if (refusal) throw new RefusedError(refusal);
      log.warn({}, `Discord cannot be reached (${unreached(error)}). Trying again in ${wait / 1000} s.`);
      await sleep(wait, undefined, { signal });
    }
  }
}

/** Why Discord was not reached, and what to look at. */
export function unreached(error: unknown): string {
  const { code, status, reason } = described(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'its name cannot be looked up: is there a network?';
  if (code === 'ECONNREFUSED') return 'nothing answers there: look at DISCORD_API_URL, or at a proxy';
  if (status !== undefined && status >= 500)
    return `it answered ${status}: it is down or busy, see https://discordstatus.com`;
  if (status !== undefined && code === undefined)
    return `it answered ${status}, and not as Discord does: is there a proxy or a firewall in between?`;
  return reason;
}

/** Discord's no as one sentence; undefined where it said no such thing. */
export function refused(error: unknown): string | undefined {
  if (error instanceof RefusedError) return error.message;
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && error.code === 'TokenInvalid') return tokenRefused;
  const status = error instanceof DiscordAPIError || error instanceof HTTPError ? error.status : undefined;
  if (status === 401) return tokenRefused;
  // With each no of its own Discord gives a code; what has none comes from something in between, and that may pass.
  if (described(error).code === undefined) return undefined;
  if (status !== undefined && status >= 400 && status < 500 && status !== 429) {
    return `Discord refused the start: ${error.message.replaceAll('\n', '; ')}`;
  }
  return undefined;
}

const tokenRefused =
  'DISCORD_TOKEN: Discord refused this token. Copy it anew from the Bot page of the application, and put it in .env.';
