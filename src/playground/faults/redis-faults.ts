import { setTimeout as sleep } from 'node:timers/promises';
import type { RedisServer } from '../redis-server.ts';
import type { Fault } from './fault.ts';
import type { Scene } from './scene.ts';

/** What happens to a store on a Redis. */
export const redisFaults: readonly Fault[] = [
  {
    name: 'Redis killed and started again',
    store: 'redis',
    async befall(scene, dice) {
      const redis = redisOf(scene);
      await redis.kill();
      await sleep(dice.between(2_000, 5_000));
      await redis.startAgain();
    },
  },
  {
    name: 'Redis answers nobody for a while',
    store: 'redis',
    async befall(scene, dice) {
      const redis = redisOf(scene);
      redis.freeze();
      await sleep(dice.between(2_000, 5_000));
      redis.wake();
    },
  },
];

function redisOf({ redis }: Scene): RedisServer {
  if (!redis) throw new Error('Expected a scene on a Redis, got one on a file.');
  return redis;
}
