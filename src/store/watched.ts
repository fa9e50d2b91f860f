import type { Log } from '../core/ports.ts';
import type { StoreError } from './errors.ts';

/** Does some work that throws nothing but a StoreError. */
export type Watch = <R>(kind: 'read' | 'write', work: () => Promise<R>) => Promise<R>;

/** Logs when reading or writing begins to fail, and when it works again: not every single failure. */
export function createWatch(log: Log): Watch {
  const failing = new Set<'read' | 'write'>();
  return async (kind, work) => {
    try {
      const result = await work();
      if (failing.delete(kind)) log.info({ kind }, 'The store works again.');
      return result;
    } catch (error) {
      const { why } = error as StoreError;
      if (!failing.has(kind)) log.warn({ kind, why, err: error }, 'The store has begun to fail.');
      failing.add(kind);
      throw error;
    }
  };
}
