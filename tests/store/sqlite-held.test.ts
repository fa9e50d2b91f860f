import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import {
  connection,
  copy,
  expectWorks,
  fileStore,
  folder,
  note,
  notes,
  opened,
  query,
  quiet,
  startFile,
  storeOn,
  why,
} from './places.ts';

describe('a file that another program has open too', () => {
  // Where a process lists its open files is a matter of the system; elsewhere this is skipped.
  test.skipIf(!existsSync(openFiles))('is not opened again and again meanwhile', async () => {
    const { file, store } = await startFile('', 600);
    const plans = store.collection({ ...notes, name: 'plans' });
    const other = connection(file);
    await other.query('BEGIN IMMEDIATE');
    const before = readdirSync(openFiles).length;
    expect(await why(plans.get('1'))).toBe('locked');
    expect(readdirSync(openFiles).length).toBeLessThan(before + 8);
    await other.query('COMMIT');
    expect(await plans.get('1')).toBeUndefined();
  });

  const readBeside = async () => {
    const file = join(folder(), 'steady.sqlite');
    const backend = await opened(() => openSqlite(file, { log: quiet }));
    const kept = storeOn(backend).collection(notes);
    await kept.update('1', () => note(1));
    await kept.update('2', () => note(2, 'words of 2'));
    const reader = connection(file);
    await reader.query('BEGIN');
    await reader.query('SELECT * FROM notes');
    await kept.delete('2');
    const left = () => readFileSync(`${file}-wal`, 'latin1').includes('words of 2');
    return { backend, kept, left, stopReading: () => reader.query('COMMIT') };
  };
  const within = (ms: number) => performance.now() + ms;

  test('is not called scrubbed while deleted bytes are left because it is being read', async () => {
    const { backend, kept, left, stopReading } = await readBeside();
    expect(await why(backend.scrub(within(300)))).toBe('locked');
    expect(left()).toBe(true);
    await stopReading();
    await backend.scrub(within(5_000));
    expect(left()).toBe(false);
    await expectWorks(kept, 1);
  });

  test('is scrubbed for whoever asks next, although the scrub before could not be done', async () => {
    const { backend, left, stopReading } = await readBeside();
    const first = why(backend.scrub(within(300)));
    await setImmediate();
    const second = backend.scrub(within(5_000));
    expect(await first).toBe('locked');
    await stopReading();
    await second;
    expect(left()).toBe(false);
  });

  test('keeps what is kept in it for the first time once the other lets go of it', async () => {
    const { file, store } = await startFile('', 400);
    const plans = store.collection({ ...notes, name: 'plans' });
    const other = connection(file);
    await other.query('BEGIN IMMEDIATE');
    expect(await why(plans.get('1'))).toBe('locked');
    expect(await why(plans.update('1', () => note(1)))).toBe('locked');
    await other.query('COMMIT');
    await plans.update('1', () => note(1));
    await expectWorks(plans, 1);
  });

  test('is not used without its log: it is locked while the other keeps it from having one', async () => {
    const { root, file, store, kept } = await startFile();
    await kept.update('1', () => note(1));
    await store.close();
    await query(file, 'PRAGMA journal_mode = DELETE');
    const reader = connection(file);
    await reader.query('BEGIN');
    await reader.query('SELECT * FROM notes');
    expect(await why(fileStore(root))).toBe('locked');
    await reader.query('COMMIT');
    await expectWorks((await fileStore(root)).collection(notes), 1);
    expect(await query(file, 'PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  });
});

test('a store whose lock was deleted with its file has it again with the file, and lets nobody else in', async () => {
  const { root, file, store, kept } = await startFile();
  await kept.update('1', () => note(1));
  await store.scrub();
  copy(file, join(root, 'copy'));
  for (const name of readdirSync(dirname(file))) rmSync(join(dirname(file), name));
  renameSync(join(root, 'copy'), file);
  await expectWorks(kept, 1);
  expect(await why(fileStore(root))).toBe('locked');
});

const openFiles = '/proc/self/fd';
