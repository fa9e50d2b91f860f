import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bot, endedWith, startMinimal, startSteady } from './bot-process.ts';
import { type Standin, startStandinProcess } from './standin-process.ts';

/** Steady and the minimal bot, ready, each in a stand-in of its own and in a process of its own. */
export interface Lane {
  steady: { bot: Bot; standin: Standin };
  minimal: { bot: Bot; standin: Standin };
  stop(): Promise<void>;
}

/** Both connected to a gateway. */
export async function gatewayLane(folder: string): Promise<Lane> {
  const standins = await bothStandins();
  const [forSteady, forMinimal] = standins;
  const steady = startSteady({
    DISCORD_API_URL: forSteady.apiUrl,
    STORE_URL: `sqlite://${join(folder, 'answers.sqlite')}`,
  });
  const minimal = startMinimal('bot', { DISCORD_API_URL: forMinimal.apiUrl });
  await Promise.all([steady.says('Steady is ready.'), minimal.says('Ready!')]);
  return laneOf(steady, minimal, standins, []);
}

/** Both with interactions posted to them; nothing where there is no Redis for Steady's store. */
export async function httpLane(folder: string): Promise<Lane | undefined> {
  const redis = await startRedis(folder);
  if (!redis) return undefined;
  const standins = await bothStandins();
  const [forSteady, forMinimal] = standins;
  const [one, other] = [await freePort(), await freePort()];
  const steady = startSteady({
    DISCORD_API_URL: forSteady.apiUrl,
    STORE_URL: redis.url,
    TRANSPORT: 'http',
    DISCORD_PUBLIC_KEY: forSteady.publicKey,
    PORT: String(one),
  });
  const minimal = startMinimal('endpoint', { DISCORD_PUBLIC_KEY: forMinimal.publicKey, PORT: String(other) });
  await Promise.all([steady.says('Steady is ready.'), minimal.says('Ready')]);
  await forSteady.ask({ kind: 'post-to', port: one });
  await forMinimal.ask({ kind: 'post-to', port: other });
  return laneOf(steady, minimal, standins, [redis.stop]);
}

const bothStandins = () =>
  Promise.all([
    startStandinProcess({ people }),
    startStandinProcess({ people, intents: GUILDS, ping: true }),
  ]);

function laneOf(
  steady: Bot,
  minimal: Bot,
  [forSteady, forMinimal]: readonly [Standin, Standin],
  more: readonly (() => Promise<void>)[],
): Lane {
  return {
    steady: { bot: steady, standin: forSteady },
    minimal: { bot: minimal, standin: forMinimal },
    async stop() {
      for (const one of [steady, minimal, forSteady, forMinimal]) await one.stop();
      for (const stop of more) await stop();
    },
  };
}

/** One that keeps nothing on its disk. */
async function startRedis(folder: string): Promise<{ url: string; stop: () => Promise<void> } | undefined> {
  const program = redisProgram();
  if (program === undefined) return undefined;
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn(program, [...options, '--maxmemory-policy', 'noeviction', '--dir', folder], {
    stdio: 'ignore',
  });
  const exited = endedWith(child);
  while (!(await answers(port))) {
    if (child.exitCode !== null)
      throw new Error(`Expected ${program} to start, it ended with ${child.exitCode}.`);
    await sleep(50);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function redisProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'redis-server'));
  return [process.env.REDIS_SERVER_PATH ?? '', ...folders].find(file => file !== '' && existsSync(file));
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** More than can be waiting at once, so that nobody waits for their own answer before. */
const people = 1_000;
export const GUILDS = 1 << 0;
