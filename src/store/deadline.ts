import { StoreError } from './errors.ts';

/**
 * The outcome of some work, if it comes by `until`, a time of `performance.now()`. What comes later is dropped.
 * @throws StoreError 'slow' when it does not.
 */
export async function inTime<R>(work: Promise<R>, until: number): Promise<R> {
  let timer: NodeJS.Timeout | undefined;
  const started = performance.now();
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooSlow(until - started)), Math.max(0, until - started));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The error for an answer that did not come within so many milliseconds. */
export const tooSlow = (waited: number): StoreError =>
  new StoreError('slow', `The store did not answer within ${Math.max(0, Math.round(waited))} ms.`);
