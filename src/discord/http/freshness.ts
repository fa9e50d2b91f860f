import type { Clock } from '../../core/ports.ts';
import { StoreError } from '../../store/errors.ts';
import { instantOf } from '../snowflake.ts';

/** Tells requests that come for the first time from ones that somebody recorded and sends again. */
export interface Freshness {
  /** Whether the time it was signed at, in seconds as the header says, is close to now. */
  isRecent(timestamp: string): boolean;
  /** Whether this interaction is young, and was not seen before; notes that it was. */
  isNew(interactionId: string): Promise<boolean>;
}

/** Notes an id, and gives whether it was not noted before. */
export type Once = (id: string) => Promise<boolean>;

/** The same in a memory of all processes, for so many milliseconds. @throws StoreError where that is away. */
export type Note = (id: string, forMs: number) => Promise<boolean>;

export function createFreshness(clock: Clock, once: Once): Freshness {
  const isClose = (ms: number) => Math.abs(clock.now() - ms) <= mostMs;
  return {
    isRecent: timestamp => /^\d{1,12}$/.test(timestamp) && isClose(Number(timestamp) * 1_000),
    async isNew(id) {
      if (!/^\d{15,20}$/.test(id) || !isClose(instantOf(id))) return false;
      return once(id);
    },
  };
}

/** Within one process. Ids are forgotten once they are too old to be taken anyway. */
export function onceInMemory(clock: Clock): Once {
  const seen = new Map<string, number>();
  return async id => {
    const now = clock.now();
    for (const [known, at] of seen) {
      if (now - at <= 2 * mostMs) break;
      seen.delete(known);
    }
    if (seen.has(id)) return false;
    seen.set(id, now);
    return true;
  };
}

/**
 * Within this process, and in a memory that all processes share; that one throws a StoreError where it is away, which the store tells
 * of. Then this process's own has to do: a request that somebody else took and a recorder sends again within seconds may be
 * answered twice, and that is less than to refuse whoever asks for help.
 */
export function onceInCommon(clock: Clock, note: Note): Once {
  const here = onceInMemory(clock);
  return async id => {
    if (!(await here(id))) return false;
    try {
      return await note(id, 2 * mostMs);
    } catch (error) {
      if (error instanceof StoreError) return true;
      throw error;
    }
  };
}

/** How far the clocks of Discord and of this machine may lie apart, the way included. */
const mostMs = 10_000;
