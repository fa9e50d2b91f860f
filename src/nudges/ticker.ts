import { schedule } from 'node-cron';
import type { Log } from '../core/ports.ts';

/** Calls `tick` every ten seconds until it is stopped; not while the last one still runs. */
export interface Ticker {
  stop(): Promise<void>;
}

/**
 * A beat that came too late is passed over, and after the clock was set the next one may be far off: so a missed one ticks too.
 * What `tick` rejects with is logged, and the next beat comes all the same.
 */
export function startTicker(tick: () => Promise<void>, log: Log): Ticker {
  const beat = async () => {
    try {
      await tick();
    } catch (error) {
      log.error({ err: error }, 'A tick failed');
    }
  };
  const task = schedule(everyTenSeconds, beat, {
    name: 'nudges',
    noOverlap: true,
    suppressMissedWarning: true,
    unref: true,
  });
  task.on('execution:missed', beat);
  return {
    async stop() {
      await task.destroy();
    },
  };
}

const everyTenSeconds = '*/10 * * * * *';
