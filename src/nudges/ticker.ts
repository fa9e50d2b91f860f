import { schedule } from 'node-cron';
import type { Log } from '../core/ports.ts';

/** Calls `tick` every ten seconds until it is stopped; not while the last one still runs. */
export interface Ticker {
  stop(): Promise<void>;
}

/**
 * A beat that came too late is passed over, so a missed one ticks too; and after the clock was set back the next one lies as far ahead as
 * that, so the beat begins anew where it is overdue. What `tick` rejects with is logged, and the next beat comes all the same.
 */
export function startTicker(tick: () => Promise<void>, log: Log): Ticker {
  let begunAt = performance.now();
  let isTicking = false;
  const beat = async () => {
    if (isTicking) return;
    isTicking = true;
    begunAt = performance.now();
    try {
      await tick();
    } catch (error) {
      log.error({ err: error }, 'A tick failed');
    }
    isTicking = false;
  };
  const begin = () => {
    const task = schedule(everyTenSeconds, beat, {
      name: 'nudges',
      suppressMissedWarning: true,
      unref: true,
    });
    task.on('execution:missed', beat);
    return task;
  };
  let task = begin();
  const look = async () => {
    if (isTicking || performance.now() - begunAt < overdueMs) return;
    const before = task;
    task = begin();
    await Promise.all([before.destroy(), beat()]);
  };
  const watching = setInterval(() => void look(), tenSecondsMs).unref();
  return {
    async stop() {
      clearInterval(watching);
      await task.destroy();
    },
  };
}

const everyTenSeconds = '*/10 * * * * *';
const tenSecondsMs = 10_000;
const overdueMs = 2 * tenSecondsMs;
