import { join } from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createSeal } from '../../src/store/seal.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createStore } from '../../src/store/store.ts';
import { collectingLog } from '../router/log.ts';
import { afterwards, folder, query } from './places.ts';

/** A store on a new file with three collections, each used once; what SQLite is asked from then on. */
async function watched() {
  const asked: string[] = [];
  class Watched extends KeyvSqlite {
    constructor(options: ConstructorParameters<typeof KeyvSqlite>[0]) {
      super(options);
      const { query } = this;
      this.query = async (sql, ...values) => {
        asked.push(sql);
        return query(sql, ...values);
      };
    }
  }
  const file = join(folder(), 'steady.sqlite');
  const load = async () => ({ KeyvSqlite: Watched }) as never;
  const backend = await openSqlite(file, { log: collectingLog().log, load });
  const store = createStore(backend, { seal: createSeal([new Uint8Array(32)]), deadline: 5_000 });
  afterwards(() => store.close());
  const [first, second, third] = ['first', 'second', 'third'].map(name =>
    store.collection({ name, version: 1, schema: z.object({ text: z.string() }) }),
  );
  if (!first || !second || !third) throw new Error('Expected three collections.');
  for (const kept of [first, second, third]) await kept.update('somebody', () => ({ text: kept.name }));
  asked.length = 0;
  return { file, store, asked, first, second, third };
}

test('what is kept under a key is read in one question, and known from then on, also once it was written', async () => {
  const { asked, first, second, third } = await watched();
  expect(await Promise.all([first, second, third].map(kept => kept.get('somebody')))).toEqual(
    ['first', 'second', 'third'].map(text => ({ text })),
  );
  expect(await first.get('somebody')).toEqual({ text: 'first' });
  expect(asked).toHaveLength(1);
  await second.update('somebody', () => ({ text: 'new' }));
  asked.length = 0;
  expect(await second.get('somebody')).toEqual({ text: 'new' });
  expect(await first.get('somebody')).toEqual({ text: 'first' });
  expect(asked).toHaveLength(0);
  await second.delete('somebody');
  asked.length = 0;
  expect(await second.get('somebody')).toBeUndefined();
  expect(asked).toHaveLength(0);
});

test('what somebody else wrote into the file is seen', async () => {
  const { file, first } = await watched();
  expect(await first.get('somebody')).toEqual({ text: 'first' });
  await query(file, "UPDATE first SET value = replace(value, 'first', 'theirs')");
  expect(await first.get('somebody')).toEqual({ text: 'theirs' });
});

test('a table that is gone harms nothing that is kept in others', async () => {
  const { file, first, second } = await watched();
  await query(file, 'DROP TABLE second');
  expect(await first.get('somebody')).toEqual({ text: 'first' });
  await expect(second.get('somebody')).rejects.toMatchObject({ why: 'failed' });
  expect(await first.get('somebody')).toEqual({ text: 'first' });
});

test('the check of a store reads the file each time', async () => {
  const { asked, store } = await watched();
  await store.check();
  await store.check();
  expect(asked).toHaveLength(2);
});
