import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves once what has reached this process by now was read. Each turn of the event loop takes one connection, which is read on
 * the next one; on a busy machine few turns fit into any time, so that they are counted.
 */
export async function arrived(): Promise<void> {
  await sleep(leastMs);
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}

const leastMs = 50;
/** As many as the system lets wait for Node to take them (511), and some to read the last ones. */
const turns = 520;
