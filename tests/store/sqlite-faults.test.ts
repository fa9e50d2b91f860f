import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { describe, expect, test } from 'vitest';
import { type Collection, StoreError } from '../../src/store/collection.ts';
import { openStore } from '../../src/store/open.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createOpenedFile } from '../../src/store/sqlite-opened.ts';
import {
  afterwards,
  connection,
  copy,
  expectWorks,
  fileStore,
  folder,
  note,
  notes,
  query,
  quiet,
  seal,
  startFile,
  why,
} from './places.ts';

type Notes = Collection<{ text: string; count: number }>;

/** Reading and writing both say so: a failed read is never "nothing there", and a write is never passed over. */
const expectAll = async (kept: Notes, expected: string): Promise<void> => {
  const entries = (async () => {
    for await (const _ of kept.entries());
  })();
  const asked = [kept.get('1'), kept.get('none'), kept.raw('1'), kept.delete('none'), entries];
  expect(await Promise.all([...asked, kept.update('2', () => note(2))].map(why))).toEqual(
    Array(6).fill(expected),
  );
};

describe('a store in a file', () => {
  test('makes its folder, and is readable by nobody else', async () => {
    const { file, kept } = await startFile();
    await kept.update('1', () => note(1));
    for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('keeps what was confirmed when it is opened again', async () => {
    const { root, store, kept } = await startFile();
    await kept.update('1', () => note(1));
    await store.close();
    expect(await why(kept.get('1'))).toBe('away');
    await expectWorks((await fileStore(root)).collection(notes), 1);
  });

  test('keeps ids and values as they are, a table for each collection', async () => {
    const { file, kept, store } = await startFile();
    await kept.update('1', () => note(1));
    await store.close();
    const rows = await query(file, 'SELECT * FROM notes');
    expect(rows).toEqual([{ key: '1', value: JSON.stringify({ v: 1, value: note(1) }) }]);
  });

  test('says that its file is gone, and works again when it is back', async () => {
    const { root, file, kept } = await startFile();
    await kept.update('1', () => note(1));
    renameSync(file, join(root, 'elsewhere'));
    await expectAll(kept, 'away');
    renameSync(join(root, 'elsewhere'), file);
    await expectWorks(kept, 1);
  });

  test('does not start anew in place of a deleted file, and takes up a copy that is put there', async () => {
    const { root, file, store, kept } = await startFile();
    await kept.update('1', () => note(1));
    await store.scrub();
    copy(file, join(root, 'copy'));
    await kept.update('1', () => note(2));
    for (const path of [file, `${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
    await expectAll(kept, 'away');
    expect(existsSync(file)).toBe(false);
    renameSync(join(root, 'copy'), file);
    await expectWorks(kept, 1);
  });

  test.each([
    ['', false],
    [' while another program reads the old one', true],
  ])('uses a copy that takes its place, without playing later changes into it%s', async (_, read) => {
    const { root, file, store, kept } = await startFile();
    await kept.update('1', () => note(1));
    await store.scrub();
    copy(file, join(root, 'copy'));
    if (read) {
      // Keeps the log of the old file from being emptied.
      const reader = connection(file);
      await reader.query('BEGIN');
      await reader.query('SELECT * FROM notes');
    }
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => kept.update(`later${index}`, () => note(index))),
    );
    await kept.update('1', () => note(2));
    renameSync(join(root, 'copy'), file);
    expect(await kept.get('later5')).toBeUndefined();
    await expectWorks(kept, 1);
    await store.close();
    expect(await query(file, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await expectWorks((await fileStore(root)).collection(notes), 1);
  });

  test.each([
    ['taken away', undefined],
    ['replaced', 'by something else'],
  ])('confirms no write into a file that was %s meanwhile', async (_, content) => {
    const file = join(folder(), 'steady.sqlite');
    writeFileSync(file, '');
    const opened = createOpenedFile({ file, Sqlite: KeyvSqlite, renewLock: async () => {} });
    afterwards(() => opened.close());
    const writing = opened.run('notes', 'write', performance.now(), async ({ keyv }) => {
      await keyv.set('1', 'words');
      renameSync(file, `${file}.old`);
      if (content) writeFileSync(file, content);
    });
    expect(await why(writing)).toBe('away');
  });

  test.each([
    ['nothing', ''],
    ['something else', 'not a database, but long enough to be one.'.repeat(200)],
  ])('does not take %s in its place for an empty store', async (_, content) => {
    const { root, file, kept } = await startFile();
    await kept.update('1', () => note(1));
    renameSync(file, join(root, 'elsewhere'));
    writeFileSync(file, content);
    await expectAll(kept, 'away');
    expect(readFileSync(file, 'utf8')).toBe(content);
    renameSync(join(root, 'elsewhere'), file);
    await expectWorks(kept, 1);
  });

  test('takes no other SQLite file for its own while it runs, nor another program’s at the start', async () => {
    const { root, file, kept } = await startFile();
    await kept.update('1', () => note(1));
    const foreign = join(root, 'foreign');
    await query(foreign, 'PRAGMA application_id = 5');
    copy(foreign, `${foreign}2`);
    renameSync(file, join(root, 'elsewhere'));
    renameSync(`${foreign}2`, file);
    await expectAll(kept, 'away');
    renameSync(join(root, 'elsewhere'), file);
    await expectWorks(kept, 1);
    expect(await why(openSqlite(foreign, { log: quiet }))).toBe('away');
    expect(await query(foreign, "SELECT name FROM sqlite_master WHERE name = 'steady'")).toEqual([]);
  });

  test('says that the disk is full, keeps what it has, and goes on when there is room', async () => {
    const { kept, store } = await startFile('?max_page_count=40');
    await kept.update('1', () => note(1));
    const big = note(1, 'x'.repeat(3_000));
    let written = 0;
    let failure = '';
    for (; failure === '' && written < 100; written++) {
      failure = await kept.update(`big${written}`, () => big).then(() => '', why_);
    }
    expect(failure).toBe('full');
    expect(written).toBeGreaterThan(10);
    expect(await kept.get('1')).toEqual(note(1));
    expect(await kept.get('big0')).toEqual(big);
    expect(await kept.get(`big${written - 1}`)).toBeUndefined();
    for (let index = 0; index < 10; index++) expect(await kept.delete(`big${index}`)).toBe(true);
    await expectWorks(kept, 1);
    await store.scrub();
  });

  test('still reads while another connection holds the file, says within the deadline that it cannot write, then can', async () => {
    const { file, kept } = await startFile('', 1_500);
    await kept.update('1', () => note(1));
    const other = connection(file);
    await other.query('BEGIN IMMEDIATE');
    const began = performance.now();
    const writing = [kept.update('1', () => note(2)), kept.update('2', () => note(2)), kept.delete('1')].map(
      why,
    );
    expect(await kept.get('1', { within: 250 })).toEqual(note(1));
    expect(await Promise.all(writing)).toEqual(['locked', 'locked', 'locked']);
    expect(performance.now() - began).toBeLessThan(1_700);
    const patient = kept.update('patient', () => note(3));
    await other.query('COMMIT');
    expect(await patient).toEqual(note(3));
    await expectWorks(kept, 1);
  });

  test('logs once that it began to fail, and once that it works again', async () => {
    const root = folder();
    const lines: string[] = [];
    const log = {
      ...quiet,
      info: (_: object, said: string) => lines.push(said),
      warn: (_: object, said: string) => lines.push(said),
    };
    const store = await openStore('sqlite://steady.sqlite', { root, log, seal });
    afterwards(() => store.close());
    const kept = store.collection(notes);
    await kept.update('1', () => note(1));
    renameSync(join(root, 'steady.sqlite'), join(root, 'elsewhere'));
    for (let times = 0; times < 3; times++) expect(await why(kept.get('1'))).toBe('away');
    renameSync(join(root, 'elsewhere'), join(root, 'steady.sqlite'));
    for (let times = 0; times < 3; times++) await kept.get('1');
    expect(lines).toEqual(['The store has begun to fail.', 'The store works again.']);
  });
});

const why_ = (error: unknown): string => (error instanceof StoreError ? error.why : String(error));
