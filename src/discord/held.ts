import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../core/ports.ts';
import { StoreError } from '../store/errors.ts';
import type { Lease } from '../store/lease.ts';
import type { Gateway } from './gateway.ts';

export interface HeldParts {
  lease: Lease;
  /** Connects to Discord. */
  start: () => Promise<Gateway>;
  log: Log;
  /** Called when it can never be connected again. */
  onEnd: (reason: string) => void;
  signal: AbortSignal;
  /** The time between two looks at the lease, in milliseconds. */
  everyMs?: number;
}

/**
 * A connection to Discord that one of several processes has: whoever holds the lease. Resolves once it is connected, or once it is
 * known that another process is; that one's place is taken when it ends. While nobody can be asked who holds it, whoever does goes on.
 * @throws what `start` throws at the first time.
 */
export async function startHeldGateway(parts: HeldParts): Promise<Gateway> {
  const { lease, start, log, onEnd, everyMs = usualEveryMs } = parts;
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, parts.signal]);
  let gateway: Gateway | undefined;
  let isWorker = false;

  const ask = async (): Promise<'ours' | 'another' | 'unknown'> => {
    try {
      return (await lease.take()) === 'another' ? 'another' : 'ours';
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return 'unknown';
    }
  };
  const look = async (): Promise<void> => {
    const whose = await ask();
    if (whose === 'ours' && !gateway) {
      gateway = await renewing(start);
      isWorker = false;
    }
    if (whose === 'another' && gateway) {
      const before = gateway;
      gateway = undefined;
      await before.stop();
    }
    if (gateway || isWorker) return;
    isWorker = true;
    log.info({ role: 'worker' }, 'Another process is connected to Discord; this one is a worker');
  };
  /** To connect may take longer than the lease lasts. */
  const renewing = async <T>(work: () => Promise<T>): Promise<T> => {
    const timer = setInterval(() => void ask().catch(() => undefined), everyMs);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  };
  const stay = async (): Promise<void> => {
    for (;;) {
      await sleep(everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await look();
    }
  };

  await look();
  const staying = stay().catch((error: unknown) => {
    if (!signal.aborted) onEnd(error instanceof Error ? error.message : String(error));
  });
  return {
    quiet: async () => gateway?.quiet(),
    trouble: () => (isWorker ? undefined : gateway ? gateway.trouble() : 'not connected'),
    isWorker: () => isWorker,
    async stop() {
      stopping.abort();
      await staying;
      if (!gateway) return;
      await gateway.stop();
      await lease.release().catch((error: unknown) => {
        log.warn(
          { err: error },
          'The connection to Discord could not be handed on; another process waits for it',
        );
      });
    },
  };
}

/** For how long the lease of the connection is held, and how often it is looked at: within 15 s another process has taken it over. */
export const gatewayHeldMs = 9_000;
const usualEveryMs = 1_500;
