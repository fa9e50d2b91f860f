import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves once what has reached this process by now was read. A connection is taken on one turn of the event loop and read on the next,
 * and a busy process takes long over a turn.
 */
export async function arrived(): Promise<void> {
  await sleep(leastMs);
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}

const leastMs = 50;
const turns = 4;
