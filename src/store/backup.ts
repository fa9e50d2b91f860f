import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isRedisUrl } from '../config/redis-url.ts';
import type { Log } from '../core/ports.ts';
import { StoreError } from './errors.ts';
import { type Inventory, inventoryOf, isEmpty, isSame, type Source } from './inventory.ts';
import { takeLock } from './lock.ts';
import { limitOf, sqliteFile } from './open.ts';
import { openReading, writeFileOf } from './sqlite-copy.ts';
import { type Driver, loadDriver, storeError } from './sqlite-driver.ts';
import { type Content, companions, contentOf, makeFile } from './sqlite-file.ts';

interface Where {
  root: string;
  log: Log;
}

/** A store that is only read, past its collections; it takes no lock. */
export interface OpenSource extends Source {
  close(): Promise<void>;
}

/** What the store at a URL keeps, whoever uses it meanwhile; undefined for memory, and for a file that is not there. @throws StoreError */
export async function openSource(url: string, { root, log }: Where): Promise<OpenSource | undefined> {
  if (isRedisUrl(url)) return openRedisSource(url, log);
  const file = sqliteFile(url, root);
  return file && existsSync(file) ? openReading(await loadDriver(), file) : undefined;
}

/**
 * Copies the store at a URL into the new file `to`, a store file itself, while others may write. A SQLite file comes as it is at one
 * moment; a Redis record by record. Nothing stands at `to` before all of it does.
 * @throws StoreError in one sentence.
 */
export async function backUp(url: string, to: string, where: Where): Promise<Inventory> {
  if (existsSync(to)) throw new StoreError('refused', `${to} is there already, so nothing was written.`);
  const Sqlite = await loadDriver();
  const file = sqliteFile(url, where.root);
  return inPlace(to, async part => {
    if (file) {
      await vacuum(Sqlite, file, part);
    } else {
      const source = await openSource(url, where);
      if (!source) throw new StoreError('refused', forgetful);
      try {
        await writeFileOf(source, part, { Sqlite });
      } finally {
        await source.close();
      }
    }
    return noted(Sqlite, part);
  });
}

/**
 * Puts a backup into the store at a URL, in place of what is there, and reads it back. Without `over` only into one that is empty.
 * @throws StoreError in one sentence; also when another process uses the store.
 */
export async function restore(
  from: string,
  url: string,
  { over, ...where }: Where & { over: boolean },
): Promise<Inventory> {
  if (!existsSync(from)) throw new StoreError('refused', `Expected a backup at ${from}, found none.`);
  const Sqlite = await loadDriver();
  await refuseForeign(from);
  const backup = await openReading(Sqlite, from);
  try {
    const given = await backup.asBackedUp();
    const file = sqliteFile(url, where.root);
    const found = file
      ? await intoFile(backup, file, { Sqlite, over, ...limitOf(url) })
      : await intoRedis(backup, url, { over, ...where });
    if (isSame(given, found)) return found;
    throw new StoreError(
      'failed',
      'The store does not hold what is in the backup: is another process writing?',
    );
  } finally {
    await backup.close();
  }
}

async function vacuum(Sqlite: Driver, file: string, part: string): Promise<void> {
  if (!existsSync(file))
    throw new StoreError('refused', `Expected a store to back up at ${file}, found none.`);
  await refuseForeign(file);
  const reading = await openReading(Sqlite, file);
  try {
    await reading.vacuumInto(part);
  } finally {
    await reading.close();
  }
}

/** Checks a copy, and notes in it what is in it. */
async function noted(Sqlite: Driver, part: string): Promise<Inventory> {
  const copy = await openReading(Sqlite, part);
  try {
    const inventory = await copy.whole();
    await copy.seal(inventory);
    return inventory;
  } finally {
    await copy.close();
  }
}

interface IntoFile {
  Sqlite: Driver;
  over: boolean;
  maxPages?: number;
}

/** Whole or not at all: another file takes the place of the one that is there. */
async function intoFile(
  backup: Source,
  file: string,
  { Sqlite, over, maxPages }: IntoFile,
): Promise<Inventory> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const lock = await takeLock(Sqlite, file);
    try {
      await refuseUnless(over, file, Sqlite);
      return await inPlace(file, part => writeFileOf(backup, part, { Sqlite, maxPages }));
    } finally {
      await lock.release();
    }
  } catch (error) {
    throw storeError(error, file);
  }
}

async function refuseUnless(over: boolean, file: string, Sqlite: Driver): Promise<void> {
  if (!existsSync(file)) return;
  if ((await refuseForeign(file)) === 'empty' || over) return;
  const there = await openReading(Sqlite, file);
  try {
    if (!isEmpty(await inventoryOf(there))) throw new StoreError('refused', notEmpty);
  } finally {
    await there.close();
  }
}

/** Before SQLite is let near it. Only for files that this process has not open. */
async function refuseForeign(file: string): Promise<Content> {
  const content = await contentOf(file).catch((error: unknown) => {
    throw storeError(error, file);
  });
  if (content !== 'foreign') return content;
  throw new StoreError('refused', `${file} is no store of Steady's: it was left as it is.`);
}

async function intoRedis(
  backup: Source,
  url: string,
  { over, log }: Where & { over: boolean },
): Promise<Inventory> {
  if (!isRedisUrl(url)) throw new StoreError('refused', forgetful);
  const { openRedis } = await import('./redis.ts');
  const redis = await openRedis(url, { log });
  const put = async (table: string, key: string, before: string | undefined, after: string | undefined) => {
    const until = performance.now() + patience;
    if (await redis.table(table).swap(key, before, after, until)) return;
    throw new StoreError('locked', 'Another process writes into this Redis: stop it first, then use --over.');
  };
  const there: Source = {
    tables: () => redis.tables(patience),
    pages: table => redis.table(table).pages(patience),
  };
  try {
    await inventoryOf(there, async (table, rows) => {
      if (!over) throw new StoreError('refused', notEmpty);
      await Promise.all(rows.map(({ key, value }) => put(table, key, value, undefined)));
    });
    await inventoryOf(backup, async (table, rows) => {
      await Promise.all(rows.map(({ key, value }) => put(table, key, undefined, value)));
    });
    return await inventoryOf(there);
  } finally {
    await redis.close();
  }
}

async function openRedisSource(url: string, log: Log): Promise<OpenSource> {
  const { openRedis } = await import('./redis.ts');
  const redis = await openRedis(url, { log });
  return {
    tables: () => redis.tables(patience),
    pages: table => redis.table(table).pages(patience),
    close: () => redis.close(),
  };
}

/** Makes a file beside its place, readable by its owner only, and moves it there once all of it is on the disk. */
async function inPlace<R>(file: string, write: (part: string) => Promise<R>): Promise<R> {
  const part = `${file}.part`;
  try {
    await rm(part, { force: true });
    await makeFile(part);
    const result = await write(part);
    const handle = await open(part, 'r+');
    await handle.sync();
    await handle.close();
    // SQLite would play the changes of the file that was there into this one.
    for (const beside of companions(file).keys()) await rm(beside, { force: true });
    await rename(part, file);
    return result;
  } catch (error) {
    for (const path of [part, `${part}-wal`, `${part}-shm`, `${part}-journal`])
      await rm(path, { force: true });
    throw storeError(error, file);
  }
}

const notEmpty =
  'The store is not empty, so nothing was restored: with --over the backup takes the place of what is there.';
const forgetful = 'STORE_URL is memory:, which forgets at the end: name a file or a Redis.';
/** Milliseconds for each question, with nobody waiting for an answer. */
const patience = 30_000;
