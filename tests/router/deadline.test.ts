import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { within } from '../../src/router/deadline.ts';

const soon = <T>(value: T, ms = 5) => sleep(ms, value);
const never = new Promise<string>(() => {});

describe('a deadline', () => {
  it('gives what came in time', async () => {
    expect(await within(soon('came'), 1_000, () => 'late')).toBe('came');
    expect(await within(Promise.resolve(undefined), 1_000, () => 'late')).toBeUndefined();
  });

  it('gives something else once the time is over, and waits no longer', async () => {
    const start = performance.now();
    expect(await within(never, 30, () => 'late')).toBe('late');
    expect(performance.now() - start).toBeGreaterThanOrEqual(28);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('passes on an error that came in time, and asks for nothing else', async () => {
    let asked = false;
    const failing = within(Promise.reject(new Error('broken')), 20, () => {
      asked = true;
    });
    await expect(failing).rejects.toThrow('broken');
    await sleep(40);
    expect(asked).toBe(false);
  });

  it('passes on an error thrown when the time is over', async () => {
    const refuse = () => {
      throw new Error('too slow');
    };
    await expect(within(never, 5, refuse)).rejects.toThrow('too slow');
  });

  it('takes no notice of an error that comes too late', async () => {
    const late = sleep(20).then(() => Promise.reject(new Error('broken')));
    expect(await within(late, 5, () => 'late')).toBe('late');
    await sleep(30);
  });

  it('keeps no timer running once it is answered', async () => {
    const timers = () => process.getActiveResourcesInfo().filter(kind => kind === 'Timeout').length;
    const before = timers();
    await within(Promise.resolve('came'), 60_000, () => 'late');
    expect(timers()).toBe(before);
  });
});
