import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { UnreadableError } from '../../src/store/seal.ts';
import { all, note, notes, onEveryPlace, opened, storeOn } from './places.ts';
import { plant } from './plant.ts';

const soon = () => performance.now() + 5_000;

onEveryPlace('records in a store', open => {
  const start = async () => {
    const backend = await opened(open);
    const store = storeOn(backend);
    return { backend, store, kept: store.collection(notes) };
  };

  test('reads a record of an older version through every upgrade, and writes it as the newest', async () => {
    const { backend, store } = await start();
    const before = store.collection({
      name: 'moods',
      version: 1,
      schema: z.object({ mood: z.string() }),
      sealed: ['mood'],
    });
    await before.update('1', () => ({ mood: 'calm' }));
    const after = storeOn(backend).collection({
      name: 'moods',
      version: 3,
      schema: z.object({ words: z.array(z.string()), from: z.number() }),
      sealed: ['words'],
      upgrades: {
        1: older => ({ words: [z.object({ mood: z.string() }).parse(older).mood] }),
        2: older => ({ ...z.object({ words: z.array(z.string()) }).parse(older), from: 2 }),
      },
    });
    expect(await after.get('1')).toEqual({ words: ['calm'], from: 2 });
    await after.update('1', now => now ?? 'absent');
    expect(await after.raw('1')).toMatchObject({ v: 3, value: { words: expect.any(String), from: 2 } });
    expect(await after.get('1')).toEqual({ words: ['calm'], from: 2 });
    // What an older Steady finds is newer than itself: it must not guess.
    await expect(before.get('1')).rejects.toThrow(UnreadableError);
    await expect(before.update('1', () => ({ mood: 'lost' }))).rejects.toThrow(UnreadableError);
    expect(await after.get('1')).toEqual({ words: ['calm'], from: 2 });
  });

  test('takes no collection whose upgrades have a gap', async () => {
    const { store } = await start();
    expect(() =>
      store.collection({ ...notes, name: 'gap', version: 3, upgrades: { 2: older => older } }),
    ).toThrow('an upgrade from version 1');
  });

  test('takes no collection whose name or version could not be written down', async () => {
    const { store } = await start();
    for (const name of ['', 'Notes', 'my notes', '_notes', 'notes; DROP TABLE notes']) {
      expect(() => store.collection({ ...notes, name })).toThrow('small letters and underscores');
    }
    for (const version of [0, -1, 1.5, Number.NaN]) {
      expect(() => store.collection({ ...notes, name: 'other', version })).toThrow('a version from 1');
    }
  });

  test('says of a record that no upgrade can read that it cannot be read, without a word of it', async () => {
    const { backend, kept } = await start();
    await kept.update('1', () => note(1, 'call my sister'));
    await kept.update('2', () => note(2));
    const after = storeOn(backend).collection({
      ...notes,
      version: 2,
      upgrades: {
        1: older => {
          const { text, count } = notes.schema.parse(older);
          if (count === 1) throw new RangeError(`Expected another text than ${text}`);
          return { text, count };
        },
      },
    });
    const failure = await after.get('1').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnreadableError);
    expect(inspect(failure)).not.toContain('sister');
    await expect(after.update('1', () => note(3))).rejects.toThrow(UnreadableError);
    expect(await all(after.entries())).toEqual([
      ['1', undefined],
      ['2', note(2)],
    ]);
    expect(await after.delete('1')).toBe(true);
  });

  test('takes a fault of the program for no damaged record', async () => {
    const { backend, kept } = await start();
    await kept.update('1', () => note(1));
    const schema = notes.schema.refine(() => {
      throw new TypeError('a fault');
    });
    const faulty = storeOn(backend).collection({ ...notes, schema });
    await expect(all(faulty.entries())).rejects.toThrow(TypeError);
  });

  test.each([
    ['no JSON', '{"v":1,"val'],
    ['another shape', '{"v":1,"value":{"text":"words"}}'],
    ['no version', '{"value":{"text":"words","count":1}}'],
    ['null', 'null'],
    ['empty', ''],
  ])('says of a damaged record (%s) that it cannot be read, never that there is none', async (_, text) => {
    const { backend, kept, store } = await start();
    await kept.update('1', () => note(1));
    await plant(backend.table('notes'), '2', text);
    await expect(kept.get('2')).rejects.toThrow(UnreadableError);
    await expect(kept.update('2', () => note(3))).rejects.toThrow(UnreadableError);
    expect(await all(kept.entries())).toEqual([
      ['1', note(1)],
      ['2', undefined],
    ]);
    expect(await store.raw('2')).toHaveProperty('notes');
    expect(await store.sweep(1e15)).toBe(0);
    expect(await kept.delete('2')).toBe(true);
    expect(await kept.get('2')).toBeUndefined();
  });

  test('keeps sealed fields sealed, each by itself, and opens them only in their own place', async () => {
    const { backend, store } = await start();
    const kept = store.collection({ ...notes, name: 'plans', sealed: ['text'] });
    const table = backend.table('plans');
    await kept.update('1', () => note(1, 'call my sister'));
    const stored = await table.get('1', soon());
    expect(stored).not.toContain('sister');
    expect(JSON.stringify(await kept.raw('1'))).toBe(stored);
    expect(await kept.raw('1')).toMatchObject({ v: 1, value: { count: 1, text: expect.any(String) } });
    expect(await kept.get('1')).toEqual(note(1, 'call my sister'));
    await plant(table, '2', stored ?? '');
    await expect(kept.get('2')).rejects.toThrow(UnreadableError);
  });

  test('says of a record without a field that was sealed that it cannot be read', async () => {
    const { backend, store } = await start();
    const schema = z.object({ text: z.string(), more: z.string().optional() });
    const kept = store.collection({ name: 'plans', version: 1, schema, sealed: ['text', 'more'] });
    const table = backend.table('plans');
    await kept.update('1', () => ({ text: 'words', more: 'more words' }));
    const { value, ...rest } = JSON.parse((await table.get('1', soon())) ?? '');
    await plant(table, '1', JSON.stringify({ ...rest, value: { text: value.text } }));
    await expect(kept.get('1')).rejects.toThrow('a sealed field is missing');
    expect(await all(kept.entries())).toEqual([['1', undefined]]);
  });

  test('takes no plain text for what should be sealed', async () => {
    const { backend, store } = await start();
    const kept = store.collection({ ...notes, name: 'plans', sealed: ['text'] });
    for (const planted of [
      { v: 1, value: note(1, 'planted') },
      { v: 1, sealed: ['text'], value: note(1, 'planted') },
      { v: 1, sealed: ['words'], value: note(1, 'planted') },
    ]) {
      await plant(backend.table('plans'), '1', JSON.stringify(planted));
      await expect(kept.get('1')).rejects.toThrow(UnreadableError);
    }
  });
});
