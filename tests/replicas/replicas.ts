import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { noLimits } from '../../src/playground/standin/rate-limits.ts';
import { type Standin, startStandin } from '../../src/playground/standin/server.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { answered, publicKey, signedHeaders } from '../bot/posted.ts';
import { type Run, startProcess } from '../process.ts';
import { freePort, startRedis, type TestRedis } from '../store/redis-server.ts';
import { type Balancer, createBalancer } from './balancer.ts';

/** Processes that answer what one Discord posts, over one Redis. */
export interface Replicas {
  standin: Standin;
  redis: TestRedis;
  runs: readonly Run[];
  healthPorts: readonly number[];
  balancer: Balancer;
  /** What became of requests that got no answer, by the ids of interactions. */
  lost: Map<string, unknown>;
  /** Those whose first answer only said that one is coming. */
  deferred: Set<string>;
  /** The last interaction that was posted, as it was sent. */
  last(): Posted | undefined;
  close(): Promise<void>;
}

/** A request of Discord's. */
export interface Posted {
  id: string;
  body: string;
  headers: Record<string, string>;
}

/** Starts so many, and waits until each says that people are served. */
export async function startReplicas(count: number, people: number): Promise<Replicas> {
  const folder = mkdtempSync(join(tmpdir(), 'steady-replicas-'));
  const redis = await startRedis(folder, ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction']);
  const world = createWorld({
    people: Array.from({ length: people }, (_, at) => ({ name: `Person ${at}` })),
    verifyKey: publicKey,
    interactionsEndpoint: 'https://steady.example/',
    // A machine that is busy with other tests answers late, and that is no lost request.
    deadlines: { first: 15_000, deferred: 15_000 },
  });
  const standin = await startStandin({ port: 0, token, world, limits: noLimits });
  const ports = await freePorts(count);
  const healthPorts = await freePorts(count);
  const runs = ports.map((port, at) =>
    startProcess({
      DISCORD_TOKEN: token,
      DISCORD_API_URL: standin.apiUrl,
      DISCORD_PUBLIC_KEY: publicKey,
      TRANSPORT: 'http',
      PORT: String(port),
      HEALTH_PORT: String(healthPorts[at]),
      STORE_URL: redis.url(),
      ENCRYPTION_KEYS: Buffer.alloc(32, 1).toString('base64'),
    }),
  );
  const balancer = createBalancer(ports);
  const lost = new Map<string, unknown>();
  const deferred = new Set<string>();
  let last: Posted | undefined;
  world.connect((event, payload) => {
    if (event !== 'INTERACTION_CREATE') return;
    const { id, token: own } = payload as { id: string; token: string };
    const body = JSON.stringify(payload);
    const sent = { id, body, headers: signedHeaders(body, Date.now()) };
    last = sent;
    balancer
      .post(id, body, sent.headers)
      .then(async response => {
        const { type } = (await response.clone().json()) as { type?: number };
        if (type === deferral) deferred.add(id);
        await answered(world, id, own, response);
      })
      .catch((error: unknown) => lost.set(id, error));
  });
  const close = async () => {
    await Promise.all(runs.map(run => run.end('SIGKILL')));
    await standin.close();
    await redis.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const port of healthPorts)
      await expect.poll(() => readiness(port).catch(() => ''), { timeout: 150_000 }).toBe(well);
  } catch (error) {
    const said = runs.map(run => run.said()).join('\n');
    await close();
    throw new Error(`Expected replicas, got: ${said}`, { cause: error });
  }
  return { standin, redis, runs, healthPorts, balancer, lost, deferred, last: () => last, close };
}

/** What `/readyz` says. */
export const readiness = async (port: number): Promise<string> =>
  (await fetch(`http://127.0.0.1:${port}/readyz`)).text();

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports;
}

/** Discord's number for it. */
const deferral = 5;
export const well = 'endpoint: ok\nstore: ok\nticker: ok\nsending: ok\n';
const token = 'dGVzdA.steady.not-a-secret';
