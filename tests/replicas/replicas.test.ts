import { setTimeout as sleep } from 'node:timers/promises';
import { ComponentType } from 'discord-api-types/v10';
import { afterEach, expect, test } from 'vitest';
import type { Outcome } from '../../src/playground/standin/contract.ts';
import { Actor } from '../bot/actor.ts';
import { describeRedis } from '../store/places.ts';
import { posted } from './balancer.ts';
import { type Replicas, readiness, startReplicas, well } from './replicas.ts';

let open: Replicas | undefined;

afterEach(async () => {
  await open?.close();
  open = undefined;
});

const started = async (count: number): Promise<Replicas> => {
  open = await startReplicas(count, people);
  return open;
};
const actorsIn = ({ standin: { world } }: Replicas) =>
  world.people().map(({ id }) => new Actor(world, id).at('own-dm'));

describeRedis('replicas behind a balancer', () => {
  test('lose nothing when one is killed but what was in flight on it', { timeout: 300_000 }, async () => {
    const replicas = await started(3);
    const { balancer, lost, runs } = replicas;
    let isAlive = true;
    const actors = actorsIn(replicas);
    // The first card of each greets; the second is what comes from then on.
    await Promise.all(actors.map(actor => actor.types('/explain', { topic: topics[0] })));
    // That a card greeted is noted after it was shown, and another replica may not know yet.
    await expect.poll(async () => shown(await ask(actors[0], topics[0]))).not.toContain("I'm a bot");
    const wanted = new Map<string | undefined, string>();
    for (const topic of topics) wanted.set(topic, shown(await ask(actors[0], topic)));
    expect(new Set(wanted.values()).size).toBe(topics.length);

    const asked: Promise<Outcome>[] = [];
    const ids: string[] = [];
    const began = performance.now();
    for (let at = 0; at < interactions; at += 1) {
      await sleep(Math.max(0, began + at * everyMs - performance.now()));
      asked.push(ask(actors[at % people], topics[at % topics.length]));
      ids.push(replicas.last()?.id ?? '');
      // With some in flight on it.
      if (at >= interactions / 2 && isAlive && balancer.shares[1]?.inFlight.size) {
        isAlive = false;
        void runs[1]?.end('SIGKILL');
      }
    }
    const outcomes = await Promise.all(asked);
    expect([isAlive, await runs[1]?.exited]).toEqual([false, null]);
    expect(new Set(ids).size).toBe(interactions);

    const wrong = outcomes.flatMap((outcome, at) => {
      const isRight = outcome.kind === 'message' && shown(outcome) === wanted.get(topics[at % topics.length]);
      return isRight ? [] : [{ id: ids[at] ?? '', outcome }];
    });
    const [left0, onTheKilled, left2] = balancer.shares.map(({ inFlight }) => [...inFlight]);
    expect([left0, left2]).toEqual([[], []]);
    expect([...lost.keys()].sort()).toEqual(onTheKilled?.sort());
    // What it had put off was in flight on it too.
    const putOff = [...(balancer.shares[1]?.taken ?? [])].filter(id => replicas.deferred.has(id));
    const excused = new Set([...lost.keys(), ...putOff]);
    expect(wrong.filter(({ id, outcome }) => outcome.kind !== 'failed' || !excused.has(id))).toEqual([]);
    expect(wrong.map(({ id }) => id)).toEqual(expect.arrayContaining([...lost.keys()]));
    const [first, second, third] = balancer.shares.map(({ taken }) => taken.size) as [number, number, number];
    expect(first + second + third).toBeGreaterThanOrEqual(interactions - lost.size);
    expect(second).toBeGreaterThan(interactions / 10);
    expect(Math.min(first, third)).toBeGreaterThan(second);
    expect(replicas.standin.world.problems).toEqual([]);
  });

  test('take an interaction once, whichever it is sent to; and answer on, each for itself, while Redis is away', {
    timeout: 300_000,
  }, async () => {
    const replicas = await started(2);
    const { balancer, healthPorts, redis } = replicas;
    const [actor] = actorsIn(replicas);
    const ports = balancer.shares.map(({ port }) => port);
    const again = async () => {
      const last = replicas.last();
      const sent = ports.map(port => posted(port, last?.body ?? '', last?.headers ?? {}));
      return (await Promise.all(sent)).map(({ status }) => status).sort((a, b) => a - b);
    };
    await ask(actor, topics[0]);
    expect(await again()).toEqual([401, 401]);

    await redis.kill();
    await ask(actor, topics[0]);
    // The one that did not take it cannot know.
    expect(await again()).toEqual([200, 401]);
    expect(await again()).toEqual([401, 401]);
    for (const port of healthPorts)
      await expect.poll(() => readiness(port)).toBe(well.replace('store: ok', 'store: away'));

    await redis.startAgain();
    for (const port of healthPorts) await expect.poll(() => readiness(port), { timeout: 15_000 }).toBe(well);
    await ask(actor, topics[0]);
    expect(await again()).toEqual([401, 401]);
  });
});

function ask(actor: Actor | undefined, topic = ''): Promise<Outcome> {
  if (!actor) throw new Error('Expected somebody to ask, found nobody.');
  return actor.types('/explain', { topic });
}

/** The words of the page. What stands beside them depends on whether the store answered within 250 ms, and a busy machine's may not. */
function shown(outcome: Outcome): string {
  if (outcome.kind !== 'message') throw new Error(`Expected a card, got ${JSON.stringify(outcome)}.`);
  const [page] = outcome.message.components ?? [];
  if (page?.type !== ComponentType.Container) throw new Error('Expected a page, got something else.');
  const words = page.components.flatMap(part =>
    part.type === ComponentType.TextDisplay ? [part.content] : [],
  );
  return [outcome.message.flags, ...words].join('\n');
}

const people = 20;
const topics = ['anger', 'disconnected', 'catastrophizing'] as const;
const interactions = 400;
/** In milliseconds, so 40 a second. */
const everyMs = 25;
