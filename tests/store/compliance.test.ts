import fc from 'fast-check';
import { expect, test } from 'vitest';
import { all, note, notes, onEveryPlace, opened, storeOn } from './places.ts';

onEveryPlace('a store', open => {
  const start = async () => {
    const store = storeOn(await opened(open));
    return { store, kept: store.collection(notes) };
  };

  test('has nothing where nothing was put', async () => {
    const { kept, store } = await start();
    expect(await kept.get('1')).toBeUndefined();
    expect(await kept.raw('1')).toBeUndefined();
    expect(await kept.delete('1')).toBe(false);
    expect(await store.raw('1')).toEqual({});
    expect(await all(kept.entries())).toEqual([]);
  });

  test('makes, changes and removes a record, and says what stands afterwards', async () => {
    const { kept } = await start();
    expect(await kept.update('1', () => note(1))).toEqual(note(1));
    expect(await kept.get('1')).toEqual(note(1));
    expect(await kept.update('1', now => note((now?.count ?? 0) + 1))).toEqual(note(2));
    expect(await kept.update('1', () => 'same')).toEqual(note(2));
    expect(await kept.get('1')).toEqual(note(2));
    expect(await kept.update('1', () => 'absent')).toBeUndefined();
    expect(await kept.get('1')).toBeUndefined();
    expect(await kept.update('1', () => 'absent')).toBeUndefined();
    expect(await kept.update('1', () => 'same')).toBeUndefined();
    expect(await all(kept.entries())).toEqual([]);
  });

  test('says whether there was something to delete', async () => {
    const { kept } = await start();
    await kept.update('1', () => note(1));
    expect(await kept.delete('1')).toBe(true);
    expect(await kept.delete('1')).toBe(false);
  });

  test('shares nothing with who holds a value: changing it changes no record', async () => {
    const { kept } = await start();
    const given = note(1);
    const back = await kept.update('1', () => given);
    given.count = 99;
    if (back) back.count = 98;
    const after = await kept.update('1', now => {
      if (now) now.count = 97;
      return 'same';
    });
    expect(after).toEqual(note(1));
    expect(await kept.get('1')).toEqual(note(1));
  });

  test('keeps any text: other scripts, line ends, half characters, what looks like markup of the store', async () => {
    const { kept } = await start();
    for (const text of [
      '',
      '日本 🌱',
      'a\0b\r\n',
      '\ud83c',
      ':base64:',
      "'; DROP TABLE notes; --",
      'x'.repeat(50_000),
    ]) {
      await kept.update('1', () => note(1, text));
      expect((await kept.get('1'))?.text).toBe(text);
    }
  });

  test('loses none of 1,000 updates of one record at once', async () => {
    const { kept } = await start();
    const seen = await Promise.all(
      Array.from({ length: 1_000 }, () => kept.update('1', now => note((now?.count ?? 0) + 1))),
    );
    expect(await kept.get('1')).toEqual(note(1_000));
    expect(seen.map(value => value?.count)).toEqual(Array.from({ length: 1_000 }, (_, index) => index + 1));
  });

  test('lets a change that throws fail alone, and changes nothing by it', async () => {
    const { kept } = await start();
    const [first, broken, last] = await Promise.allSettled([
      kept.update('1', () => note(1)),
      kept.update('1', () => {
        throw new Error('no such day');
      }),
      kept.update('1', now => note((now?.count ?? 0) + 1)),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(broken).toMatchObject({ status: 'rejected', reason: { message: 'no such day' } });
    expect(last).toMatchObject({ status: 'fulfilled', value: note(2) });
  });

  test('writes nothing that does not fit its own shape', async () => {
    const { kept } = await start();
    const wrong = { text: 'secret words', count: 'many' } as unknown as { text: string; count: number };
    const failure = await kept.update('1', () => wrong).catch((error: unknown) => error);
    expect(failure).toMatchObject({ message: expect.stringContaining('"count"') });
    expect(String(failure)).not.toContain('secret words');
    expect(await kept.get('1')).toBeUndefined();
  });

  test('keeps collections apart, also under one id', async () => {
    const { kept, store } = await start();
    const others = store.collection({ ...notes, name: 'other_notes' });
    await kept.update('1', () => note(1));
    await others.update('1', () => note(2));
    await others.update('2', () => note(3));
    expect(await all(kept.entries())).toEqual([['1', note(1)]]);
    expect(await store.raw('1')).toEqual({
      notes: { v: 1, value: note(1) },
      other_notes: { v: 1, value: note(2) },
    });
    await others.delete('1');
    expect(await kept.get('1')).toEqual(note(1));
    expect(Object.keys(await store.raw('2'))).toEqual(['other_notes']);
  });

  test('takes one collection of a name, plain names, and plain ids', async () => {
    const { kept, store } = await start();
    expect(() => store.collection(notes)).toThrow('a second');
    for (const name of ['', 'Notes', 'no-tes', '1notes', 'a b']) {
      expect(() => store.collection({ ...notes, name })).toThrow('small letters');
    }
    for (const id of ['', 'a b', 'a\n', 'ä', 'x'.repeat(101)]) {
      await expect(kept.update(id, () => note(1))).rejects.toThrow('an id of');
      await expect(kept.get(id)).rejects.toThrow('an id of');
    }
  });

  test('gives what stands throughout exactly once and by key, whatever others write and delete meanwhile', async () => {
    const { kept } = await start();
    const ids = Array.from({ length: 1_400 }, (_, index) => `k${String(index).padStart(5, '0')}`);
    // A hundred at a time: each write waits for the disk, and all of them at once would wait longer than the deadline.
    for (let from = 0; from < ids.length; from += 100) {
      await Promise.all(ids.slice(from, from + 100).map(id => kept.update(id, () => note(1))));
    }
    const standing = ids.filter((_, index) => index % 3 !== 0);
    const seen: string[] = [];
    for await (const [id] of kept.entries()) {
      const index = seen.push(id);
      if (index % 50 !== 0) continue;
      // Some before where the reading is, some after it.
      await Promise.all(
        ids.filter((_, at) => at % 3 === 0 && at % 28 === (index / 50) % 28).map(id => kept.delete(id)),
      );
      await kept.update(`k${String(index).padStart(5, '0')}a`, () => note(2));
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    const unseen = standing.filter(id => !seen.includes(id));
    expect(unseen).toEqual([]);
  });

  test('sweeps what is past its time, and nothing else', async () => {
    const { store } = await start();
    const kept = store.collection({
      ...notes,
      name: 'short',
      until: ({ count }) => (count < 0 ? undefined : count),
    });
    await Promise.all([10, 20, 30, -1].map(count => kept.update(`k${count}`, () => note(count))));
    await kept.update('renewed', () => note(5));
    await kept.update('renewed', () => note(50));
    expect(await store.sweep(20)).toBe(1);
    expect((await all(kept.entries())).map(([id]) => id)).toEqual(['k-1', 'k20', 'k30', 'renewed']);
    expect(await store.sweep(21)).toBe(1);
    expect(await store.sweep(21)).toBe(0);
  });

  test('sweeps nothing that was renewed after the sweep had found it', async () => {
    const backend = await opened(open);
    const definition = { ...notes, name: 'short', until: ({ count }: { count: number }) => count };
    const kept = storeOn(backend).collection(definition);
    for (const id of ['1', '2']) await kept.update(id, () => note(10));
    const table = backend.table('short');
    const store = storeOn({
      ...backend,
      table: () => ({
        ...table,
        async *pages(patience) {
          yield* table.pages(patience);
          await kept.update('1', () => note(30));
        },
      }),
    });
    store.collection(definition);
    expect(await store.sweep(20)).toBe(1);
    expect(await all(kept.entries())).toEqual([['1', note(30)]]);
  });

  test('does what a map would do, whatever is asked of it at once', async () => {
    const { kept } = await start();
    const request = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      act: fc.constantFrom('add', 'set', 'absent', 'same', 'delete', 'throw'),
      by: fc.nat(9),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(request, { maxLength: 40 }), async requests => {
        await Promise.all(['a', 'b', 'c'].map(id => kept.delete(id)));
        const model = new Map<string, number>();
        const expected = requests.map(({ id, act, by }) => {
          const now = model.get(id);
          if (act === 'add') model.set(id, (now ?? 0) + by);
          if (act === 'set') model.set(id, by);
          if (act === 'absent' || act === 'delete') model.delete(id);
          return act === 'throw' ? 'threw' : act === 'delete' ? now !== undefined : model.get(id);
        });
        const came = await Promise.all(
          requests.map(async ({ id, act, by }) => {
            if (act === 'delete') return kept.delete(id);
            try {
              const value = await kept.update(id, now => {
                if (act === 'throw') throw new Error('threw');
                if (act === 'absent' || act === 'same') return act;
                return note(act === 'add' ? (now?.count ?? 0) + by : by);
              });
              return value?.count;
            } catch {
              return 'threw';
            }
          }),
        );
        expect(came).toEqual(expected);
        const entries = (await all(kept.entries())).map(([id, value]) => [id, value?.count]);
        expect(entries).toEqual([...model].sort(([one], [other]) => (one < other ? -1 : 1)));
      }),
      { numRuns: 30 },
    );
  });
});
