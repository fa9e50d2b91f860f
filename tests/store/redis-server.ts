import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@keyv/redis';

/** The redis-server of this machine; undefined where there is none. */
export const redisServer: string | undefined =
  process.env.REDIS_SERVER_PATH ||
  (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'redis-server'))
    .find(existsSync);

/** A real Redis on loopback, which a test may harm. */
export interface TestRedis {
  port: number;
  /** Of its process. */
  pid(): number | undefined;
  /** Where it keeps its files. */
  folder: string;
  /** `user`: what stands before the host in its address. */
  url(user?: string): string;
  /** Asks it something, past the store. */
  ask(...command: string[]): Promise<unknown>;
  /** With a signal of its own it is sure to be gone afterwards. */
  kill(): Promise<void>;
  /** After it was killed: on the same port, with the same folder. */
  startAgain(): Promise<void>;
  /** Lets it answer nobody, until `wake`. */
  freeze(): void;
  wake(): void;
}

/** `settings` as on its command line. Whoever starts one kills it. */
export async function startRedis(folder: string, settings: readonly string[] = []): Promise<TestRedis> {
  // Somebody else may take a free port first.
  for (let left = 2; left > 0; left--) {
    const started = await startOnce(folder, settings).catch(() => undefined);
    if (started) return started;
  }
  return startOnce(folder, settings);
}

async function startOnce(folder: string, settings: readonly string[]): Promise<TestRedis> {
  const port = await freePort();
  const start = () => run(folder, port, settings);
  let child = start();
  const redis: TestRedis = {
    port,
    pid: () => child.pid,
    folder,
    url: (user = '') => `redis://${user}127.0.0.1:${port}`,
    ask: (...command) => asked(redis.url(), command),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    async startAgain() {
      child = start();
      await answers(redis.url(), child);
    },
    freeze: () => void child.kill('SIGSTOP'),
    wake: () => void child.kill('SIGCONT'),
  };
  await answers(redis.url(), child);
  return redis;
}

function run(folder: string, port: number, settings: readonly string[]): ChildProcess {
  const child = spawn(
    redisServer ?? 'redis-server',
    // What is said last counts.
    [
      '--port',
      `${port}`,
      '--bind',
      '127.0.0.1',
      '--rdbcompression',
      'no',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
      ...settings,
    ],
    { stdio: 'ignore' },
  );
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

/** Waits until it says something, be it that it wants a password. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + 15_000;
  for (;;) {
    const said = await asked(url, ['PING']).catch((error: unknown) => String(error));
    if (said === 'PONG' || /NOAUTH|NOPERM/.test(String(said))) return;
    if (child.exitCode !== null || performance.now() > until)
      throw new Error(`Expected a Redis, got ${String(said)}.`);
    await sleep(20);
  }
}

async function asked(url: string, command: readonly string[]): Promise<unknown> {
  const client = createClient({ url, disableClientInfo: true, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  try {
    await client.connect();
    return await client.sendCommand([...command]);
  } finally {
    if (client.isOpen) client.destroy();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('Expected an address, got none.');
  return address.port;
}
