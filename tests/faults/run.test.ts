import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/playground/faults/fault.ts';
import { tryFault } from '../../src/playground/faults/one-try.ts';

/** What it bears is tried by `npm run faults`. */
describe('a fault that is tried on the real process', { timeout: 180_000 }, () => {
  test('is told of where what was confirmed is gone afterwards', async () => {
    const forgetting: Fault = {
      name: 'a store that forgets',
      async befall(scene) {
        await scene.bot.end('SIGKILL');
        for (const ending of ['', '-wal', '-shm']) await rm(`${scene.file}${ending}`, { force: true });
        await scene.start();
      },
    };
    const { wrongs } = await tryFault(forgetting, 1, 5_000);
    expect(wrongs).toContainEqual(expect.stringContaining('which was confirmed or tried'));
  });
});
