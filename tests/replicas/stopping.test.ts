import { Agent } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { noLimits } from '../../src/playground/standin/rate-limits.ts';
import { startStandin } from '../../src/playground/standin/server.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { Actor } from '../bot/actor.ts';
import { signedHeaders } from '../bot/posted.ts';
import { startProcess } from '../process.ts';
import { afterwards, describeRedis } from '../store/places.ts';
import { freePort } from '../store/redis-server.ts';
import { posted } from './balancer.ts';
import { type Posted, type Replicas, readiness, startReplicas } from './replicas.ts';

let open: Replicas | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

test('a bot on the gateway that is stopped under load answers what it was told before, and ends', {
  timeout: 120_000,
}, async () => {
  const world = createWorld({
    people: Array.from({ length: count }, (_, at) => ({ name: `Person ${at}` })),
    // A machine that is busy with other tests is late, and loses nothing.
    deadlines: { first: 15_000 },
  });
  const standin = await startStandin({ port: 0, token, world, limits: noLimits });
  afterwards(() => standin.close());
  const health = await freePort();
  const settings = { DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl, HEALTH_PORT: String(health) };
  const run = startProcess(settings);
  afterwards(async () => void (await run.end('SIGKILL')));
  await expect.poll(() => readiness(health).catch(String), { timeout: 90_000 }).toContain('ticker: ok');

  world.faults.next('POST /interactions/:id/:token/callback', { kind: 'delay', ms: 1_000 }, count);
  const asked = world.people().map(({ id }) => new Actor(world, id).types('/explain', { topic: 'anger' }));
  const told = performance.now();
  const ended = run.end('SIGTERM');
  await expect.poll(() => readiness(health), { interval: 10 }).toContain('gateway: stopping\n');
  expect((await Promise.all(asked)).map(({ kind }) => kind)).toEqual(Array(count).fill('message'));
  expect(await ended).toBe(0);
  expect(performance.now() - told).toBeLessThan(10_000);
});

describeRedis('a replica that is stopped under load', () => {
  test('answers what it took, says that the connection ends, takes nothing new, and ends', {
    timeout: 300_000,
  }, async () => {
    open = await startReplicas(1, count);
    const { runs, redis, healthPorts, balancer, standin, lost } = open;
    const [health = 0] = healthPorts;
    const port = balancer.shares[0]?.port ?? 0;
    const agent = new Agent({ keepAlive: true });
    afterwards(async () => agent.destroy());
    const idle = new Agent({ keepAlive: true });
    afterwards(async () => idle.destroy());
    expect((await posted(port, '{}', {}, idle)).headers.get('connection')).toBe('keep-alive');

    // While it waits for its store, what is asked is in flight; until all else has been seen.
    redis.freeze();
    const actors = standin.world.people().map(({ id }) => new Actor(standin.world, id));
    const asked = actors.map(actor => actor.types('/explain', { topic: 'anger' }));
    const last = open.last();
    if (!last) throw new Error('Expected something posted, found nothing.');
    const kept = Promise.allSettled([another(last, port, agent)]);
    // Time to reach the machine, not to be answered.
    await expect.poll(() => balancer.shares[0]?.connections, { interval: 5 }).toBe(count);
    const told = performance.now();
    const ended = runs[0]?.end('SIGTERM');
    await expect.poll(() => readiness(health), { interval: 10 }).toContain('endpoint: stopping\n');
    expect((await fetch(`http://127.0.0.1:${health}/readyz/endpoint`)).status).toBe(503);
    const refusal = (agent?: Agent) => posted(port, '{}', {}, agent).then(() => 'taken', String);
    await expect.poll(() => refusal(), { interval: 10 }).toContain('ECONNREFUSED');
    await expect.poll(() => refusal(idle), { interval: 10 }).toContain('ECONNREFUSED');
    redis.wake();
    const answers = await Promise.all(asked);
    expect(lost).toEqual(new Map());
    expect(answers.map(({ kind }) => kind)).toEqual(Array(count).fill('message'));
    const [answer] = await kept;
    if (answer?.status !== 'fulfilled') throw new Error(`Expected an answer, got ${String(answer?.reason)}.`);
    expect([answer.value.status, answer.value.headers.get('connection')]).toEqual([200, 'close']);
    expect(await ended).toBe(0);
    expect(performance.now() - told).toBeLessThan(10_000);
  });
});

/** Another interaction like it, on a connection that stays open. */
function another({ id, body }: Posted, port: number, agent: Agent): Promise<Response> {
  const other = JSON.stringify({ ...(JSON.parse(body) as object), id: String(BigInt(id) + 1n) });
  return posted(port, other, signedHeaders(other, Date.now()), agent);
}

const count = 30;
const token = 'dGVzdA.steady.not-a-secret';
