import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { packageRoot } from '../../../src/core/package-root.ts';
import { dueTogether } from '../../../src/ops/bench-nudges-people.ts';
import { createPeople, type People } from '../../../src/people/person.ts';
import { startStandin } from '../../../src/playground/standin/server.ts';
import { createWorld, type ServedWorld } from '../../../src/playground/standin/world.ts';
import { openStore } from '../../../src/store/open.ts';
import { createSeal } from '../../../src/store/seal.ts';
import { afterwards, ownRedis, quiet } from '../../store/places.ts';
import type { TestRedis } from '../../store/redis-server.ts';

/** Processes of the built program on one Redis, with Discord's stand-in in this one. */
export interface Scene {
  redis: TestRedis;
  world: ServedWorld;
  /** How many messages came, by channel, and when each came (`performance.now()`). */
  counts: Map<string, number>;
  times: number[];
  /** Starts a process; `shares`: false for one that does all by itself. Resolves when it says that it is ready. */
  start(shares?: boolean): Promise<Running>;
  /** What the records say: how many deliveries are open, and how many people had one today. */
  kept(): Promise<{ open: number; had: number }>;
}

interface Running {
  child: ChildProcess;
  /** What it logged, as text. */
  said(): string;
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>;
}

/** With so many people, each due since one to three minutes. */
export async function opened(people: number): Promise<Scene> {
  const redis = await ownRedis('--appendonly', 'yes');
  const named = Array.from({ length: people }, (_, index) => ({ name: `Person ${index}` }));
  const world = createWorld({ people: named });
  const standin = await startStandin({ port: 0, token, world });
  afterwards(() => standin.close());
  await withRecords(redis, async records => {
    const wants = dueTogether(Date.now());
    const all = world.people().map(({ id }) => ({ id, channel: world.place('own-dm', id) }));
    for (let from = 0; from < all.length; from += 100)
      await Promise.all(
        all.slice(from, from + 100).map(owner => {
          const { record } = wants(owner, 1 + (Number(owner.channel.at(-1)) % 3));
          return records.change('nudges', owner.id, () => record);
        }),
      );
  });
  const counts = new Map<string, number>();
  const times: number[] = [];
  world.on(happening => {
    if (happening.kind !== 'message') return;
    const { channel_id: channel } = happening.message;
    counts.set(channel, (counts.get(channel) ?? 0) + 1);
    times.push(performance.now());
  });
  return {
    redis,
    world,
    counts,
    times,
    start: (shares = true) => started(redis, standin.apiUrl, shares),
    kept: () => withRecords(redis, kept),
  };
}

async function started(redis: TestRedis, apiUrl: string, shares: boolean): Promise<Running> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['dist/bundle/src/main.js'], {
    cwd: packageRoot(import.meta.url),
    env: {
      PATH,
      HOME,
      DISCORD_TOKEN: token,
      DISCORD_API_URL: apiUrl,
      STORE_URL: redis.url(),
      ...(shares && { QUEUE_URL: redis.url() }),
      ENCRYPTION_KEYS: key.toString('base64'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  afterwards(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  let text = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', data => {
      text += String(data);
      if (text.includes('Steady is ready')) resolve();
    });
    child.once('exit', () => reject(new Error(`Expected a process that gets ready, got ${text}`)));
  });
  await ready;
  return {
    child,
    said: () => text,
    async end(signal) {
      child.kill(signal);
      const [code] = (await exited) as [number | null];
      return code;
    },
  };
}

async function kept(records: People): Promise<{ open: number; had: number }> {
  let open = 0;
  const dates = new Map<string, number>();
  for await (const [, record] of records.all('nudges')) {
    if (record?.nudges.daily?.claim) open += 1;
    const date = record?.lastSlots.daily ?? '';
    dates.set(date, (dates.get(date) ?? 0) + 1);
  }
  return { open, had: dates.get([...dates.keys()].sort().at(-1) ?? '') ?? 0 };
}

async function withRecords<R>(redis: TestRedis, work: (records: People) => Promise<R>): Promise<R> {
  const seal = createSeal([key]);
  const store = await openStore(redis.url(), { root: '/', log: quiet, seal, deadline: 10_000 });
  const records = createPeople(store, { clock: { now: () => Date.now() }, log: quiet });
  try {
    return await work(records);
  } finally {
    records.stop();
    await store.close();
  }
}

const key = Buffer.alloc(32, 1);
const token = 'dGVzdA.steady.not-a-secret';
