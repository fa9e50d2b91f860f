import { readRedisUrl } from '../../../src/config/redis-url.ts';
import { createSharedScheduler } from '../../../src/nudges/queue/shared-scheduler.ts';
import type { Scheduler } from '../../../src/nudges/scheduler.ts';
import { createRedisLink } from '../../../src/store/redis-link.ts';
import { afterwards, emptyRedis } from '../../store/places.ts';
import { startWire } from '../../store/wire.ts';
import type { Sharing } from '../machine.ts';

/** A Redis with nothing in it, which processes share; each on a wire of its own, which is cut when it is killed. */
export async function sharingOnRedis(): Promise<Sharing> {
  const redis = await emptyRedis();
  let kill = async (): Promise<void> => {};
  return {
    patienceMs: 1_500,
    async begin() {
      const wire = await startWire(redis.port);
      const address = readRedisUrl(wire.url);
      if (!address) throw new Error('Expected an address.');
      const link = createRedisLink(address);
      let scheduler: Scheduler | undefined;
      let closing: Promise<void> | undefined;
      const close = (): Promise<void> => {
        closing ??= Promise.all([scheduler?.close(), link.close()]).then(() => wire.close());
        return closing;
      };
      afterwards(close);
      kill = async () => {
        wire.cut();
        const cut = wire.close();
        closing = Promise.all([cut, scheduler?.close(), link.close()]).then(() => undefined);
        await cut;
        // Or its time would have to pass first.
        await redis.ask('DEL', 'steady:#lease:nudges');
      };
      return parts => {
        scheduler = createSharedScheduler({ link, address, silentMs: 1_500, heldMs: 60_000 }, parts);
        return scheduler;
      };
    },
    kill: () => kill(),
  };
}
