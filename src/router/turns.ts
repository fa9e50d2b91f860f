import { within } from './deadline.ts';

/**
 * Keeps the requests of one person in order: what was written after the last answer stands before the next one reads, and nothing
 * comes back that was deleted meanwhile. The wait has an end, so that a slow store holds nobody up.
 */
export interface Turns {
  /** Begins somebody's turn. Gives what waits for the turn before it, and what ends this one. */
  begin(id: string): { before: (ms: number) => Promise<void>; end: () => void };
}

export function createTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    begin(id) {
      const previous = last.get(id) ?? Promise.resolve();
      let end = () => {};
      const ended = new Promise<void>(resolve => {
        end = resolve;
      });
      const mine = previous.then(() => ended);
      last.set(id, mine);
      return {
        before: ms => within(previous, ms, () => undefined),
        end() {
          end();
          if (last.get(id) === mine) last.delete(id);
        },
      };
    },
  };
}
