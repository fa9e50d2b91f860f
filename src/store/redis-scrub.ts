import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../core/ports.ts';
import { StoreError } from './errors.ts';
import { oneAfterAnother } from './one-after-another.ts';
import { infoOf } from './redis-advice.ts';
import { isForbidden, isRewriting } from './redis-errors.ts';
import type { RedisLink } from './redis-link.ts';

/**
 * Has the append-only file written anew, where there is one: until then it holds every older value. What this cannot do: the
 * memory of deleted values is free but not overwritten, a snapshot (dump.rdb) holds them until the next one is written, and
 * copies and backups are not in reach. Where Redis lets nobody ask for it, the log says so once and that is all.
 */
export function createRedisScrub(run: RedisLink['run'], log: Log): (until: number) => Promise<void> {
  let isToldOf = false;
  return oneAfterAnother(async until => {
    if ((await rewritten(run, until)) || isToldOf) return;
    isToldOf = true;
    log.warn(
      {},
      'Redis does not let its append-only file be written anew: what was deleted stays in it for a while.',
    );
  });
}

/** False where it is not allowed. */
async function rewritten(run: RedisLink['run'], until: number): Promise<boolean> {
  for (;;) {
    const idle = await untilIdle(run, until);
    if (idle === 'forbidden') return false;
    if (infoOf(idle, 'aof_enabled') !== '1') return true;
    const begun = await run(until, ({ client }) => asked(() => client.bgRewriteAof()));
    if (begun === 'forbidden') return false;
    // Another process was faster, and its run may have passed what was deleted here.
    if (begun !== 'busy') break;
  }
  const after = await untilIdle(run, until);
  if (after !== 'forbidden' && infoOf(after, 'aof_last_bgrewrite_status') === 'ok') return true;
  throw new StoreError(
    'failed',
    'Redis could not write its append-only file anew, so deleted bytes may be left in it.',
  );
}

/** What INFO tells once nothing is being written anew. */
async function untilIdle(run: RedisLink['run'], until: number): Promise<string> {
  for (;;) {
    const told = await run(until, ({ client }) => asked(() => client.info('persistence')));
    const isIdle = ['aof_rewrite_in_progress', 'aof_rewrite_scheduled'].every(
      field => infoOf(told, field) !== '1',
    );
    if (isIdle) return told;
    if (performance.now() + pause > until) {
      throw new StoreError(
        'slow',
        'Redis still writes its append-only file anew, so deleted bytes may be left in it.',
      );
    }
    await sleep(pause);
  }
}

async function asked(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (isForbidden(error)) return 'forbidden';
    if (isRewriting(error)) return 'busy';
    throw error;
  }
}

/** Milliseconds between two looks at how far it is. */
const pause = 50;
