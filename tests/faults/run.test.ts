import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../src/playground/faults/fault.ts';
import { gatewayFaults } from '../../src/playground/faults/gateway-faults.ts';
import { tryFault } from '../../src/playground/faults/one-try.ts';

describe('a fault that is tried on the real process', { timeout: 180_000 }, () => {
  test('leaves nothing wrong where Steady bears it', async () => {
    const dropped = gatewayFaults.find(({ name }) => name === 'socket dropped');
    if (!dropped) throw new Error('Expected the fault that drops the socket, found none.');
    const { wrongs, asked, messages, answeredAgainMs } = await tryFault(dropped, 1);
    expect(wrongs).toEqual([]);
    expect(asked).toBeGreaterThan(0);
    expect(messages).toBe(60);
    expect(answeredAgainMs).toBeLessThan(10_000);
  });

  test('is told of where what was confirmed is gone afterwards', async () => {
    const forgetting: Fault = {
      name: 'a store that forgets',
      async befall(scene) {
        await scene.bot.end('SIGKILL');
        for (const ending of ['', '-wal', '-shm']) await rm(`${scene.file}${ending}`, { force: true });
        await scene.start();
      },
    };
    const { wrongs } = await tryFault(forgetting, 1);
    expect(wrongs).toContainEqual(expect.stringContaining('which was confirmed or tried'));
  });
});
