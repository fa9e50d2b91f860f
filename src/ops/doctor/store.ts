import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { isRedisUrl } from '../../config/redis-url.ts';
import { storeUrlOf } from '../../config.ts';
import type { Log } from '../../core/ports.ts';
import { openSource } from '../../store/backup.ts';
import { StoreError } from '../../store/errors.ts';
import { openStore, sqliteFile } from '../../store/open.ts';
import { createSeal } from '../../store/seal.ts';
import { type Check, type DoctorParts, type Found, fault, ok, warning } from './check.ts';

/** Whether what is to be kept can be kept. */
export function storeChecks(parts: DoctorParts): Check[] {
  const url = storeUrlOf(parts.config);
  const file = sqliteFile(url, parts.root);
  return [
    { name: 'store', run: () => (file ? fileStore(url, file, parts) : otherStore(url, parts)) },
    ...(isRedisUrl(url) ? [{ name: 'redis', run: () => advice(url, parts) }] : []),
    ...(file ? [{ name: 'disk', run: () => disk(file, parts) }] : []),
  ];
}

/** What a store throws, with the mend. */
export const ofStore = (error: StoreError): Found => fault(error.message, mends[error.why]);

async function otherStore(url: string, parts: DoctorParts): Promise<Found> {
  if (isRedisUrl(url)) return tried(url, parts);
  return warning(
    'STORE_URL is memory:, which forgets everything at the end.',
    'Leave STORE_URL out, or name a file or a Redis.',
  );
}

/** Opening a file that is not there would make one, and that is for the start to do, with its key. */
async function fileStore(url: string, file: string, parts: DoctorParts): Promise<Found> {
  if (existsSync(file)) return tried(url, parts);
  const folder = folderThere(file);
  try {
    await access(folder, constants.W_OK);
    return ok(`There is no store yet: the first start makes ${file}.`);
  } catch {
    return fault(
      `${folder} may not be written, so ${file} cannot be made.`,
      'Give Steady the right to write there.',
    );
  }
}

/** Writes, reads and deletes a record that nobody else has. */
async function tried(url: string, { root }: DoctorParts): Promise<Found> {
  try {
    const store = await openStore(url, { root, log: quiet, seal: createSeal([randomBytes(32)]), deadline });
    try {
      const trials = store.collection({ name: 'doctor', version: 1, schema: z.object({ at: z.string() }) });
      const at = randomBytes(8).toString('hex');
      await trials.update(at, () => ({ at }));
      const found = await trials.get(at);
      await trials.delete(at);
      if (found?.at === at) return ok('The store keeps a record, gives it back and deletes it.');
      return fault(
        'The store did not give back what was put into it.',
        'Restore a backup into another store.',
      );
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return error.why === 'locked' ? inUse(url, root) : ofStore(error);
  }
}

async function inUse(url: string, root: string): Promise<Found> {
  const source = await openSource(url, { root, log: quiet });
  await source?.tables();
  await source?.close();
  return ok('Another process uses the store, as Steady does while it runs; it can be read.');
}

/** What Redis itself tells of how it keeps things. */
async function advice(url: string, { root }: DoctorParts): Promise<Found> {
  const told: string[] = [];
  const log: Log = { ...quiet, warn: (_, message) => void told.push(message) };
  const source = await openSource(url, { root, log });
  await source?.close();
  if (told.length === 0) return ok('Redis keeps what it is given, as far as it tells.');
  return warning(told.join(' '), 'Set both in redis.conf, and restart Redis.');
}

/** Erasing writes the whole file anew beside itself, so as much again has to be free. */
async function disk(file: string, { freeBytes = freeOn }: DoctorParts): Promise<Found> {
  const size = existsSync(file) ? (await stat(file)).size : 0;
  const free = await freeBytes(folderThere(file));
  const says = `${megabytes(free)} MB are free beside the store, which has ${megabytes(size)} MB.`;
  if (free < leastBytes) return fault(says, mendDisk);
  return free < Math.max(fewBytes, 2 * size) ? warning(says, mendDisk) : ok(says);
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** The nearest folder above a file that is there. */
function folderThere(file: string): string {
  const folder = dirname(file);
  return existsSync(folder) || folder === dirname(folder) ? folder : folderThere(folder);
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
const quiet: Log = { info() {}, warn() {}, error() {} };
const deadline = 5_000;
const leastBytes = 20e6;
const fewBytes = 200e6;
const mendDisk = 'Free some space, or let STORE_URL name a file on another disk.';

/** What to do, by what is wrong with a store. */
const mends: Readonly<Record<StoreError['why'], string>> = {
  away: 'Look at STORE_URL, and whether what it names is there.',
  full: 'Free some space, or let STORE_URL name a place that has some.',
  locked: 'Stop the other process.',
  slow: 'Look at what else that machine is doing.',
  refused: 'Look at STORE_URL, and at what its user may do.',
  failed: 'Look at STORE_URL; where the store is damaged, npm run restore puts a backup in its place.',
};
