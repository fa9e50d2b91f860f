import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { GatewayFault } from './faults.ts';
import type { Servers } from './servers.ts';
import { DIRECT_MESSAGES, openSession, type Session } from './sessions.ts';
import type { ServedWorld } from './world.ts';

interface GatewayOptions {
  world: ServedWorld;
  servers: Servers;
  /** Unprivileged intents that the bot may ask for; DIRECT_MESSAGES when left out. */
  intents?: number | undefined;
  token: string;
  /** Where the gateway is reached, for resuming. */
  url: () => string;
  /** How often a bot's heart is to beat, in milliseconds; as often as Discord says when left out. */
  heartbeatMs?: number | undefined;
}

/** Discord's gateway: says hello, takes identify and resume, and tells bots what happens. */
export interface Gateway {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function createGateway(options: GatewayOptions): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const stop = options.world.faults.onGateway(fault => befall(fault, server, sessions));
  server.on('connection', (socket, request) => talk(socket, request, sessions, options));
  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, opened => server.emit('connection', opened, request)),
    close() {
      stop();
      for (const socket of server.clients) socket.terminate();
      for (const session of sessions.values()) session.end();
      server.close();
    },
  };
}

/** One connection, from hello to its end. */
function talk(
  socket: WebSocket,
  request: IncomingMessage,
  sessions: Map<string, Session>,
  options: GatewayOptions,
): void {
  let session: Session | undefined;
  const refuse = (code: number, expected: string): void => {
    options.world.problems.push(`gateway: ${expected} (closed with ${code})`);
    socket.close(code);
  };
  const flaw = connectionFlaw(request);
  if (flaw) {
    refuse(...flaw);
    return;
  }

  const isOpen = () => session?.socket() === socket;
  const settled = (result: Session | Refusal | undefined): Session | undefined => {
    if (!Array.isArray(result)) return result;
    refuse(...result);
    return undefined;
  };
  const handlers: Record<number, (data: unknown) => void> = {
    1: () => say(socket, 11),
    2: data => {
      if (isOpen()) return refuse(4005, 'expected one identify; came a second');
      session = settled(identify(data, socket, sessions, options));
    },
    3: () => undefined,
    6: data => {
      if (isOpen()) return refuse(4005, 'expected one resume; came a second');
      session = settled(resume(data, socket, sessions, options));
    },
  };
  socket.on('message', (raw: Buffer) => {
    const frame = readFrame(raw);
    if (!frame) return refuse(4002, 'expected a JSON frame with an op');
    const handle = handlers[frame.op];
    if (!handle) return refuse(4001, `expected op 1, 2, 3 or 6; came ${frame.op}`);
    handle(frame.d);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', code => {
    if (session?.socket() !== socket) return;
    if (code === 1000 || code === 1001) session.end();
    else session.sleep();
  });
  say(socket, 10, { heartbeat_interval: options.heartbeatMs ?? HEARTBEAT, _trace: ['stand-in'] });
}

function connectionFlaw(request: IncomingMessage): Refusal | undefined {
  const asked = new URL(request.url ?? '/', 'ws://gateway').searchParams;
  const version = asked.get('v') ?? '10';
  const encoding = asked.get('encoding') ?? 'json';
  if (version !== '10') return [4012, `expected v=10; came v=${version}`];
  return encoding === 'json' ? undefined : [4002, `expected encoding=json; came ${encoding}`];
}

/** The code a connection is closed with, and why. */
type Refusal = [code: number, expected: string];

function identify(
  data: unknown,
  socket: WebSocket,
  sessions: Map<string, Session>,
  { world, servers, token, url, intents: expected = DIRECT_MESSAGES }: GatewayOptions,
): Session | Refusal | undefined {
  const read = identity.safeParse(data);
  if (!read.success) return [4002, `expected an identify; ${z.prettifyError(read.error)}`];
  const { intents, shard } = read.data;
  if (read.data.token !== token) return [4004, 'expected the bot token; came another'];
  if (shard[0] >= shard[1]) return [4010, `expected a shard below ${shard[1]}; came ${shard[0]}`];
  if ((intents & PRIVILEGED) !== 0) return [4014, `expected no privileged intent; came ${intents}`];
  if (shard[1] < servers.shards) return [4011, `expected ${servers.shards} shards or more; came ${shard[1]}`];
  if ((intents & ~expected) !== 0)
    world.problems.push(`gateway: expected no intent but ${expected}; came ${intents}`);
  const session = openSession(world, { intents, shard, socket }, ended => sessions.delete(ended.id));
  sessions.set(session.id, session);
  session.send('READY', {
    v: 10,
    user: { ...world.bot, bio: null, flags: 0, mfa_enabled: false, verified: true, email: null },
    guilds: servers.idsOf(shard).map(id => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: url(),
    shard,
    application: { id: world.application.id, flags: 0 },
    session_type: 'normal',
    private_channels: [],
    relationships: [],
    _trace: ['stand-in'],
  });
  if ((intents & GUILDS) !== 0) void servers.tell(session, shard);
  return session;
}

function resume(
  data: unknown,
  socket: WebSocket,
  sessions: Map<string, Session>,
  { token }: GatewayOptions,
): Session | Refusal | undefined {
  const read = resumption.safeParse(data);
  if (!read.success) return [4002, `expected a resume; ${z.prettifyError(read.error)}`];
  if (read.data.token !== token) return [4004, 'expected the bot token; came another'];
  const session = sessions.get(read.data.session_id);
  if (session?.wake(socket, read.data.seq)) return session;
  say(socket, INVALID_SESSION, false);
  return undefined;
}

function befall(fault: GatewayFault, server: WebSocketServer, sessions: Map<string, Session>): void {
  for (const socket of server.clients) {
    if (fault.kind === 'silence') {
      if (fault.over) socket.resume();
      else socket.pause();
    } else if (fault.kind === 'reconnect') say(socket, RECONNECT);
    else if (fault.kind === 'invalid-session') say(socket, INVALID_SESSION, fault.resumable);
    else if (fault.code === undefined) socket.terminate();
    else socket.close(fault.code);
  }
  if (fault.kind !== 'invalid-session') return;
  for (const session of sessions.values()) {
    if (!fault.resumable) session.end();
    else if (session.socket()) session.sleep();
  }
}

function say(socket: WebSocket, op: number, data: unknown = null): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ op, d: data, s: null, t: null }));
}

function readFrame(raw: Buffer): z.infer<typeof frame> | undefined {
  try {
    return frame.parse(JSON.parse(raw.toString()));
  } catch {
    return undefined;
  }
}

const frame = z.object({ op: z.int(), d: z.unknown() });
const identity = z.object({
  token: z.string(),
  intents: z.int().min(0),
  properties: z.object({ os: z.string(), browser: z.string(), device: z.string() }),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).default([0, 1]),
});
const resumption = z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) });

const GUILDS = 1 << 0;
/** GUILD_MEMBERS, GUILD_PRESENCES and MESSAGE_CONTENT. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const HEARTBEAT = 41_250;
const RECONNECT = 7;
const INVALID_SESSION = 9;
