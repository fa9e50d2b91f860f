import { isAbsolute, resolve } from 'node:path';
import { isRedisUrl } from '../config/redis-url.ts';
import type { Log, Metrics } from '../core/ports.ts';
import { StoreError } from './errors.ts';
import { openMemory } from './memory.ts';
import type { Seal } from './seal.ts';
import { openSqlite } from './sqlite.ts';
import { deleteFile } from './sqlite-file.ts';
import { createStore, type Store } from './store.ts';
import type { Backend } from './table.ts';

export { DriverMissingError } from './errors.ts';
export type { Store } from './store.ts';

/**
 * Opens the store a URL names: `memory:`, `redis://host`, or `sqlite://data/steady.sqlite`, relative to `root`; a third slash
 * makes it absolute. `?max_page_count=` limits a file to so many pages of 4 kB. `deadline`: milliseconds for every call.
 * @throws StoreError with one sentence for the operator; DriverMissingError when SQLite is not installed.
 */
export async function openStore(
  url: string,
  options: { seal: Seal; log: Log; root: string; deadline?: number; metrics?: Metrics | undefined },
): Promise<Store> {
  const { seal, metrics, deadline = usualDeadline } = options;
  return createStore(await openBackend(url, options), { seal, deadline, metrics });
}

/** The file a `sqlite:` URL names; undefined for any other URL. */
export function sqliteFile(url: string, root: string): string | undefined {
  if (!url.startsWith(sqlitePrefix)) return undefined;
  const path = url.slice(sqlitePrefix.length).replace(/\?.*/s, '');
  if (path === '') throw new StoreError('failed', `Expected a file after ${sqlitePrefix}, got nothing.`);
  return isAbsolute(path) ? path : resolve(root, path);
}

/** Deletes everything that was kept at a URL; it must not be open. What memory held is gone with it. */
export async function deleteStore(url: string, root: string): Promise<void> {
  const file = sqliteFile(url, root);
  if (file) await deleteFile(file);
}

async function openBackend(url: string, { log, root }: { log: Log; root: string }): Promise<Backend> {
  if (url === 'memory:') return openMemory();
  const file = sqliteFile(url, root);
  if (file) return openSqlite(file, { log, ...limitOf(url) });
  // Loaded only where it is needed: it takes a tenth of a second.
  if (isRedisUrl(url)) return (await import('./redis.ts')).openRedis(url, { log });
  const protocol = url.replace(/:.*/s, '');
  // Only the protocol: the rest may hold a password.
  throw new StoreError('failed', `Expected a store at memory:, sqlite:// or redis://, got "${protocol}:".`);
}

/** The most pages a `sqlite:` URL lets its file have. @throws StoreError */
export function limitOf(url: string): { maxPages?: number } {
  const query = url.split('?')[1];
  if (query === undefined) return {};
  const pages = /^max_page_count=([1-9]\d*)$/.exec(query)?.[1];
  if (!pages) throw new StoreError('failed', `Expected ?max_page_count= with a number, got "?${query}".`);
  return { maxPages: Number(pages) };
}

const sqlitePrefix = 'sqlite://';
const usualDeadline = 1_500;
