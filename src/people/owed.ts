import type { Log } from '../core/ports.ts';

/**
 * What people asked for and must get, such as a deletion. What the store does not do at once is owed: it holds from that moment on,
 * and is tried again until it is done. What is owed lies in memory, so whoever asked is told to look again.
 */
export interface Owed<T> {
  isOwed(id: string): boolean;
  /** @throws StoreError where it is owed from now on. */
  carryOut(id: string): Promise<T>;
  /** Tries no more. */
  stop(): void;
}

/** `what` names it in the log, in the plural: "Deletions". */
export function createOwed<T>(
  once: (id: string) => Promise<T>,
  { what, log, retryMs = usualRetryMs }: { what: string; log: Log; retryMs?: number | undefined },
): Owed<T> {
  const owed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const again = () => {
    if (timer || stopped || owed.size === 0) return;
    timer = setTimeout(() => {
      void retry();
    }, retryMs).unref();
  };
  const carryOut = async (id: string) => {
    owed.add(id);
    try {
      const result = await once(id);
      owed.delete(id);
      return result;
    } finally {
      again();
    }
  };
  const retry = async () => {
    const tried = await Promise.allSettled([...owed].map(carryOut));
    timer = undefined;
    const failed = tried.find(one => one.status === 'rejected');
    if (failed) log.warn({ err: failed.reason as unknown, left: owed.size }, `${what} are still owed`);
    else log.info({ count: tried.length }, `${what} that were owed are done`);
    again();
  };
  return {
    isOwed: id => owed.has(id),
    carryOut,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const usualRetryMs = 10_000;
