import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../core/ports.ts';
import { StoreError } from '../store/errors.ts';
import type { NudgeWorks } from './nudges.ts';
import { startTicker } from './ticker.ts';

/** Nudges that run by themselves. */
export interface Running {
  /** Resolves once the timetable stands and everything that was due by then is on its way; also when it was stopped before. */
  loaded: Promise<void>;
  /** How many milliseconds ago the last tick ended; infinitely many before the first. */
  sinceTick(): number;
  /** Takes nothing new, and lets what is on its way end. */
  stop(): Promise<void>;
}

/** Reads what is wanted and then ticks. Nobody waits for it: commands are answered meanwhile, and what was due is sent right after. */
export function runNudges(nudges: NudgeWorks, log: Log): Running {
  const stopping = new AbortController();
  const { signal } = stopping;
  let stopTicker = async () => {};
  let tickedAt = Number.NEGATIVE_INFINITY;
  const tick = async () => {
    await nudges.tick();
    tickedAt = performance.now();
  };

  const begin = async () => {
    const started = performance.now();
    await loadPatiently(nudges, log, signal);
    if (signal.aborted) return;
    const ms = Math.round(performance.now() - started);
    log.info({ ms, wanted: nudges.state().wanted }, 'Messages are scheduled');
    const ticker = startTicker(tick, log);
    stopTicker = () => ticker.stop();
    await tick();
  };
  const loaded = begin().catch((error: unknown) => {
    log.error({ err: error }, 'Messages cannot be scheduled');
  });

  return {
    loaded,
    sinceTick: () => performance.now() - tickedAt,
    async stop() {
      stopping.abort();
      await loaded;
      await stopTicker();
      await nudges.close();
    },
  };
}

async function loadPatiently(nudges: NudgeWorks, log: Log, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      return await nudges.load(signal);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      log.warn({ err: error }, 'What people asked to be sent cannot be read; it is tried again');
      await sleep(againMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

const againMs = 5_000;
