import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { oncePerTurn } from '../../src/store/sqlite-file.ts';

/** A file that looks another way each time it is looked at. */
function looks() {
  let count = 0;
  const shared = oncePerTurn(() => {
    count += 1;
    if (count === failing) throw new Error('It is not there.');
    return { identity: 'one', print: String(count), at: count };
  });
  let failing = 0;
  return {
    shared,
    failNext: () => {
      failing = count + 1;
    },
  };
}

describe('a look at the file that is shared', () => {
  test('is one for all who ask within a turn, also after what is waited for within it', async () => {
    const { shared } = looks();
    const first = shared();
    await Promise.resolve();
    expect([first.print, shared().print]).toEqual(['1', '1']);
  });

  test('is another in the next turn', async () => {
    const { shared } = looks();
    shared();
    await turn();
    expect(shared().print).toBe('2');
  });

  test('is another after a write of our own', () => {
    const { shared } = looks();
    shared();
    shared.forget();
    expect(shared().print).toBe('2');
  });

  test('that failed is not remembered', () => {
    const { shared, failNext } = looks();
    failNext();
    expect(() => shared()).toThrow('It is not there.');
    expect(shared().print).toBe('2');
  });
});
