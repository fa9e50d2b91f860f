import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { type APIInteraction, InteractionResponseType, InteractionType, type REST } from 'discord.js';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Clock, Log, Metrics } from '../core/ports.ts';
import type { Command } from '../router/command.ts';
import { within } from '../router/deadline.ts';
import type { Router } from '../router/router.ts';
import { createEdits } from './edits.ts';
import type { Gateway } from './gateway.ts';
import { answering, bodyOf } from './http/answering.ts';
import { createFreshness, type Freshness, type Once, onceInMemory } from './http/freshness.ts';
import { createVerifier, type Verifier } from './http/signature.ts';
import { faultIn } from './received.ts';
import { register } from './registration.ts';
import type { Responder } from './respond.ts';
import { answersOver, interactionRest } from './rest.ts';
import { type Patience, untilReached } from './retry.ts';

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
  /** Told of every interaction's id, and whether it was seen before; shared where there are several processes. */
  seen?: Once | undefined;
  signal: AbortSignal;
  patience?: Patience;
}

/**
 * Registers the commands, and answers the interactions that Discord posts here. Any number of processes may do so behind a balancer.
 * @throws RefusedError when Discord refuses the token or the settings of the application; Error with the code EADDRINUSE.
 */
export async function startEndpoint(parts: EndpointParts): Promise<Endpoint> {
  const { rest, commands, log, signal, patience, clock, seen = onceInMemory(clock) } = parts;
  const verifier = createVerifier(parts.publicKey);
  const changed = await untilReached(() => register(rest, commands), {
    log,
    signal,
    ...(patience && { patience }),
  });
  log.info({ commands: commands.length }, changed ? 'Commands registered' : 'Commands unchanged');
  const running = new Set<Promise<void>>();
  const edits = createEdits({ log, everyMs: parts.editEveryMs });
  const responder = {
    router: parts.router,
    log,
    metrics: parts.metrics,
    edits,
    port: answersOver(interactionRest(parts.apiUrl)),
  };
  const door = { responder, running, verifier, freshness: createFreshness(clock, seen) };
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(bodyLimit({ maxSize: largestBody, onError: context => context.text('', 413) }));
  app.post('/', context => answered(door, context));
  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  const port = await listen(server, parts.port);
  parts.listening?.(port);
  const quiet = async () => {
    await within<unknown>(Promise.all(running), finishWithinMs, () => undefined);
    await within<unknown>(edits.finish(), finishWithinMs, () => undefined);
  };
  return {
    port,
    quiet,
    // Discord comes to us: as long as this listens there is nothing to lose.
    trouble: () => undefined,
    async stop() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeIdleConnections();
      await quiet();
      server.closeAllConnections();
      await closed;
      rest.clearHandlerSweeper();
      rest.clearHashSweeper();
    },
  };
}

interface Door {
  responder: Responder;
  running: Set<Promise<void>>;
  verifier: Verifier;
  freshness: Freshness;
}

/** Discord tests that wrong signatures are refused; whatever else is wrong with a request is refused the same way. */
async function answered(
  { responder, running, verifier, freshness }: Door,
  context: Context<{ Bindings: HttpBindings }>,
): Promise<Response> {
  const body = new Uint8Array(await context.req.arrayBuffer());
  const timestamp = context.req.header('x-signature-timestamp') ?? '';
  const signature = context.req.header('x-signature-ed25519') ?? '';
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
  running.add(finished);
  void finished.finally(() => running.delete(finished));
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
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Discord's interactions are some kilobytes. */
const largestBody = 256 * 1024;
const finishWithinMs = 8_000;
