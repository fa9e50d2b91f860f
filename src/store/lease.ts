import { randomUUID } from 'node:crypto';
import type { RedisLink } from './redis-link.ts';

/** What one of several processes on a Redis holds for a while, and by renewing it for as long as it lives. */
export interface Lease {
  /** Takes or renews it. `new`: nobody held it. @throws StoreError */
  take(): Promise<'new' | 'renewed' | 'another'>;
  /** Gives it up, where it is held. @throws StoreError */
  release(): Promise<void>;
}

/** `heldMs`: for how long nobody else gets it after a `take`. */
export function createLease(link: RedisLink, name: string, heldMs: number): Lease {
  const key = `steady:#lease:${name}`;
  const holder = randomUUID();
  const ask = (script: string) =>
    link.run(performance.now() + patienceMs, ({ client }) =>
      client.eval(script, { keys: [key], arguments: [holder, String(heldMs)] }),
    );
  return {
    take: async () => answers[Number(await ask(takeScript))] ?? 'another',
    async release() {
      await ask(releaseScript);
    },
  };
}

const answers = ['another', 'new', 'renewed'] as const;

const takeScript = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return holder and 2 or 1
`;

const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0
`;

const patienceMs = 1_500;
