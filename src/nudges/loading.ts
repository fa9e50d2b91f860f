import { setImmediate as immediate } from 'node:timers/promises';
import type { Nudged } from '../people/nudges.ts';
import type { People } from '../people/person.ts';
import type { Scheduler } from './scheduler.ts';

/** The timetable as it is made from the records. */
export interface Loading {
  /** Makes it; again after a failure, and anew where it was lost. @throws StoreError */
  load(signal?: AbortSignal): Promise<void>;
  /** True until it was made once: nothing is due before. */
  isUnderWay(): boolean;
  /** Somebody's record has changed, so that no older reading of it counts. */
  changed(owner: string): void;
}

export interface LoadingParts {
  people: People;
  /** Known only once it is asked for: it may ask for this itself. */
  scheduler: () => Scheduler;
  heard: (owner: string, record: Nudged) => void;
}

export function createLoading({ people, scheduler, heard }: LoadingParts): Loading {
  /** While loading: whose records changed meanwhile. */
  let touched: Set<string> | undefined = new Set();

  const fill = async (known: ReadonlySet<string>, signal?: AbortSignal) => {
    await scheduler().begin();
    const open: [owner: string, record: Nudged][] = [];
    let count = 0;
    for await (const [owner, record] of people.all('nudges')) {
      if (signal?.aborted) return;
      count += 1;
      // Others have their turn, the reading of what comes next among them.
      if (count % fewAtOnce === 0) await immediate();
      if (!record || known.has(owner)) continue;
      await scheduler().fill(owner, record);
      heard(owner, record);
      if (Object.values(record.nudges).some(nudge => nudge.claim)) open.push([owner, record]);
    }
    await scheduler().filled();
    touched = undefined;
    for (const [owner, record] of open) scheduler().recover(owner, record);
  };

  return {
    async load(signal) {
      const before = touched;
      try {
        touched = new Set(before);
        await fill(touched, signal);
      } catch (error) {
        touched = before;
        throw error;
      }
    },
    isUnderWay: () => touched !== undefined,
    changed: owner => void touched?.add(owner),
  };
}

const fewAtOnce = 100;
