import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, type TestContext, test } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';
import { dueTogether, fillFile } from '../../src/ops/bench-nudges-people.ts';
import { createPeople } from '../../src/people/person.ts';
import { startStandin } from '../../src/playground/standin/server.ts';
import { createWorld, type ServedWorld } from '../../src/playground/standin/world.ts';
import { openStore } from '../../src/store/open.ts';
import { createSeal } from '../../src/store/seal.ts';
import { collectingLog } from '../router/log.ts';

describe.concurrent('the process, killed while it sends', { timeout: 180_000 }, () => {
  test('twice, sends everybody one message and nobody two', async ({ onTestFinished }) => {
    const scene = await opened(onTestFinished);
    for (const count of [180, 350]) await scene.runUntil(count, 'SIGKILL');
    await scene.runUntil(people, 'SIGTERM');
    await expectOneEach(scene);
  });

  test('does so too where answers are lost before and after', async ({ onTestFinished }) => {
    const scene = await opened(onTestFinished);
    const { faults } = scene.world;
    const loseSome = () => faults.next('POST /channels/:id/messages', { kind: 'lose-answer' }, 3);
    void scene.arrived(170).then(loseSome);
    await scene.runUntil(180, 'SIGKILL');
    void scene.arrived(200).then(loseSome);
    await scene.runUntil(people, 'SIGTERM');
    await expectOneEach(scene);
  });
});

interface Scene {
  world: ServedWorld;
  /** Resolves at the moment at which so many messages have come. */
  arrived(count: number): Promise<void>;
  /** How many came, by channel. */
  counts: Map<string, number>;
  /** Starts the process and ends it at that moment; by SIGTERM only after one tick more, which would double what it can. */
  runUntil(count: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** What the records say: how many deliveries are open, and how many people had one today. */
  kept(): Promise<{ open: number; had: number }>;
}

async function expectOneEach(scene: Scene): Promise<void> {
  const { world, counts } = scene;
  const channels = world.people().map(({ id }) => world.place('own-dm', id));
  expect(channels.filter(channel => counts.get(channel) !== 1)).toEqual([]);
  expect(counts.size).toBe(people);
  expect(world.problems).toEqual([]);
  expect(await scene.kept()).toEqual({ open: 0, had: people });
}

/** People in a stand-in, and a file in which each of them is due since one to three minutes. */
async function opened(atEnd: TestContext['onTestFinished']): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'steady-killed-'));
  atEnd(() => rm(folder, { recursive: true }));
  const file = join(folder, 'steady.sqlite');
  const named = Array.from({ length: people }, (_, index) => ({ name: `Person ${index}` }));
  const world = createWorld({ people: named });
  const standin = await startStandin({ port: 0, token, world });
  atEnd(() => standin.close());
  const owners = world.people().map(({ id }) => ({ id, channel: world.place('own-dm', id) }));
  const wants = dueTogether(Date.now());
  await fillFile(file, owners, owner => wants(owner, 1 + (Number(owner.channel.at(-1)) % 3)));
  const counted = counting(world);
  return {
    world,
    ...counted,
    async runUntil(count, signal) {
      const child = started(file, standin.apiUrl);
      const exited = once(child, 'exit');
      atEnd(() => void child.kill('SIGKILL'));
      await counted.arrived(count);
      if (signal === 'SIGTERM') await sleep(tickMs);
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      expect(code).toBe(signal === 'SIGTERM' ? 0 : null);
    },
    kept: () => kept(file),
  };
}

function started(file: string, apiUrl: string) {
  const { PATH = '', HOME = '' } = process.env;
  const settings = { DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl, STORE_URL: `sqlite://${file}` };
  return spawn(process.execPath, ['dist/bundle/src/main.js'], {
    cwd: packageRoot(import.meta.url),
    env: { PATH, HOME, ENCRYPTION_KEYS: key.toString('base64'), ...settings },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function counting(world: ServedWorld): Pick<Scene, 'arrived' | 'counts'> {
  const counts = new Map<string, number>();
  const waiting = new Map<number, () => void>();
  let all = 0;
  world.on(happening => {
    if (happening.kind !== 'message') return;
    const { channel_id: channel } = happening.message;
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
    all += 1;
    waiting.get(all)?.();
  });
  return {
    counts,
    arrived: count =>
      all >= count ? Promise.resolve() : new Promise(resolve => waiting.set(count, resolve)),
  };
}

async function kept(file: string): Promise<{ open: number; had: number }> {
  const { log } = collectingLog();
  const store = await openStore(`sqlite://${file}`, { root: '/', log, seal: createSeal([key]) });
  const records = createPeople(store, { clock: { now: () => Date.now() }, log });
  let open = 0;
  const dates = new Map<string, number>();
  for await (const [, record] of records.all('nudges')) {
    if (record?.nudges.daily?.claim) open += 1;
    const date = record?.lastSlots.daily ?? '';
    dates.set(date, (dates.get(date) ?? 0) + 1);
  }
  records.stop();
  await store.close();
  return { open, had: dates.get([...dates.keys()].sort().at(-1) ?? '') ?? 0 };
}

const people = 500;
/** A tick comes every ten seconds. */
const tickMs = 11_000;
const key = Buffer.alloc(32, 1);
const token = 'dGVzdA.steady.not-a-secret';
