import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Preview } from '../preview/preview.ts';
import type { BotOptions } from './bot-api.ts';
import type { ClockOptions } from './clock-api.ts';
import { createGateway, type Gateway } from './gateway.ts';
import { createGuard, type Guard, upgradeRefusal } from './guard.ts';
import { createLibraryApi } from './library-api.ts';
import { createPageFiles, type PageOptions } from './page-files.ts';
import { createLive, createPersonApi, type Live, type Stored } from './person-api.ts';
import type { RateLimits } from './rate-limits.ts';
import { createRest } from './rest.ts';
import { createServers } from './servers.ts';
import { createWire } from './wire.ts';
import { createWorld, type ServedWorld } from './world.ts';

export interface StandinOptions extends PageOptions, ClockOptions, BotOptions {
  /** 0 picks a free one. */
  port: number;
  host?: '127.0.0.1' | '::1';
  /** The bot token that REST and gateway accept. */
  token: string;
  /** A new one with the default people when left out. It goes by the same clock, where there is one. */
  world?: ServedWorld;
  /** How often a bot's heart is to beat, in milliseconds; as often as Discord says when left out. */
  heartbeatMs?: number;
  /** How many servers the bot was added to; the world's own when left out. */
  servers?: number;
  /** Unprivileged intents that a bot may ask for; DIRECT_MESSAGES when left out. */
  intents?: number;
  /** Discord's limits for requests when left out. */
  limits?: RateLimits;
  /** What the bot keeps about a person; nothing when left out. */
  stored?: Stored;
  /** True to keep the last requests of the bot for the page. */
  notesWire?: boolean;
  /** All words, for those who write them; none when left out. */
  preview?: Preview;
}

/** A running stand-in: REST under `/api/v10`, the gateway at `/gateway`, the person's side under `/playground`. */
export interface Standin {
  world: ServedWorld;
  port: number;
  /** What the bot takes as Discord's address, without the version. */
  apiUrl: string;
  token: string;
  close(): Promise<void>;
}

/** Starts the stand-in on loopback. Rejects with EADDRINUSE when the port is taken. */
export async function startStandin(options: StandinOptions): Promise<Standin> {
  const { token, host = '127.0.0.1', stored, clock, pushed, restart, reset } = options;
  const { world = createWorld(clock && { clock }) } = options;
  let port = options.port;
  const origin = () => `127.0.0.1:${port}`;
  const gatewayUrl = () => `ws://${origin()}/gateway`;
  const guard = createGuard(() => port);
  const servers = createServers(world, options.servers);
  const { heartbeatMs, intents } = options;
  const gateway = createGateway({ world, servers, intents, token, url: gatewayUrl, heartbeatMs });
  const live = createLive(world);
  const wire = options.notesWire ? createWire(world, clock ?? { now: () => Date.now() }) : undefined;

  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(guard.everywhere);
  app.route('/api/v10', createRest({ world, servers, token, gatewayUrl, limits: options.limits, wire }));
  app.all('/api/*', context => {
    world.problems.push(`${context.req.method} ${context.req.path}: expected a path under /api/v10`);
    return context.json({ message: '404: Not Found', code: 0 }, 404);
  });
  app.route('/playground/library', createLibraryApi(options.preview));
  app.route('/playground', createPersonApi({ world, guard, stored, wire, clock, pushed, restart, reset }));
  app.route(
    '/',
    createPageFiles(world, options, () => port),
  );

  const listener = getRequestListener(app.fetch);
  const server = createServer((request, response) => void listener(request, response));
  server.on('upgrade', (request, socket, head) =>
    upgrade({ request, socket, head }, { guard, gateway, live, world }),
  );
  port = await listen(server, options.port, host);
  world.serveFilesAt(`http://${origin()}/attachments`);
  return {
    world,
    port,
    apiUrl: `http://${origin()}/api`,
    token,
    close: () => closeAll(server, [gateway, live, world]),
  };
}

interface Upgrading {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
}

interface Doors {
  guard: Guard;
  gateway: Gateway;
  live: Live;
  world: ServedWorld;
}

function upgrade({ request, socket, head }: Upgrading, { guard, gateway, live, world }: Doors): void {
  socket.on('error', () => socket.destroy());
  const path = new URL(request.url ?? '/', 'ws://standin').pathname;
  const isGateway = path === '/gateway' || path === '/gateway/';
  if (upgradeRefusal(guard, request) !== undefined) refuse(socket, '403 Forbidden');
  else if (isGateway && world.faults.isAway()) socket.destroy();
  else if (isGateway) gateway.upgrade(request, socket, head);
  else if (path === '/playground/live') live.upgrade(request, socket, head);
  else refuse(socket, '404 Not Found');
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closeAll(server: Server, parts: { close(): void }[]): Promise<void> {
  for (const part of parts) part.close();
  return new Promise((resolve, reject) => {
    server.close(error => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
