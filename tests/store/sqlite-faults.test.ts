import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { describe, expect, test } from 'vitest';
import { type Collection, StoreError } from '../../src/store/collection.ts';
import { DriverMissingError, openStore, sqliteFile } from '../../src/store/open.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { afterwards, fileStore, folder, note, notes, quiet, seal } from './places.ts';

type Notes = Collection<{ text: string; count: number }>;

const start = async (query = '') => {
  const root = folder();
  const file = join(root, 'data', 'steady.sqlite');
  const store = await fileStore(root, query);
  return { root, file, store, kept: store.collection(notes) };
};

/** Copies with another process: closing a file here would give up the locks that SQLite holds on it. */
const copy = (from: string, to: string) => execFileSync('cp', [from, to]);

const why = async (asked: Promise<unknown>): Promise<string> => {
  const outcome = await asked.then(
    value => `no error but ${JSON.stringify(value)}`,
    (error: unknown) => error,
  );
  if (!(outcome instanceof StoreError)) return String(outcome);
  expect(outcome.message).toMatch(/^[A-Z][^\n]+\.$/);
  return outcome.why;
};

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

const expectWorks = async (kept: Notes, count: number): Promise<void> => {
  expect(await kept.get('1')).toEqual(note(count));
  expect(await kept.update('after', () => note(7))).toEqual(note(7));
  expect(await kept.get('after')).toEqual(note(7));
};

describe('a store in a file', () => {
  test('makes its folder, and is readable by nobody else', async () => {
    const { file, kept } = await start();
    await kept.update('1', () => note(1));
    for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('keeps what was confirmed when it is opened again', async () => {
    const { root, store, kept } = await start();
    await kept.update('1', () => note(1));
    await store.close();
    expect(await why(kept.get('1'))).toBe('away');
    await expectWorks((await fileStore(root)).collection(notes), 1);
  });

  test('keeps ids and values as they are, a table for each collection', async () => {
    const { file, kept, store } = await start();
    await kept.update('1', () => note(1));
    await store.close();
    const rows = await query(file, 'SELECT * FROM notes');
    expect(rows).toEqual([{ key: '1', value: JSON.stringify({ v: 1, value: note(1) }) }]);
  });

  test('says that its file is gone, and works again when it is back', async () => {
    const { root, file, kept } = await start();
    await kept.update('1', () => note(1));
    renameSync(file, join(root, 'elsewhere'));
    await expectAll(kept, 'away');
    renameSync(join(root, 'elsewhere'), file);
    await expectWorks(kept, 1);
  });

  test('does not start anew in place of a deleted file, and takes up a copy that is put there', async () => {
    const { root, file, store, kept } = await start();
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

  test('uses a copy that takes its place, without playing later changes into it', async () => {
    const { root, file, store, kept } = await start();
    await kept.update('1', () => note(1));
    await store.scrub();
    copy(file, join(root, 'copy'));
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
    ['nothing', ''],
    ['something else', 'not a database, but long enough to be one.'.repeat(200)],
  ])('does not take %s in its place for an empty store', async (_, content) => {
    const { root, file, kept } = await start();
    await kept.update('1', () => note(1));
    renameSync(file, join(root, 'elsewhere'));
    writeFileSync(file, content);
    await expectAll(kept, 'away');
    expect(readFileSync(file, 'utf8')).toBe(content);
    renameSync(join(root, 'elsewhere'), file);
    await expectWorks(kept, 1);
  });

  test('takes no other SQLite file for its own while it runs, nor another program’s at the start', async () => {
    const { root, file, kept } = await start();
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
    const { kept, store } = await start('?max_page_count=40');
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
    const { file, kept } = await start();
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

  test('leaves no byte of what was deleted or overwritten, in no file', async () => {
    const { root, store, kept } = await start();
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
    const { store, kept } = await start();
    await kept.update('1', () => note(1));
    await Promise.all([store.scrub(), store.scrub(), kept.update('1', () => note(2)), store.scrub()]);
    await expectWorks(kept, 2);
  });
});

describe('opening a store', () => {
  const open = (url: string) => openStore(url, { root: folder(), log: quiet, seal });

  test('says in one sentence what it cannot use, without anything that may be a password', async () => {
    for (const url of [
      'redis://:secret@host',
      'postgres://me:secret@host',
      'steady.sqlite',
      'sqlite://',
      'sqlite://a?b=secret1',
    ]) {
      const failure = await open(url).catch((error: unknown) => error);
      expect(failure).toMatchObject({ why: 'failed', message: expect.stringMatching(/^[A-Z][^\n]+\.$/) });
      expect(String(failure)).not.toContain('secret@');
    }
    await expect(open('redis://host')).rejects.toThrow('comes later');
  });

  test('says when the optional package is missing', async () => {
    const load = async () => {
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
    };
    const opening = openSqlite(join(folder(), 'a.sqlite'), { log: quiet, load });
    await expect(opening).rejects.toThrow(DriverMissingError);
    await expect(opening).rejects.toThrow('@keyv/sqlite is not installed');
  });

  test('says when a file can be neither made nor opened there', async () => {
    const root = folder();
    writeFileSync(join(root, 'file'), '');
    mkdirSync(join(root, 'folder.sqlite'));
    expect(await why(openSqlite(join(root, 'file', 'a.sqlite'), { log: quiet }))).toBe('away');
    expect(await why(openSqlite(join(root, 'folder.sqlite'), { log: quiet }))).toBe('away');
  });

  test('finds the file of a URL', () => {
    expect(sqliteFile('sqlite://data/a.sqlite', '/app')).toBe('/app/data/a.sqlite');
    expect(sqliteFile('sqlite:///var/a.sqlite?max_page_count=3', '/app')).toBe('/var/a.sqlite');
    expect(sqliteFile('memory:', '/app')).toBeUndefined();
  });
});

const why_ = (error: unknown): string => (error instanceof StoreError ? error.why : String(error));

function connection(file: string): KeyvSqlite {
  const adapter = new KeyvSqlite({ uri: `sqlite://${file}`, table: 'notes' });
  afterwards(() => adapter.disconnect());
  return adapter;
}

async function query(file: string, sql: string): Promise<unknown> {
  const adapter = new KeyvSqlite({ uri: `sqlite://${file}`, table: 'notes' });
  try {
    return await adapter.query(sql);
  } finally {
    await adapter.disconnect();
  }
}

/** A row of numbers from 0 to 1 that is the same every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
