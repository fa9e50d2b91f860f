import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DriverMissingError, deleteStore, openStore, sqliteFile } from '../../src/store/open.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { folder, note, notes, quiet, seal, startFile, why } from './places.ts';

describe('opening a store', () => {
  const open = (url: string) => openStore(url, { root: folder(), log: quiet, seal });

  test('says in one sentence what it cannot use, without anything that may be a password', async () => {
    for (const url of [
      'redis://:secret@host:port',
      'postgres://me:secret@host',
      'steady.sqlite',
      'sqlite://',
      'sqlite://a?b=secret1',
    ]) {
      const failure = await open(url).catch((error: unknown) => error);
      expect(failure).toMatchObject({ why: 'failed', message: expect.stringMatching(/^[A-Z][^\n]+\.$/) });
      expect(String(failure)).not.toContain('secret@');
    }
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
    mkdirSync(join(root, 'a.sqlite.lock'));
    await expect(openSqlite(join(root, 'a.sqlite'), { log: quiet })).rejects.toMatchObject({
      why: 'away',
      message: `The store's file ${join(root, 'a.sqlite.lock')} cannot be opened.`,
    });
  });

  test('names the system’s own word for a fault that it has no sentence for', async () => {
    const opening = openSqlite(join(folder(), 'a'.repeat(300), 'a.sqlite'), { log: quiet });
    await expect(opening).rejects.toThrow(/^The store's file \S+ failed with ENAMETOOLONG\.$/);
    expect(await why(opening)).toBe('failed');
  });

  test('takes no collection by the name of the table that it keeps for itself', async () => {
    const { store } = await startFile();
    expect(() => store.collection({ ...notes, name: 'steady' })).toThrow('"steady": it is taken');
  });

  test('deletes all that was kept at a URL, and nothing beside it', async () => {
    const root = folder();
    const url = 'sqlite://data/steady.sqlite?max_page_count=900';
    const store = await openStore(url, { root, log: quiet, seal });
    await store.collection(notes).update('1', () => note(1));
    await store.close();
    writeFileSync(join(root, 'data', 'steady.sqlite-wal'), '');
    writeFileSync(join(root, 'data', 'steady.sqlite.key'), 'a key');
    await deleteStore(url, root);
    expect(readdirSync(join(root, 'data')).sort()).toEqual(['steady.sqlite.key', 'steady.sqlite.lock']);
    await deleteStore(url, root);
    await deleteStore('memory:', root);
    const anew = await openStore(url, { root, log: quiet, seal });
    expect(await anew.collection(notes).get('1')).toBeUndefined();
    await anew.close();
  });

  test('finds the file of a URL', () => {
    expect(sqliteFile('sqlite://data/a.sqlite', '/app')).toBe('/app/data/a.sqlite');
    expect(sqliteFile('sqlite:///var/a.sqlite?max_page_count=3', '/app')).toBe('/var/a.sqlite');
    expect(sqliteFile('memory:', '/app')).toBeUndefined();
  });
});
