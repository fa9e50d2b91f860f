import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectWorks, note, seeded, startFile } from './places.ts';

describe('erasing in a file', () => {
  test('overwrites what is deleted even before it is scrubbed', async () => {
    const { file, store, kept } = await startFile();
    await Promise.all(['1', '2'].map(id => kept.update(id, () => note(1, `words of ${id}`))));
    await kept.delete('1');
    await store.close();
    expect(readFileSync(file, 'latin1')).not.toContain('words of 1');
    expect(readFileSync(file, 'latin1')).toContain('words of 2');
  });

  test('leaves no byte of what was deleted or overwritten, in no file', async () => {
    const { root, store, kept } = await startFile();
    const random = seeded(11);
    const ids = Array.from({ length: 1_500 }, () => `${1e15 + Math.floor(random() * 9e15)}`);
    const words = (id: string, round: number) =>
      note(round, `(${id}/${round})`.repeat(1 + Math.floor(random() * (round * 9))));
    for (const round of [1, 2]) {
      for (let from = 0; from < ids.length; from += 100) {
        await Promise.all(ids.slice(from, from + 100).map(id => kept.update(id, () => words(id, round))));
      }
    }
    const gone = ids.filter((_, index) => index % 3 !== 0);
    for (let from = 0; from < gone.length; from += 100) {
      await Promise.all(gone.slice(from, from + 100).map(id => kept.delete(id)));
    }
    await store.scrub();
    const files = readdirSync(join(root, 'data'));
    expect(files).toEqual(expect.arrayContaining(['steady.sqlite', 'steady.sqlite-wal']));
    const bytes = Buffer.concat(files.map(name => readFileSync(join(root, 'data', name))));
    expect(gone.filter(id => bytes.includes(id))).toEqual([]);
    const remaining = ids.filter(id => !gone.includes(id));
    expect(remaining.filter(id => bytes.includes(`(${id}/1)`))).toEqual([]);
    expect(remaining.filter(id => !bytes.includes(`(${id}/2)`))).toEqual([]);
  });

  test('scrubs also when it is asked several times at once', async () => {
    const { store, kept } = await startFile();
    await kept.update('1', () => note(1));
    await Promise.all([store.scrub(), store.scrub(), kept.update('1', () => note(2)), store.scrub()]);
    await expectWorks(kept, 2);
  });
});
