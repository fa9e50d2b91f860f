import { setTimeout as sleep } from 'node:timers/promises';
import type { Scene } from './scene.ts';

/** What the process holds at one moment. */
export interface Sample {
  /** Minutes since the first one. */
  minute: number;
  residentMb: number;
  heapMb: number;
  handles: number;
  openFiles: number;
}

/** Looks so often until it is stopped. A look that fails is told and ends nothing. */
export function sampling(
  { bot }: Scene,
  samples: Sample[],
  everyMs: number,
  failed: (line: string) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const started = performance.now();
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        samples.push({ ...(await bot.measure()), minute: (performance.now() - started) / 60_000 });
      } catch (error) {
        failed(`the process could not be measured: ${String(error)}`);
      }
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

type Held = 'residentMb' | 'heapMb' | 'handles' | 'openFiles';

/** What came of one of these values over the run. */
export interface Course {
  what: Held;
  /** The median around the end of each quarter. */
  quarters: number[];
  /** How much it grew a minute after settling, by the median of the slopes between all pairs of samples. */
  perMinute: number;
  isLevel: boolean;
}

/**
 * Whether each value levels. The first quarter is for settling. Of the rest, the median of the last third may be above that of the
 * first third by no more than a share of it and a little.
 */
export function coursesOf(samples: readonly Sample[]): Course[] {
  return (Object.keys(slack) as Held[]).map(what => {
    const settled = samples.slice(Math.floor(samples.length / 4)).map(sample => sample[what]);
    const third = Math.max(1, Math.floor(settled.length / 3));
    const before = median(settled.slice(0, third));
    const after = median(settled.slice(-third));
    const { share, more } = slack[what];
    return {
      what,
      quarters: [1, 2, 3, 4].map(quarter => median(around(samples, quarter / 4).map(sample => sample[what]))),
      perMinute: slope(samples.slice(Math.floor(samples.length / 4)), what),
      isLevel: after <= before * (1 + share) + more,
    };
  });
}

function around(samples: readonly Sample[], part: number): readonly Sample[] {
  const end = Math.max(1, Math.round(samples.length * part));
  return samples.slice(Math.max(0, end - 5), end);
}

/** Theil and Sen's: one sample that is far off moves it little. */
function slope(samples: readonly Sample[], what: Held): number {
  const slopes = samples.flatMap((one, index) =>
    samples.slice(index + 1).map(other => (other[what] - one[what]) / (other.minute - one.minute)),
  );
  return median(slopes);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** How much more may stand at the end than at the beginning: a share, and so many. */
const slack: Readonly<Record<Held, { share: number; more: number }>> = {
  residentMb: { share: 0.05, more: 5 },
  heapMb: { share: 0.03, more: 1 },
  handles: { share: 0, more: 5 },
  openFiles: { share: 0, more: 5 },
};
