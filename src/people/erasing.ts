import type { Log } from '../core/ports.ts';

/**
 * Deletions that people asked for. One that the store does not obey at once is owed: from that moment on nothing of the person is
 * used, and it is tried again until it is done. What is owed lies in memory, so whoever asked is told to look again.
 */
export interface Erasing {
  isOwed(id: string): boolean;
  /** Gives how many records there were. @throws StoreError where it is owed from now on. */
  erase(id: string): Promise<number>;
  /** Tries no more. */
  stop(): void;
}

export function createErasing(
  eraseOnce: (id: string) => Promise<number>,
  { log, retryMs = usualRetryMs }: { log: Log; retryMs?: number | undefined },
): Erasing {
  const owed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const again = () => {
    if (timer || stopped || owed.size === 0) return;
    timer = setTimeout(() => {
      void retry();
    }, retryMs).unref();
  };
  const erase = async (id: string) => {
    owed.add(id);
    try {
      const count = await eraseOnce(id);
      owed.delete(id);
      return count;
    } finally {
      again();
    }
  };
  const retry = async () => {
    const tried = await Promise.allSettled([...owed].map(erase));
    timer = undefined;
    const failed = tried.find(one => one.status === 'rejected');
    if (failed) log.warn({ err: failed.reason as unknown, left: owed.size }, 'A deletion is still owed');
    else log.info({ count: tried.length }, 'Deletions that were owed are done');
    again();
  };
  return {
    isOwed: id => owed.has(id),
    erase,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const usualRetryMs = 10_000;
