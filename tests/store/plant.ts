import type { Table } from '../../src/store/table.ts';

/** Puts a text into a table as it is, behind the back of its collection. */
export async function plant(table: Table, key: string, text: string): Promise<void> {
  const until = performance.now() + 5_000;
  if (!(await table.swap(key, await table.get(key, until), text, until))) {
    throw new Error('Expected to be the only one that writes.');
  }
}
