import { randomUUID } from 'node:crypto';
import type { RedisLink } from './redis-link.ts';

/** Notes ids on a Redis, where every process sees them. They go by themselves. */
export function createRedisNote(
  link: RedisLink,
): (id: string, forMs: number, until: number) => Promise<boolean> {
  return (id, forMs, until) => {
    const key = `steady:#note:${id}`;
    // The same for every try: a note whose answer was lost is known as one's own.
    const own = randomUUID();
    return link.run(until, async ({ client }) => {
      const noted = await client.set(key, own, {
        condition: 'NX',
        expiration: { type: 'PX', value: forMs },
      });
      return noted !== null || (await client.get(key)) === own;
    });
  };
}
