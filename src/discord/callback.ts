import { EventEmitter } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { DefaultUserAgent, DiscordAPIError, type DiscordErrorData, HTTPError, type REST } from 'discord.js';
import { Pool } from 'undici';
import { within } from '../router/deadline.ts';

/**
 * Posts the first answer to an interaction, for which a person waits. It goes past discord.js's client, whose queues and limits do nothing
 * for these and take as long as the request itself, by the HTTP client underneath it.
 * @throws DiscordAPIError, HTTPError, or the error of the connection; an Error when nothing is heard in time.
 */
export type PostCallback = (route: string, body: unknown) => Promise<void>;

/** `giveUpMs`: for the whole of a request, in milliseconds; Discord waits 3,000, and a second try is to fit in there. */
export function createPostCallback(
  { options: { api, version } }: REST,
  giveUpMs = usualGiveUpMs,
): PostCallback {
  const { origin, pathname } = new URL(`${api}/v${version}`);
  const discord = new Pool(origin, { keepAliveTimeout, connectTimeout: giveUpMs });
  const post = async (path: string, body: string, signal: EventEmitter): Promise<void> => {
    const { statusCode, body: said } = await discord.request({ method: 'POST', path, headers, body, signal });
    if (statusCode < 300) await said.dump();
    else throw refusal(statusCode, await said.text());
  };
  return (route, body) => {
    // An AbortSignal would make up a quarter of the time of a request.
    const giveUp = new EventEmitter();
    return within(post(`${pathname}${route}`, JSON.stringify(body), giveUp), giveUpMs, () => {
      // While it still connects, the client only takes note of this.
      giveUp.emit('abort');
      throw new Error(`Discord did not answer within ${giveUpMs} ms.`);
    });
  };
}

/** Without its address, which holds the token of the interaction. Where it is not Discord that answered, there is but the status. */
function refusal(status: number, said: string): DiscordAPIError | HTTPError {
  const plain = new HTTPError(status, STATUS_CODES[status] ?? '', 'POST', '', {});
  if (status >= 500) return plain;
  try {
    // A refusal for coming too often may have no code, and discord.js then leaves out the message.
    const data: DiscordErrorData = { code: 0, ...JSON.parse(said) };
    return typeof data.message === 'string'
      ? new DiscordAPIError(data, data.code, status, 'POST', '', {})
      : plain;
  } catch {
    return plain;
  }
}

const usualGiveUpMs = 1_500;
/** Milliseconds for which a connection is kept that nobody uses: another one takes as long as all the rest of an answer, and more. */
const keepAliveTimeout = 60_000;
const headers = { 'content-type': 'application/json', 'user-agent': DefaultUserAgent };
