import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { gated } from './gated.ts';
import { note, notes, storeOn } from './places.ts';

describe('a store that never answers', () => {
  test('is called slow after the deadline, for every call', async () => {
    const gate = gated();
    const store = storeOn(gate.backend, 60);
    const kept = store.collection(notes);
    gate.shut('get', 'swap', 'pages');
    const began = performance.now();
    const asked = [
      kept.get('1'),
      kept.raw('1'),
      store.raw('1'),
      kept.delete('1'),
      kept.update('1', () => note(1)),
      kept.entries()[Symbol.asyncIterator]().next(),
      store.sweep(0),
    ];
    for (const outcome of await Promise.allSettled(asked)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { why: 'slow' } });
    }
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('answers a helping command within its own shorter time', async () => {
    const gate = gated();
    const kept = storeOn(gate.backend, 5_000).collection(notes);
    gate.shut('get');
    const began = performance.now();
    await expect(kept.get('1', { within: 50 })).rejects.toMatchObject({ why: 'slow' });
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('works again when it answers again', async () => {
    const gate = gated();
    const kept = storeOn(gate.backend, 60).collection(notes);
    gate.shut('get', 'swap');
    await expect(kept.update('1', () => note(1))).rejects.toMatchObject({ why: 'slow' });
    await expect(kept.get('1')).rejects.toMatchObject({ why: 'slow' });
    gate.open();
    expect(await kept.update('1', () => note(2))).toEqual(note(2));
    expect(await kept.get('1')).toEqual(note(2));
  });

  test('goes on with a record whose reading was never answered at all', async () => {
    const gate = gated();
    const kept = storeOn(gate.backend, 100).collection(notes);
    gate.shut('get');
    await expect(kept.update('1', () => note(1))).rejects.toMatchObject({ why: 'slow' });
    gate.open('later calls only');
    expect(await kept.update('1', () => note(2))).toEqual(note(2));
  });

  test('writes nothing on the strength of a read that came too late', async () => {
    const gate = gated();
    const kept = storeOn(gate.backend, 60).collection(notes);
    gate.shut('get');
    let asked = 0;
    const late = kept.update('1', () => note(++asked));
    await expect(late).rejects.toMatchObject({ why: 'slow' });
    gate.open();
    await kept.update('1', () => 'same');
    expect([asked, await kept.get('1')]).toEqual([0, undefined]);
  });

  test('never puts a late write over a later one: the later waits until the late one has landed', async () => {
    const gate = gated();
    const kept = storeOn(gate.backend, 60).collection(notes);
    gate.shut('swap');
    await expect(kept.update('1', () => note(1))).rejects.toMatchObject({ why: 'slow' });
    await expect(kept.update('1', () => note(2))).rejects.toMatchObject({ why: 'slow' });
    const later = kept.update('1', now => note((now?.count ?? 0) * 10 + 3));
    gate.open();
    // The first was told "slow" on its way and lands; the second never began; the third sees the first.
    expect(await later).toEqual(note(13));
    expect(await kept.get('1')).toEqual(note(13));
  });

  test('holds up only the record it hangs at', async () => {
    const gate = gated();
    const kept = storeOn(gate.backend, 200).collection(notes);
    gate.shut('swap');
    const hanging = kept.update('1', () => note(1));
    await setImmediate();
    gate.open('later calls only');
    expect(await kept.update('2', () => note(2))).toEqual(note(2));
    await expect(hanging).rejects.toMatchObject({ why: 'slow' });
    gate.open();
  });
});
