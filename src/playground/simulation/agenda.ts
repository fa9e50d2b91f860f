import TinyQueue from 'tinyqueue';

/** What is to happen when, in true time; what was put down first comes first. */
export interface Agenda<T> {
  put(at: number, what: T): void;
  /** Takes the next that is due by then. */
  take(now: number): T | undefined;
  next(): number | undefined;
}

export function createAgenda<T>(): Agenda<T> {
  const queue = new TinyQueue<{ at: number; order: number; what: T }>(
    [],
    (a, b) => a.at - b.at || a.order - b.order,
  );
  let order = 0;
  return {
    put(at, what) {
      order += 1;
      queue.push({ at, order, what });
    },
    take(now) {
      const first = queue.peek();
      if (!first || first.at > now) return undefined;
      queue.pop();
      return first.what;
    },
    next: () => queue.peek()?.at,
  };
}
