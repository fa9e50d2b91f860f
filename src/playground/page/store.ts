/** Holds the page's state and tells its parts when it changes. */
import type { PageState } from './state.ts';

type Listener = (now: PageState, before: PageState) => void;

export interface Store {
  readonly now: PageState;
  /** Replaces the state by what `change` makes of it and tells every listener, in the order they came. */
  change(change: (state: PageState) => PageState): void;
  /** Calls `listener` at every change from now on. */
  listen(listener: Listener): void;
}

export function createStore(first: PageState): Store {
  let now = first;
  const listeners: Listener[] = [];
  return {
    get now() {
      return now;
    },
    change(change) {
      const before = now;
      now = change(before);
      if (now === before) return;
      const after = now;
      for (const listener of listeners) listener(after, before);
    },
    listen(listener) {
      listeners.push(listener);
    },
  };
}
