import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, keeping, type RedisServer, startRedis } from '../redis-server.ts';
import { type Standin, startStandin } from '../standin/server.ts';
import { createWorld, type ServedWorld } from '../standin/world.ts';
import { type Bot, startBot } from './bot.ts';
import { type Deliveries, watchDeliveries } from './deliveries.ts';
import { fill, key } from './kept.ts';

/** One Steady of its own with its Discord and its store, to which something is about to happen. */
export interface Scene {
  world: ServedWorld;
  bot: Bot;
  /** Where its file lies; there is none on a Redis. */
  file: string;
  storeUrl: string;
  redis: RedisServer | undefined;
  deliveries: Deliveries;
  /** Ids of people who do things, and of one who only asks whether it answers. */
  people: string[];
  watcher: string;
  /** Where its health is served. */
  healthPort: number;
  /** A process with these settings beside its own. */
  another(settings?: Readonly<Record<string, string>>): Bot;
  /** Starts it, after it was stopped or killed, and waits until it is ready. */
  start(settings?: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

export interface SceneOptions {
  store?: 'redis' | undefined;
  /** How many people do things, and how many have asked for a daily message. */
  people: number;
  owners: number;
  /** How many minutes ago the message of an owner became due; below 0, in how many it will. */
  minutesAgo: (owner: number) => number;
}

/** Fills the store and starts Steady on it. */
export async function openScene(options: SceneOptions): Promise<Scene> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const scene = await opened(options, closers, close);
    await scene.start();
    return scene;
  } catch (error) {
    await close();
    throw error;
  }
}

async function opened(
  options: SceneOptions,
  closers: (() => Promise<unknown>)[],
  close: () => Promise<void>,
): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'steady-faults-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  const { people, owners, minutesAgo } = options;
  const named = Array.from({ length: people + 1 + owners }, (_, n) => ({ name: `Person ${n}` }));
  const world = createWorld({ people: named });
  const standin = await startStandin({ port: 0, token, world, heartbeatMs });
  closers.push(() => standin.close());
  const file = join(folder, 'steady.sqlite');
  const redis = options.store && (await redisIn(folder, closers));
  const storeUrl = redis?.url ?? `sqlite://${file}`;
  const ids = world.people().map(({ id }) => id);
  const asking = ids.slice(people + 1).map(id => ({ id, channel: world.place('own-dm', id) }));
  await fill(storeUrl, asking, minutesAgo);

  const healthPort = await freePort();
  const another = startWith(standin, storeUrl);
  const scene: Scene = {
    world,
    // Set by `start`, before anybody sees it.
    bot: undefined as unknown as Bot,
    file,
    storeUrl,
    redis,
    deliveries: watchDeliveries(world, asking),
    people: ids.slice(0, people),
    watcher: ids[people] ?? '',
    healthPort,
    another,
    async start(settings) {
      const bot = another({ HEALTH_PORT: String(healthPort), ...settings });
      closers.push(() => bot.end('SIGKILL'));
      scene.bot = bot;
      await bot.says('Steady is ready.');
    },
    close,
  };
  return scene;
}

async function redisIn(folder: string, closers: (() => Promise<unknown>)[]): Promise<RedisServer> {
  const own = join(folder, 'redis');
  await mkdir(own);
  const redis = await startRedis(own, keeping);
  closers.push(() => redis.kill());
  return redis;
}

function startWith(standin: Standin, storeUrl: string): (settings?: Readonly<Record<string, string>>) => Bot {
  return settings =>
    startBot({
      DISCORD_TOKEN: token,
      DISCORD_API_URL: standin.apiUrl,
      STORE_URL: storeUrl,
      ENCRYPTION_KEYS: key.toString('base64'),
      NUDGES_PER_SECOND: '10',
      ...settings,
    });
}

/** Shaped like a token, and worth nothing anywhere. */
const token = 'ZmF1bHRz.steady.not-a-secret';
/** Discord's own 41 seconds would make every silent connection a long wait. */
const heartbeatMs = 2_000;
