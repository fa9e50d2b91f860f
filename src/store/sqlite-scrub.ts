import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from './errors.ts';
import { oneAfterAnother } from './one-after-another.ts';
import { checkpoint, controlTable } from './sqlite-generations.ts';
import type { Run } from './sqlite-opened.ts';

/** Scrubs the file: a run that had begun may have passed the rows of whoever asks meanwhile. */
export const createScrub = (run: Run): ((until: number) => Promise<void>) =>
  oneAfterAnother(until => scrub(run, until));

/**
 * `secure_delete` overwrites what is deleted, but not the copies that stay behind when rows move to another page: those
 * go when the whole file is written anew. The write-ahead log keeps older pages until it is emptied.
 */
async function scrub(run: Run, until: number): Promise<void> {
  await run(controlTable, 'write', until, ({ query }) => query('VACUUM'));
  for (;;) {
    const [outcome] = await run(controlTable, 'write', until, ({ query }) => query(checkpoint));
    if (outcome?.busy === 0) return;
    if (performance.now() + pause > until) {
      throw new StoreError(
        'locked',
        'Another program reads the store, so deleted bytes may be left in its log.',
      );
    }
    await sleep(pause);
  }
}

/** Milliseconds between two tries while another program reads. */
const pause = 20;
