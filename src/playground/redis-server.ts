import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A real Redis on loopback, which may be harmed. */
export interface RedisServer {
  port: number;
  url: string;
  /** Of its process. */
  pid(): number | undefined;
  /** With a signal of its own it is sure to be gone afterwards. */
  kill(): Promise<void>;
  /** After it was killed: on the same port, with what it kept. */
  startAgain(): Promise<void>;
  /** Lets it answer nobody, until `wake`. */
  freeze(): void;
  wake(): void;
}

/** The redis-server of this machine; undefined where there is none. */
export const redisProgram: string | undefined =
  process.env.REDIS_SERVER_PATH ||
  (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'redis-server'))
    .find(existsSync);

/** Keeps what it is told, as an operator's should. */
export const keeping = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];

/**
 * Starts one that keeps nothing; `settings` as on its command line, where what is said last counts. Whoever starts one kills it.
 * @throws Error where it does not answer.
 */
export async function startRedis(folder: string, settings: readonly string[] = []): Promise<RedisServer> {
  // Somebody else may take a free port first.
  for (let left = 2; left > 0; left -= 1) {
    const started = await startOnce(folder, settings).catch(() => undefined);
    if (started) return started;
  }
  return startOnce(folder, settings);
}

async function startOnce(folder: string, settings: readonly string[]): Promise<RedisServer> {
  if (redisProgram === undefined) throw new Error('Expected a redis-server on this machine, found none.');
  const program = redisProgram;
  const port = await freePort();
  const start = async () => {
    const started = run(program, folder, ['--port', `${port}`, ...settings]);
    await answers(port, started);
    return started;
  };
  let child = await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    pid: () => child.pid,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    async startAgain() {
      child = await start();
    },
    freeze: () => void child.kill('SIGSTOP'),
    wake: () => void child.kill('SIGCONT'),
  };
}

function run(program: string, folder: string, settings: readonly string[]): ChildProcess {
  const quiet = ['--bind', '127.0.0.1', '--rdbcompression', 'no', '--save', '', '--appendonly', 'no'];
  const child = spawn(program, [...quiet, '--dir', folder, ...settings], { stdio: 'ignore' });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

/** Waits until it says something, be it that it wants a password. */
async function answers(port: number, child: ChildProcess): Promise<void> {
  const until = performance.now() + patienceMs;
  while (!(await pongs(port))) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error('Expected redis-server to answer, got nothing.');
    await sleep(20);
  }
}

async function pongs(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('PING\r\n');
    const [data] = (await once(socket, 'data', { signal: AbortSignal.timeout(1_000) })) as [Buffer];
    return /^(\+PONG|-NOAUTH|-NOPERM)/.test(data.toString());
  } catch {
    // Not yet.
    return false;
  } finally {
    socket.destroy();
  }
}

/** A port that nobody uses just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('Expected an address, got none.');
  return address.port;
}

const patienceMs = 15_000;
