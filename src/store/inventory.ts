import { createHash } from 'node:crypto';
import type { Row } from './table.ts';

/** What a place keeps, table by table, as text: past collections, and without a key to what is sealed. */
export interface Source {
  tables(): Promise<readonly string[]>;
  /** All rows by key, a page at a time. */
  pages(table: string): AsyncIterable<readonly Row[]>;
}

/** How much a place keeps, and a digest by which two places can be compared. */
export interface Inventory {
  /** Rows by table, without empty ones. */
  counts: Readonly<Record<string, number>>;
  /** SHA-256 over table, key and text of every row, sorted by table and key. */
  digest: string;
}

/** Reads every row once, and hands each page on to `each`. @throws what the place throws. */
export async function inventoryOf(
  source: Source,
  each: (table: string, rows: readonly Row[]) => Promise<void> = async () => {},
): Promise<Inventory> {
  const hash = createHash('sha256');
  const counts: Record<string, number> = {};
  for (const table of [...(await source.tables())].sort()) {
    for await (const rows of source.pages(table)) {
      if (rows.length === 0) continue;
      // As JSON, so that no two rows run into one another.
      for (const { key, value } of rows) hash.update(`${JSON.stringify([table, key, value])}\n`);
      counts[table] = (counts[table] ?? 0) + rows.length;
      await each(table, rows);
    }
  }
  return { counts, digest: hash.digest('hex') };
}

/** True where there is not a single row. */
export const isEmpty = ({ counts }: Inventory): boolean => Object.keys(counts).length === 0;

/** True where both have the same rows in the same tables. */
export const isSame = (one: Inventory, other: Inventory): boolean => one.digest === other.digest;
