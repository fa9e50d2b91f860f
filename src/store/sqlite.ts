import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../core/ports.ts';
import { takeLock } from './lock.ts';
import { type Page, pageSize, pagesAhead } from './paging.ts';
import { createRecentRows, type RecentRows, type RowsOfKey } from './recent-rows.ts';
import type { Connection } from './sqlite-connection.ts';
import { loadDriver, storeError } from './sqlite-driver.ts';
import { createLook, makeFile } from './sqlite-file.ts';
import { controlTable } from './sqlite-generations.ts';
import { createOpenedFile, type OpenedFile, type Run } from './sqlite-opened.ts';
import { createScrub } from './sqlite-scrub.ts';
import type { Backend, Table } from './table.ts';
import { createWatch } from './watched.ts';

export interface SqliteOptions {
  log: Log;
  /** The most pages of 4 kB that the file may have. */
  maxPages?: number;
  /** Loads the driver; tests hand in one that is missing. */
  load?: Parameters<typeof loadDriver>[0];
}

/**
 * Keeps tables in one SQLite file, each through a Keyv and a connection of its own. Makes the file and its folder.
 * When the file is replaced while this runs, what stands there then is used; while it is gone, everything throws.
 * @throws StoreError
 */
export async function openSqlite(file: string, { log, maxPages, load }: SqliteOptions): Promise<Backend> {
  const Sqlite = await loadDriver(load);
  try {
    await mkdir(dirname(file), { recursive: true });
    const lock = await takeLock(Sqlite, file);
    const limit = maxPages === undefined ? {} : { maxPages };
    const opened = createOpenedFile({ file, Sqlite, renewLock: () => lock.renew(), ...limit });
    const close = async (): Promise<void> => {
      await opened.close();
      await lock.release();
    };
    try {
      await makeFile(file);
      await opened.run(controlTable, 'read', performance.now() + startFor, async () => {});
    } catch (error) {
      await close();
      throw error;
    }
    return createBackend(
      { ...opened, run: watched(opened.run, log), close },
      createRecentRows(createLook(file)),
    );
  } catch (error) {
    throw storeError(error, file);
  }
}

function createBackend(opened: OpenedFile, recent: RecentRows): Backend {
  const rows = { recent, tables: new Set<string>() };
  return {
    table(name) {
      if (name === controlTable) throw new Error(`Expected another name than "${name}": it is taken.`);
      return createTable(opened, rows, name);
    },
    scrub: createScrub(opened.run),
    close: opened.close,
  };
}

/** `tables`: those that are surely there. */
interface Rows {
  recent: RecentRows;
  tables: Set<string>;
}

function createTable({ run, standing }: OpenedFile, { recent, tables }: Rows, name: string): Table {
  /** What one table is asked for, the others are asked for next, and each question takes two turns on another thread. */
  const readAll = async (query: Connection['query'], key: string): Promise<RowsOfKey> => {
    tables.add(name);
    const all = [...tables];
    const selects = all.map(table => `SELECT '${table}' AS name, value FROM ${table} WHERE key = ?1`);
    try {
      const found = await query(selects.join(' UNION ALL '), key);
      const values = new Map(found.map(({ name, value }) => [String(name), String(value)]));
      return new Map(all.map(table => [table, values.get(table)]));
    } catch {
      // Whoever asked reads their own table then, and is told what is wrong with it.
      tables.clear();
      return new Map();
    }
  };
  /** SQLite reads on a thread of its own, while what came before is worked on. */
  const readPage = (after: string, patience: number): Promise<Page> =>
    run(name, 'read', performance.now() + patience, async ({ query }) => {
      const found = await query(
        `SELECT key, value FROM ${name} WHERE key > ? ORDER BY key LIMIT ?`,
        after,
        pageSize,
      );
      const rows = found.map(({ key, value }) => ({ key: String(key), value: String(value) }));
      return { rows, next: rows.length < pageSize ? undefined : rows.at(-1)?.key };
    });
  return {
    known(key) {
      const now = standing();
      const rows = now && recent.known(key, { table: name, standing: now });
      return rows && { value: rows.get(name) };
    },
    get: (key, until) =>
      run(name, 'read', until, async ({ keyv, query }, standing) => {
        const rows = await recent.get(key, { table: name, standing }, () => readAll(query, key));
        return rows.has(name) ? rows.get(name) : keyv.get(key);
      }),
    swap: (key, _, after, until) =>
      run(name, 'write', until, async ({ keyv }, standing) => {
        const write = () => (after === undefined ? keyv.delete(key) : keyv.set(key, after));
        await recent.write(key, { table: name, value: after, standing }, write);
        return true;
      }),
    pages: patience => pagesAhead((after = '') => readPage(after, patience)),
  };
}

/** Logs when the file begins to fail, and when it works again. */
function watched(run: Run, log: Log): Run {
  const watch = createWatch(log);
  return (table, kind, until, work) => watch(kind, () => run(table, kind, until, work));
}

/** Milliseconds that the start waits for another program to let go of the file. */
const startFor = 1_500;
