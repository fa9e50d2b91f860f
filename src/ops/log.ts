import pino from 'pino';
import type { Log } from '../core/ports.ts';

/** The log: one JSON object a line on standard output. Errors lose everything but name, message and stack. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorFields },
  });
}

/** Leaves out what libraries hang on their errors: addresses with tokens in them, and bodies of requests. */
function errorFields(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  return { type: error.name, message: error.message, stack: error.stack };
}
