import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { describeRedis } from '../../store/places.ts';
import { opened, type Scene } from './processes.ts';

describeRedis('several processes on one Redis', () => {
  test('of which one is killed, while Redis is restarted, send everybody one message, at one pace', async () => {
    const statuses = refused();
    const scene = await opened(2_000);
    const [one, other] = [await scene.start(), await scene.start()];
    await arrived(scene, 600);
    expect(await one.end('SIGKILL')).toBe(null);
    await arrived(scene, 900);
    const third = await scene.start();
    await arrived(scene, 1_200);
    await scene.redis.kill();
    await sleep(1_000);
    await scene.redis.startAgain();
    await arrived(scene, 2_000);
    // A tick comes every ten seconds; it would double what it can.
    await sleep(11_000);
    expect(await Promise.all([other.end('SIGTERM'), third.end('SIGTERM')])).toEqual([0, 0]);
    await expectOneEach(scene, 2_000);
    expect(statuses).toEqual([]);
    expect(mostInASecond(scene.times)).toBeLessThanOrEqual(48);
  }, 240_000);

  test('are followed by one that shares nothing, and the other way round: nothing is lost or doubled', async () => {
    const scene = await opened(400);
    const alone = await scene.start(false);
    await arrived(scene, 100);
    expect(await alone.end('SIGTERM')).toBe(0);
    const sharing = await scene.start();
    await arrived(scene, 200);
    expect(await sharing.end('SIGKILL')).toBe(null);
    const again = await scene.start(false);
    await arrived(scene, 300);
    expect(await again.end('SIGKILL')).toBe(null);
    const last = await scene.start();
    await arrived(scene, 400);
    await sleep(25_000);
    expect(await last.end('SIGTERM')).toBe(0);
    await expectOneEach(scene, 400);
  }, 120_000);
});

async function arrived({ times }: Scene, count: number): Promise<void> {
  await expect.poll(() => times.length, { timeout: 120_000, interval: 10 }).toBeGreaterThanOrEqual(count);
}

async function expectOneEach({ world, counts, kept }: Scene, people: number): Promise<void> {
  const channels = world.people().map(({ id }) => world.place('own-dm', id));
  expect(channels.filter(channel => counts.get(channel) !== 1)).toEqual([]);
  expect(world.problems).toEqual([]);
  expect(await kept()).toEqual({ open: 0, had: people });
}

function mostInASecond(times: readonly number[]): number {
  const within = times.map(from => times.filter(time => time >= from && time < from + 1_000).length);
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
