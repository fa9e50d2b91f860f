import type { Metrics } from './ports.ts';

/** Counts nothing: where nobody asks. */
export const noMetrics: Metrics = {
  answered: () => {},
  deferred: () => {},
  nudgeDue: () => {},
  nudgeEnded: () => {},
  undeliverable: () => {},
  stored: () => {},
};
