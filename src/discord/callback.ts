import { EventEmitter } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { DefaultUserAgent, DiscordAPIError, type DiscordErrorData, HTTPError, type REST } from 'discord.js';
import { Pool } from 'undici';

/**
 * Posts the first answer to an interaction, for which a person waits. It goes past discord.js's client, whose queues and limits do nothing
 * for these and take as long as the request itself, by the HTTP client underneath it.
 * @throws DiscordAPIError, HTTPError, or the error of the connection.
 */
export type PostCallback = (route: string, body: unknown) => Promise<void>;

export function createPostCallback({ options: { api, version, timeout } }: REST): PostCallback {
  const { origin, pathname } = new URL(`${api}/v${version}`);
  const discord = new Pool(origin, { keepAliveTimeout });
  return async (route, body) => {
    const path = `${pathname}${route}`;
    const giveUp = new EventEmitter();
    const timer = setTimeout(() => giveUp.emit('abort'), timeout);
    try {
      const { statusCode, body: said } = await discord.request({
        method: 'POST',
        path,
        headers,
        body: JSON.stringify(body),
        // An AbortSignal would make up a quarter of the time of a request.
        signal: giveUp,
      });
      if (statusCode < 300) await said.dump();
      else throw refusal(statusCode, await said.text());
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Without its address, which holds the token of the interaction. */
function refusal(status: number, said: string): DiscordAPIError | HTTPError {
  const data = status < 500 ? errorIn(said) : undefined;
  return data
    ? new DiscordAPIError(data, data.code, status, 'POST', '', {})
    : new HTTPError(status, STATUS_CODES[status] ?? '', 'POST', '', {});
}

/** Nothing where it is not Discord that answered, but something in between. */
function errorIn(said: string): DiscordErrorData | undefined {
  try {
    const data = JSON.parse(said) as Partial<DiscordErrorData> | null;
    return typeof data?.message === 'string' ? { code: 0, ...data, message: data.message } : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds for which a connection is kept that nobody uses: another one takes as long as all the rest of an answer, and more. */
const keepAliveTimeout = 60_000;
const headers = { 'content-type': 'application/json', 'user-agent': DefaultUserAgent };
