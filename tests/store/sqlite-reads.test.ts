import { join } from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { noMetrics } from '../../src/core/no-metrics.ts';
import type { Metrics } from '../../src/core/ports.ts';
import { createSeal } from '../../src/store/seal.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { createStore } from '../../src/store/store.ts';
import { collectingLog } from '../router/log.ts';
import { afterwards, folder, query } from './places.ts';

/** A store on a new file with three collections, each used once; what SQLite is asked from then on. */
async function watched(metrics: Metrics = noMetrics) {
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
  const store = createStore(backend, { seal: createSeal([new Uint8Array(32)]), deadline: 5_000, metrics });
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
  const { file, asked, first, second, third } = await watched();
  await query(file, 'UPDATE first SET value = value');
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

test('what is known is changed without a question, in one write for all who ask in one go', async () => {
  const { asked, first } = await watched();
  await first.get('somebody');
  asked.length = 0;
  const more = ['a', 'b', 'c'].map(letter =>
    first.update('somebody', known => ({ text: `${known?.text}${letter}` })),
  );
  expect((await Promise.all(more)).map(kept => kept?.text)).toEqual(['firsta', 'firstab', 'firstabc']);
  expect(asked).toEqual([expect.stringContaining('INSERT')]);
});

test('what somebody else wrote into the file is seen, and not written over', async () => {
  const { file, first } = await watched();
  expect(await first.get('somebody')).toEqual({ text: 'first' });
  await query(file, "UPDATE first SET value = replace(value, 'first', 'theirs')");
  expect(await first.get('somebody')).toEqual({ text: 'theirs' });
  await first.update('somebody', () => ({ text: 'ours' }));
  await query(file, "UPDATE first SET value = replace(value, 'ours', 'theirs')");
  const after = await first.update('somebody', known => ({ text: `${known?.text} and ours` }));
  expect(after).toEqual({ text: 'theirs and ours' });
});

test('what is known is measured as a read', async () => {
  const reads: string[] = [];
  const { first } = await watched({ ...noMetrics, stored: ({ kind }) => void reads.push(kind) });
  reads.length = 0;
  await first.get('somebody');
  await first.get('somebody');
  expect(reads).toEqual(['read', 'read']);
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
