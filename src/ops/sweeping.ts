import type { Clock, Log } from '../core/ports.ts';
import type { People } from '../people/person.ts';
import type { Store } from '../store/open.ts';

/** Something done again and again until it is stopped. */
export interface Sweeping {
  stop(): void;
}

/**
 * Once a day, and first once `begun` has ended: what is past its time goes. A restart begins with a sweep, so nothing is forgotten; it
 * reads every record, so it waits for what else does.
 */
export function sweepDaily(store: Store, clock: Clock, log: Log, begun: Promise<void>): Sweeping {
  let stopped = false;
  const sweep = () => {
    store.sweep(clock.now()).then(
      count => log.info({ count }, 'Records past their time were deleted'),
      (error: unknown) =>
        log.warn({ err: error }, 'Records past their time could not be deleted; tomorrow again'),
    );
  };
  void begun.then(() => {
    if (!stopped) sweep();
  });
  const timer = setInterval(sweep, dayMs).unref();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

/** Digests of who was there go to the minute, and what a stop left over goes at the next start. */
export function forgetGroups(together: People['together'], log: Log): Sweeping {
  const sweep = () => {
    together.sweep().catch((error: unknown) => {
      log.warn({ err: error }, 'Digests past their time could not be deleted; in a minute again');
    });
  };
  sweep();
  const timer = setInterval(sweep, minuteMs).unref();
  return { stop: () => clearInterval(timer) };
}

const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;
