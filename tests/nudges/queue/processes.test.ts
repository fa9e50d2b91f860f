import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { describeRedis } from '../../store/places.ts';
import { opened, type Scene } from './processes.ts';

describeRedis('several processes on one Redis', () => {
  test('of which one is killed, while Redis is restarted, send everybody one message, at one pace', async () => {
    const statuses = refused();
    const scene = await opened(due);
    const [one, other] = [await scene.start(), await scene.start()];
    await arrived(scene, due * 0.3);
    expect(await one.end('SIGKILL')).toBe(null);
    await arrived(scene, due * 0.45);
    const third = await scene.start();
    await arrived(scene, due * 0.6);
    await scene.redis.kill();
    await sleep(1_000);
    await scene.redis.startAgain();
    await arrived(scene, due);
    // A tick comes every ten seconds; it would double what it can.
    await sleep(11_000);
    expect(await Promise.all([other.end('SIGTERM'), third.end('SIGTERM')])).toEqual([0, 0]);
    await expectOneEach(scene, due);
    // Two that did not share a pace would send 90 a second. They are counted where they arrive: on a busy machine some come late.
    expect(mostWithin(scene.times, 1_000)).toBeLessThanOrEqual(perSecond + late);
    expect(statuses.length).toBeLessThanOrEqual(late);
    expect(mostWithin(scene.times, 10_000)).toBeLessThanOrEqual(455);
  }, 240_000);

  test('are followed by one that shares nothing, and the other way round: nothing is lost or doubled', async () => {
    const scene = await opened(200);
    const alone = await scene.start(false);
    await arrived(scene, 50);
    expect(await alone.end('SIGTERM')).toBe(0);
    const sharing = await scene.start();
    await arrived(scene, 100);
    expect(await sharing.end('SIGKILL')).toBe(null);
    const again = await scene.start(false);
    await arrived(scene, 150);
    expect(await again.end('SIGKILL')).toBe(null);
    const last = await scene.start();
    await arrived(scene, 200);
    await sleep(25_000);
    expect(await last.end('SIGTERM')).toBe(0);
    await expectOneEach(scene, 200);
  }, 240_000);
});

describeRedis('the connection to Discord', () => {
  test("of a process that is killed is another's within 15 s, and that one answers", async () => {
    const scene = await opened(1);
    const [one, other] = [await scene.start(), await scene.start()];
    expect(one.said()).not.toContain('"role":"worker"');
    expect(other.said()).toContain('"role":"worker"');
    expect(await answers(scene)).toBe(true);
    await one.end('SIGKILL');
    const killedAt = performance.now();
    await expect.poll(() => answers(scene), { timeout: 30_000, interval: 200 }).toBe(true);
    expect(performance.now() - killedAt).toBeLessThan(15_000);
    const third = await scene.start();
    expect(third.said()).toContain('"role":"worker"');
    // One that stops hands it on at once.
    expect(await other.end('SIGTERM')).toBe(0);
    const stoppedAt = performance.now();
    await expect.poll(() => answers(scene), { timeout: 30_000, interval: 200 }).toBe(true);
    expect(performance.now() - stoppedAt).toBeLessThan(6_000);
    expect(await third.end('SIGTERM')).toBe(0);
  }, 90_000);
});

/** Whether a command is answered. */
async function answers({ world }: Scene): Promise<boolean> {
  const person = world.people()[0]?.id ?? '';
  const place = world.place('own-dm', person);
  const act = world.act({ kind: 'command', person, place, command: 'ground', options: {} });
  const outcome = await Promise.race([act.catch(() => undefined), sleep(3_500)]);
  return outcome?.kind === 'message';
}

async function arrived({ times }: Scene, count: number): Promise<void> {
  await expect.poll(() => times.length, { timeout: 120_000, interval: 10 }).toBeGreaterThanOrEqual(count);
}

async function expectOneEach(scene: Scene, people: number): Promise<void> {
  const { world, counts } = scene;
  const channels = world.people().map(({ id }) => world.place('own-dm', id));
  expect(channels.filter(channel => counts.get(channel) !== 1)).toEqual([]);
  expect(world.problems).toEqual([]);
  expect(await scene.kept()).toEqual({ open: 0, had: people });
}

function mostWithin(times: readonly number[], ms: number): number {
  const within = times.map(from => times.filter(time => time >= from && time < from + ms).length);
  return Math.max(...within);
}

/** The status of every answer from now on that says "too many". */
function refused(): number[] {
  const statuses: number[] = [];
  const finished = (message: unknown) => {
    const { statusCode } = (message as { response: ServerResponse }).response;
    if (statusCode === 429) statuses.push(statusCode);
  };
  subscribe('http.server.response.finish', finished);
  onTestFinished(() => void unsubscribe('http.server.response.finish', finished));
  return statuses;
}

const perSecond = 45;
/** As many as are sent in 0.3 s. */
const late = 14;
/** How many people are due a message; NUDGES_DUE=2000 takes a minute more. */
const due = Number(process.env.NUDGES_DUE ?? 600);
