import { createServer, type Server } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import {
  type APIApplication,
  type APIInteraction,
  InteractionResponseType,
  InteractionType,
  type REST,
} from 'discord.js';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock, Log, Metrics } from '../core/ports.ts';
import type { Command } from '../router/command.ts';
import { within } from '../router/deadline.ts';
import type { Router } from '../router/router.ts';
import { arrived } from './arrived.ts';
import { createEdits } from './edits.ts';
import { EndpointError } from './errors.ts';
import type { Gateway } from './gateway.ts';
import { answering, bodyOf } from './http/answering.ts';
import { createFreshness, type Freshness, type Note, onceInCommon, onceInMemory } from './http/freshness.ts';
import { createVerifier, type Verifier } from './http/signature.ts';
import { faultIn } from './received.ts';
import { register } from './registration.ts';
import type { Responder } from './respond.ts';
import { answersOver, interactionRest } from './rest.ts';
import { type Patience, RefusedError, untilReached } from './retry.ts';

/** A running endpoint for interactions. */
export interface Endpoint extends Gateway {
  /** Where it listens. */
  port: number;
}

export interface EndpointParts {
  /** The application's public key, 64 hexadecimal digits. */
  publicKey: string;
  /** 0 picks a free one. */
  port: number;
  /** Told where it listens. */
  listening?: ((port: number) => void) | undefined;
  apiUrl?: string | undefined;
  rest: REST;
  router: Router;
  commands: readonly Command[];
  log: Log;
  metrics?: Metrics | undefined;
  clock: Clock;
  /** The shortest time between two changes of one message that many press on, in milliseconds. */
  editEveryMs?: number | undefined;
  /** After how many milliseconds an answer is deferred. */
  deferAfter?: number | undefined;
  /** Where all processes note which interactions they took; left out where this one is alone. */
  note?: Note | undefined;
  signal: AbortSignal;
  patience?: Patience;
}

/**
 * Registers the commands, and answers the interactions that Discord posts here. Any number of processes may do so behind a balancer.
 * @throws RefusedError when Discord refuses the token or the settings of the application; EndpointError.
 */
export async function startEndpoint(parts: EndpointParts): Promise<Endpoint> {
  const { publicKey, rest, commands, log, signal, patience, clock, note } = parts;
  const once = note ? onceInCommon(clock, note) : onceInMemory(clock);
  const verifier = createVerifier(publicKey);
  const changed = await untilReached(
    () => register(rest, commands, application => refuseOther(application, publicKey)),
    {
      log,
      signal,
      ...(patience && { patience }),
    },
  );
  log.info({ commands: commands.length }, changed ? 'Commands registered' : 'Commands unchanged');
  const running = new Set<Promise<unknown>>();
  const until = (ended: Promise<unknown>) => {
    running.add(ended);
    void ended.finally(() => running.delete(ended));
  };
  let isStopping = false;
  const edits = createEdits({ log, everyMs: parts.editEveryMs });
  const responder = {
    router: parts.router,
    log,
    metrics: parts.metrics,
    edits,
    port: answersOver(interactionRest(parts.apiUrl)),
    deferAfter: parts.deferAfter,
  };
  const door = { responder, until, verifier, freshness: createFreshness(clock, once) };
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(limitBody());
  app.use(async (context, next) => {
    await next();
    // The balancer is to send nothing more this way.
    if (isStopping) context.header('connection', 'close');
  });
  app.post('/', context => answered(door, context));
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => {
    until(new Promise<void>(resolve => void response.once('close', () => resolve())));
    void listener(request, response);
  });
  const port = await listen(server, parts.port);
  parts.listening?.(port);
  const quiet = async () => {
    await within<unknown>(
      allOf(running).then(() => edits.finish()),
      finishWithinMs,
      () => undefined,
    );
  };
  return {
    port,
    quiet,
    // Discord comes to us: as long as this listens there is nothing to lose.
    trouble: () => (isStopping ? 'stopping' : undefined),
    async stop() {
      isStopping = true;
      await arrived();
      // Node's own way also cuts connections that were just taken and not read yet: those count as idle.
      const closed = new Promise(resolve => NetServer.prototype.close.call(server, resolve));
      await arrived();
      server.closeIdleConnections();
      await quiet();
      server.closeAllConnections();
      await closed;
      rest.clearHandlerSweeper();
      rest.clearHashSweeper();
    },
  };
}

/** With another key everything that Discord posts would be refused. Its PING comes only when the address is saved, so nobody waits for one. */
function refuseOther({ verify_key: key }: APIApplication, publicKey: string): void {
  if (key.toLowerCase() !== publicKey.toLowerCase()) throw new RefusedError(otherKey);
}

/** Until nothing runs any more, what is begun meanwhile included. */
async function allOf(running: ReadonlySet<Promise<unknown>>): Promise<void> {
  while (running.size > 0) await Promise.all(running);
}

interface Door {
  responder: Responder;
  /** What a stop waits for. */
  until: (ended: Promise<unknown>) => void;
  verifier: Verifier;
  freshness: Freshness;
}

/** Discord says how long a body is. Only one that does not is counted while it comes, which takes longer than all else about a request. */
function limitBody(): MiddlewareHandler<{ Bindings: HttpBindings }> {
  const tooLarge = () => new Response('', { status: 413 });
  const counted = bodyLimit({ maxSize: largestBody, onError: tooLarge });
  return async (context, next) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = context.env.incoming.headers;
    if (length === undefined || encoding !== undefined) return counted(context, next);
    return Number(length) > largestBody ? tooLarge() : next();
  };
}

/** Discord tests that wrong signatures are refused; whatever else is wrong with a request is refused the same way. */
async function answered(
  { responder, until, verifier, freshness }: Door,
  context: Context<{ Bindings: HttpBindings }>,
): Promise<Response> {
  const body = new Uint8Array(await context.req.arrayBuffer());
  const { headers } = context.env.incoming;
  const timestamp = String(headers['x-signature-timestamp'] ?? '');
  const signature = String(headers['x-signature-ed25519'] ?? '');
  if (!freshness.isRecent(timestamp) || !verifier(signature, timestamp, body)) return refused();
  const interaction = interactionIn(body);
  if (!interaction) return new Response(null, { status: 400 });
  if (interaction.type === InteractionType.Ping) return Response.json({ type: InteractionResponseType.Pong });
  if (!(await freshness.isNew(interaction.id))) return refused();
  const fault = faultIn(interaction);
  if (fault && !fault.instead) return new Response(fault.sentence, { status: 400 });
  // It closes too where Discord hung up, so this always ends.
  const written = new Promise<void>(resolve => void context.env.outgoing.once('close', () => resolve()));
  const { first, finished } = answering(responder, interaction, written);
  until(finished);
  const answer = await first;
  return answer ? bodyOf(answer) : new Response(null, { status: 500 });
}

function interactionIn(body: Uint8Array): APIInteraction | undefined {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof read === 'object' && read !== null && 'type' in read ? (read as APIInteraction) : undefined;
  } catch {
    return undefined;
  }
}

const refused = () => new Response(null, { status: 401 });

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(new EndpointError(unheard(error, port), { cause: error })));
    server.listen(port, () => {
      server.removeAllListeners('error');
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function unheard(error: Error, port: number): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `PORT: expected a free port, got ${port}, which is in use. Set another one, or stop what listens there.`;
  return `PORT: expected a port this process may open, got ${port} (${String(code)}). Set another one.`;
}

/** What is wrong, and the mend. */
const otherKey =
  'DISCORD_PUBLIC_KEY: the application of this token has another one. Copy it anew from the General Information page of the application, and start again.';
/** Discord's interactions are some kilobytes. */
const largestBody = 256 * 1024;
const finishWithinMs = 8_000;
