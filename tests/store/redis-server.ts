import { createClient } from '@keyv/redis';
import { type RedisServer, startRedis as start } from '../../src/playground/redis-server.ts';

export { freePort, redisProgram as redisServer } from '../../src/playground/redis-server.ts';

/** A real Redis on loopback, which a test may harm. */
export interface TestRedis extends Omit<RedisServer, 'url'> {
  /** Where it keeps its files. */
  folder: string;
  /** `user`: what stands before the host in its address. */
  url(user?: string): string;
  /** Asks it something, past the store. */
  ask(...command: string[]): Promise<unknown>;
}

/** `settings` as on its command line. Whoever starts one kills it. */
export async function startRedis(folder: string, settings: readonly string[] = []): Promise<TestRedis> {
  const redis = await start(folder, settings);
  return {
    ...redis,
    folder,
    url: (user = '') => `redis://${user}127.0.0.1:${redis.port}`,
    ask: (...command) => asked(redis.url, command),
  };
}

async function asked(url: string, command: readonly string[]): Promise<unknown> {
  const client = createClient({ url, disableClientInfo: true, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  try {
    await client.connect();
    return await client.sendCommand([...command]);
  } finally {
    if (client.isOpen) client.destroy();
  }
}
