import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { describe, expect, test } from 'vitest';
import { createGenerations } from '../../src/store/sqlite-generations.ts';
import { copy, expectWorks, fileStore, folder, note, notes, query, startFile, why } from './places.ts';

describe('a store’s file', () => {
  test('that is damaged is called so at the start, and left as it is', async () => {
    const { root, file, store, kept } = await startFile();
    await kept.update('1', () => note(1));
    await store.close();
    const whole = readFileSync(file);
    const damaged = Buffer.from(whole).fill(0xff, 100, 4_096);
    writeFileSync(file, damaged);
    await expect(fileStore(root)).rejects.toMatchObject({
      why: 'failed',
      message: `The store's file ${file} is damaged.`,
    });
    expect(readFileSync(file).equals(damaged)).toBe(true);
    writeFileSync(file, whole);
    await expectWorks((await fileStore(root)).collection(notes), 1);
  });

  test('gets Steady’s mark at the start where it has none; one without is not taken up later', async () => {
    const root = folder();
    const file = join(root, 'data', 'steady.sqlite');
    mkdirSync(join(root, 'data'));
    await query(file, 'CREATE TABLE others (id)');
    copy(file, join(root, 'unmarked'));
    const store = await fileStore(root);
    const kept = store.collection(notes);
    await kept.update('1', () => note(1));
    renameSync(file, join(root, 'elsewhere'));
    renameSync(join(root, 'unmarked'), file);
    expect(await why(kept.get('1'))).toBe('away');
    renameSync(join(root, 'elsewhere'), file);
    await expectWorks(kept, 1);
    await store.close();
    const mark = Buffer.from('Stdy').readUInt32BE();
    expect(await query(file, 'PRAGMA application_id')).toEqual([{ application_id: mark }]);
  });

  test('is not used beside a log that cannot be looked at: it may be that of another file', async () => {
    const { root, file, store, kept } = await startFile();
    await kept.update('1', () => note(1));
    await store.scrub();
    copy(file, join(root, 'copy'));
    for (const path of [file, `${file}-wal`, `${file}-shm`]) rmSync(path, { force: true });
    symlinkSync(`${file}-wal`, `${file}-wal`);
    renameSync(join(root, 'copy'), file);
    await expect(kept.get('1')).rejects.toThrow('failed with ELOOP');
    rmSync(`${file}-wal`);
    await expectWorks(kept, 1);
  });

  test('is closed also while a table is being opened that cannot be', async () => {
    const file = join(folder(), 'steady.sqlite');
    writeFileSync(file, '');
    const generations = createGenerations({ file, Sqlite: KeyvSqlite, renewLock: async () => {} });
    const used = await generations.current();
    rmSync(file);
    mkdirSync(file);
    const opening = generations.connectionOf(used, 'notes');
    const closing = generations.close();
    await expect(opening).rejects.toMatchObject({ code: 'SQLITE_CANTOPEN' });
    await closing;
    expect(await why(generations.current())).toBe('away');
  });

  test('that was closed opens nothing more, which nobody would close', async () => {
    const file = join(folder(), 'steady.sqlite');
    writeFileSync(file, '');
    const generations = createGenerations({ file, Sqlite: KeyvSqlite, renewLock: async () => {} });
    const used = await generations.current();
    await generations.close();
    expect(await why(generations.current())).toBe('away');
    expect(await why(generations.connectionOf(used, 'notes'))).toBe('away');
    expect(used.connections.has('notes')).toBe(false);
    expect(readdirSync(dirname(file))).toEqual(['steady.sqlite']);
  });
});
