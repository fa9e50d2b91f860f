import {
  type APIApplication,
  type APIInteraction,
  type APIMessage,
  Collection as Cache,
  type ChannelType,
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type REST,
} from 'discord.js';
import type { Log, Metrics } from '../core/ports.ts';
import type { Command } from '../router/command.ts';
import { within } from '../router/deadline.ts';
import type { Router } from '../router/router.ts';
import { arrived } from './arrived.ts';
import { createEdits, type Edits } from './edits.ts';
import { described } from './errors.ts';
import { type Hearing, watchHearing } from './hearing.ts';
import { sendTo } from './messenger.ts';
import { register } from './registration.ts';
import { respond } from './respond.ts';
import { answersOver, botRest, interactionRest, shared } from './rest.ts';
import { type Patience, RefusedError, untilReached } from './retry.ts';

/** A running connection to Discord. */
export interface Gateway {
  /**
   * Resolves when nothing is being answered, nor written down after an answer, and all that waited to be shown is; after a while in any
   * case.
   */
  quiet(): Promise<void>;
  /** Why nothing is heard of Discord just now; nothing where all is well. */
  trouble: Hearing;
  /** Whether another process is connected instead of this one; left out where there is but one. */
  isWorker?: () => boolean;
  /** Takes nothing new, lets what is in flight finish, and closes. */
  stop(): Promise<void>;
}

export interface GatewayParts {
  token: string;
  apiUrl?: string | undefined;
  /** For what the bot starts itself; one for all of it, because Discord's ceiling is one. */
  rest?: REST;
  router: Router;
  commands: readonly Command[];
  log: Log;
  metrics?: Metrics | undefined;
  /** The shortest time between two changes of one message that many press on, in milliseconds. */
  editEveryMs?: number | undefined;
  /** After how many milliseconds an answer is deferred. */
  deferAfter?: number | undefined;
  /** Called when Discord ended the connection for good; nothing will arrive any more. */
  onEnd: (reason: string) => void;
  /** Stops the waiting for a Discord that is away. */
  signal: AbortSignal;
  patience?: Patience;
}

/**
 * Registers the commands and connects. Waits and tries again while Discord is away.
 * @throws RefusedError when Discord refuses the token or the settings of the application.
 */
export async function startGateway(parts: GatewayParts): Promise<Gateway> {
  const { log, signal, patience } = parts;
  const rest = parts.rest ?? botRest(parts.token, parts.apiUrl);
  const waiting = { log, signal, ...(patience && { patience }) };
  const changed = await untilReached(() => register(rest, parts.commands, refuseEndpoint), waiting);
  log.info({ commands: parts.commands.length }, changed ? 'Commands registered' : 'Commands unchanged');
  let isStopping = false;
  const inFlight = new InFlight();
  const edits = createEdits({ log, everyMs: parts.editEveryMs });
  const { client, trouble } = await untilReached(() => connect(parts, rest, inFlight, edits), waiting);
  const quiet = async () => {
    await within<unknown>(
      inFlight.finished().then(() => edits.finish()),
      finishWithinMs,
      () => undefined,
    );
  };
  return {
    quiet,
    trouble: () => (isStopping ? 'stopping' : trouble()),
    async stop() {
      isStopping = true;
      await arrived();
      inFlight.close();
      await quiet();
      await client.destroy();
      rest.clearHandlerSweeper();
      rest.clearHashSweeper();
    },
  };
}

/** An application that has its interactions posted somewhere gets none of them here. */
function refuseEndpoint({ interactions_endpoint_url: url }: APIApplication): void {
  if (url) throw new RefusedError(endpointSet);
}

/** Connects with a client of its own: one whose first connection failed would go on trying behind our back. */
async function connect(
  parts: GatewayParts,
  rest: REST,
  inFlight: InFlight,
  edits: Edits,
): Promise<{ client: Client<true>; trouble: Hearing }> {
  const client: Client = new Client({
    intents: [GatewayIntentBits.DirectMessages],
    // As many connections as Discord asks for: it refuses more than 2,500 servers on one.
    shards: 'auto',
    rest: shared(parts.apiUrl),
    makeCache: () => new Collection(),
  });
  listen(client, parts, rest, inFlight, edits);
  const trouble = watchHearing(client);
  const ready = new Promise<Client<true>>(resolve => client.once(Events.ClientReady, resolve));
  try {
    await client.login(parts.token);
    const connected = await within<Client<true> | undefined>(ready, readyWithinMs, () => undefined);
    if (!connected) throw new Error(`Discord took over ${readyWithinMs / 1000} s to get ready`);
    return { client: connected, trouble };
  } catch (error) {
    await client.destroy();
    throw error;
  }
}

function listen(client: Client, parts: GatewayParts, rest: REST, inFlight: InFlight, edits: Edits): void {
  const { router, log, metrics, deferAfter, onEnd } = parts;
  const port = answersOver(interactionRest(parts.apiUrl));
  const responder = { router, log, metrics, edits, port, deferAfter };
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (interaction: APIInteraction) =>
    inFlight.add(() => respond(responder, interaction)),
  );
  client.ws.on(GatewayDispatchEvents.MessageCreate, (message: DirectMessage) =>
    inFlight.add(() => answerWords(parts, rest, message)),
  );
  client.on(Events.Error, error => log.warn(described(error), 'The connection to Discord reported an error'));
  client.on(Events.ShardDisconnect, ({ code }) =>
    onEnd(`Discord closed the connection for good (code ${code}).`),
  );
  client.on(Events.Invalidated, () => onEnd('Discord declared the session invalid.'));
}

type DirectMessage = APIMessage & { guild_id?: string; channel_type?: ChannelType };

/** Plain words arrive only from Steady's own DM. Their text goes no further than this function. */
async function answerWords({ router, log }: GatewayParts, rest: REST, message: DirectMessage): Promise<void> {
  if (!isWords(message)) return;
  const caller = {
    id: message.author.id,
    locale: 'en-US',
    place: 'own-dm' as const,
    channel: message.channel_id,
    managesServer: false,
    mayWrite: true,
  };
  try {
    // Else everybody would wait for the first words after a start.
    await router.warmUp();
    const answer = router.words(caller, message.content);
    if (answer) await sendTo(rest, message.channel_id, answer);
  } catch (error) {
    log.warn(described(error), 'A direct message could not be answered');
  }
}

/** What Discord does not send so is no words of a person's. */
const isWords = ({ author, content, guild_id }: Partial<DirectMessage>): boolean =>
  typeof author?.id === 'string' && !author.bot && guild_id === undefined && typeof content === 'string';

/**
 * A cache that keeps nothing: requests come raw and are never looked up. discord.js goes by the name of the class to tell
 * that a cache it reads was replaced, and would warn of every other name.
 */
class Collection<K, V> extends Cache<K, V> {
  override set(): this {
    return this;
  }
}

/** The answers being worked on, so that a stop can wait for them. */
class InFlight {
  readonly #running = new Set<Promise<void>>();
  #open = true;

  add(work: () => Promise<void>): void {
    if (!this.#open) return;
    const running = work().finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  close(): void {
    this.#open = false;
  }

  async finished(): Promise<void> {
    await Promise.all(this.#running);
  }
}

/** What is wrong, and the mend. */
const endpointSet =
  'The application has an Interactions Endpoint URL, so Discord sends nothing to this process. Clear it on the General Information page, and start again.';
const readyWithinMs = 30_000;
const finishWithinMs = 8_000;
