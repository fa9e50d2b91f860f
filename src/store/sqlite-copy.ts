import { z } from 'zod';
import { StoreError } from './errors.ts';
import { type Inventory, inventoryOf, isSame, type Source } from './inventory.ts';
import { pageSize, pagesAhead } from './paging.ts';
import { type Connection, connect } from './sqlite-connection.ts';
import { type Driver, storeError } from './sqlite-driver.ts';
import { fileMark } from './sqlite-file.ts';
import { controlTable } from './sqlite-generations.ts';
import type { Row } from './table.ts';

/** A file of Steady's layout that is read past its store: another process may use it meanwhile. */
export interface Reading extends Source {
  /** Writes what stands there at this moment into a new or empty file. */
  vacuumInto(to: string): Promise<void>;
  /** Notes in a backup what is in it, so that damage shows. */
  seal(inventory: Inventory): Promise<void>;
  /** @throws StoreError unless SQLite finds the file whole. */
  whole(): Promise<Inventory>;
  /** The same, and what is in it has to be what was backed up, where that was noted. @throws StoreError */
  asBackedUp(): Promise<Inventory>;
  close(): Promise<void>;
}

/** Opens a file that is there, and takes no lock. @throws StoreError, also when it is none of Steady's. */
export async function openReading(Sqlite: Driver, file: string): Promise<Reading> {
  const adapter = new Sqlite({ uri: `sqlite://${file}`, table: controlTable, busyTimeout });
  // The query throws the same error.
  adapter.on('error', () => {});
  const query: Connection['query'] = async (sql, ...values) => {
    try {
      return await adapter.query(sql, ...values);
    } catch (error) {
      throw storeError(error, file);
    }
  };
  const reading = readingOver(query, file, () => adapter.disconnect());
  const [mark] = await query('PRAGMA application_id');
  if (mark?.application_id === fileMark) return reading;
  await reading.close();
  throw new StoreError('failed', `${file} is no store of Steady's.`);
}

function readingOver(query: Connection['query'], file: string, close: () => Promise<void>): Reading {
  const source = sourceOver(query);
  const whole = async (): Promise<Inventory> => {
    const [said] = await query('PRAGMA integrity_check(1)');
    if (said?.integrity_check !== 'ok') throw new StoreError('failed', `${file} is damaged.`);
    return inventoryOf(source);
  };
  return {
    ...source,
    whole,
    async vacuumInto(to) {
      await query('VACUUM INTO ?', to);
    },
    async seal(inventory) {
      await query(
        `INSERT INTO ${controlTable} (key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value`,
        noteKey,
        JSON.stringify(inventory),
      );
    },
    async asBackedUp() {
      const found = await whole();
      const [row] = await query(`SELECT value FROM ${controlTable} WHERE key = ?`, noteKey);
      if (row === undefined || isSame(noteIn(row.value, file), found)) return found;
      throw new StoreError('failed', `${file} is not as it was backed up: it was damaged, or changed since.`);
    },
    close,
  };
}

/** All tables of a file but the one that looks after the file itself. */
function sourceOver(query: Connection['query']): Source {
  return {
    async tables() {
      const found = await query("SELECT name FROM sqlite_master WHERE type = 'table'");
      return found
        .map(({ name }) => String(name))
        .filter(name => isTable.test(name) && name !== controlTable);
    },
    pages: table =>
      pagesAhead(async (after = '') => {
        const sql = `SELECT key, value FROM ${table} WHERE key > ? ORDER BY key LIMIT ?`;
        const found = await query(sql, after, pageSize);
        const rows = found.map(({ key, value }) => ({ key: String(key), value: String(value) }));
        return { rows, next: rows.length < pageSize ? undefined : rows.at(-1)?.key };
      }),
  };
}

/**
 * Writes all of a source into a new file of Steady's layout, and reads it back. Nobody else may know the file yet.
 * @throws StoreError
 */
export async function writeFileOf(
  source: Source,
  file: string,
  { Sqlite, maxPages }: { Sqlite: Driver; maxPages?: number | undefined },
): Promise<Inventory> {
  try {
    const limit = maxPages === undefined ? {} : { maxPages };
    const { query, close } = await connect(Sqlite, file, { table: controlTable, mark: true, ...limit });
    try {
      const given = await inventoryOf(source, (table, rows) => insert(query, table, rows));
      // One file, with nothing left beside it; this waits until all of it is on the disk.
      await query('PRAGMA journal_mode = DELETE');
      const found = await inventoryOf(sourceOver(query));
      if (!isSame(given, found)) throw new StoreError('failed', `${file} does not hold what was written.`);
      return found;
    } finally {
      await close();
    }
  } catch (error) {
    throw storeError(error, file);
  }
}

async function insert(query: Connection['query'], table: string, rows: readonly Row[]): Promise<void> {
  await query(`CREATE TABLE IF NOT EXISTS ${table}(key VARCHAR(255) PRIMARY KEY, value TEXT)`);
  await query(
    `INSERT INTO ${table} (key, value) SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
    JSON.stringify(rows.map(({ key, value }) => [key, value])),
  );
}

function noteIn(text: unknown, file: string): Inventory {
  try {
    return note.parse(JSON.parse(String(text)));
  } catch (error) {
    throw new StoreError('failed', `${file} is damaged: its note of what is in it cannot be read.`, {
      cause: error,
    });
  }
}

const note = z.object({ counts: z.record(z.string(), z.number()), digest: z.string() });
const noteKey = 'backup';
/** Milliseconds that SQLite waits for a file another process holds; longer than usual, because nobody is being answered. */
const busyTimeout = 5_000;
/** As collections are named. */
const isTable = /^[a-z][a-z_]*$/;
