import { ConfigError } from '../config.ts';
import { EndpointError } from '../discord/errors.ts';
import { RefusedError } from '../discord/retry.ts';
import { LibraryError } from '../library/faults.ts';
import { StoreError } from '../store/errors.ts';
import { KeysError } from '../store/keys.ts';
import { HealthError } from './health.ts';

/** Why a start failed: what was expected and what came, one line a fault; a stack only for what is a bug. */
export function sentenceOf(error: unknown): string {
  const isOurs =
    error instanceof ConfigError ||
    error instanceof EndpointError ||
    error instanceof HealthError ||
    error instanceof LibraryError ||
    error instanceof RefusedError ||
    error instanceof StoreError ||
    error instanceof KeysError;
  if (error instanceof StoreError && error.why === 'full')
    return `${error.message} Free some space, or let STORE_URL name a place that has some, and start again.`;
  if (isOurs) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return 'PLAYGROUND_PORT: expected a free port, got one in use. Set another in .env.';
  return error.stack ?? error.message;
}
