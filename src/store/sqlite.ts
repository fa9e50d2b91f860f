import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../core/ports.ts';
import type { StoreError } from './errors.ts';
import { takeLock } from './lock.ts';
import { loadDriver, storeError } from './sqlite-driver.ts';
import { makeFile } from './sqlite-file.ts';
import { controlTable } from './sqlite-generations.ts';
import { createOpenedFile, type Run } from './sqlite-opened.ts';
import { createScrub } from './sqlite-scrub.ts';
import type { Backend, Row, Table } from './table.ts';

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
    return createBackend(watched(opened.run, log), close);
  } catch (error) {
    throw storeError(error, file);
  }
}

function createBackend(run: Run, close: () => Promise<void>): Backend {
  return {
    table(name) {
      if (name === controlTable) throw new Error(`Expected another name than "${name}": it is taken.`);
      return createTable(run, name);
    },
    scrub: createScrub(run),
    close,
  };
}

function createTable(run: Run, name: string): Table {
  const readPage = (after: string, patience: number): Promise<readonly Row[]> =>
    run(name, 'read', performance.now() + patience, async ({ query }) =>
      (await query(`SELECT key, value FROM ${name} WHERE key > ? ORDER BY key LIMIT ?`, after, pageSize)).map(
        ({ key, value }) => ({ key: String(key), value: String(value) }),
      ),
    );
  /** SQLite reads on a thread of its own, while what came before is worked on. Whoever asks for the page is told what failed. */
  const readAhead = (after: string, patience: number): Promise<readonly Row[]> => {
    const reading = readPage(after, patience);
    reading.catch(() => undefined);
    return reading;
  };
  return {
    get: (key, until) => run(name, 'read', until, ({ keyv }) => keyv.get(key)),
    swap: (key, _, after, until) =>
      run(name, 'write', until, async ({ keyv }) => {
        await (after === undefined ? keyv.delete(key) : keyv.set(key, after));
        return true;
      }),
    async *pages(patience) {
      let reading = readPage('', patience);
      for (;;) {
        const page: readonly Row[] = await reading;
        const after = page.length < pageSize ? undefined : page.at(-1)?.key;
        if (after !== undefined) reading = readAhead(after, patience);
        yield page;
        if (after === undefined) return;
      }
    },
  };
}

/** Logs when reading or writing begins to fail, and when it works again: not every single failure. */
function watched(run: Run, log: Log): Run {
  const failing = new Set<'read' | 'write'>();
  return async (table, kind, until, work) => {
    try {
      const result = await run(table, kind, until, work);
      if (failing.delete(kind)) log.info({ kind }, 'The store works again.');
      return result;
    } catch (error) {
      const { why } = error as StoreError;
      if (!failing.has(kind)) log.warn({ kind, why, err: error }, 'The store has begun to fail.');
      failing.add(kind);
      throw error;
    }
  };
}

const pageSize = 500;

/** Milliseconds that the start waits for another program to let go of the file. */
const startFor = 1_500;
