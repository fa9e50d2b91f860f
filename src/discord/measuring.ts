import type { AnswerOutcome, Metrics } from '../core/ports.ts';
import type { Request } from '../core/request.ts';
import { harmless } from './errors.ts';

/** What is measured of one answer. */
export interface Measuring {
  /** The first answer went out; what goes out later is no news. */
  answered(): void;
  /** It could not be drawn, and an apology stands in its place. */
  undrawn(): void;
  /** It is done, or `error` ended it. `outcome`: what its reply came to. */
  ended(outcome: AnswerOutcome, error?: unknown): void;
}

export function startMeasuring(metrics: Metrics, request: Request): Measuring {
  const started = performance.now();
  const command = namedIn(request);
  let ms: number | undefined;
  let isUndrawn = false;
  return {
    answered() {
      ms ??= performance.now() - started;
    },
    undrawn() {
      isUndrawn = true;
    },
    ended(outcome, error) {
      metrics.answered({ command, outcome: judged(isUndrawn ? 'failed' : outcome, error), ms });
    },
  };
}

/** As the request names it, which may be anything: what counts it knows the commands. */
export const namedIn = (request: Request): string =>
  request.kind === 'message' ? request.name : request.command;

function judged(outcome: AnswerOutcome, error: unknown): AnswerOutcome {
  if (error === undefined) return outcome;
  const why = harmless(error);
  if (why === undefined) return 'failed';
  return isTooLate(error) ? 'late' : outcome;
}

/** Discord's codes for an interaction that has ended. */
const isTooLate = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === 10062 || error.code === 10015);
