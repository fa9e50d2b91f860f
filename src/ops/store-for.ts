import { randomBytes } from 'node:crypto';
import { isRedisUrl } from '../config/redis-url.ts';
import type { Log, Metrics } from '../core/ports.ts';
import { keysBeside, keysFor, readKeys } from '../store/keys.ts';
import { DriverMissingError, openStore, type Store, sqliteFile } from '../store/open.ts';
import { createSeal, type Seal } from '../store/seal.ts';

export interface StoreForParts {
  storeUrl: string;
  encryptionKeys?: string | undefined;
  log: Log;
  /** Folder of the package, from which a path in the address starts. */
  root: string;
  metrics?: Metrics | undefined;
  /** Opens the store; tests hand in one that never answers. */
  open?: typeof openStore | undefined;
  /** True where it may go on without SQLite and forget at the end; the playground may. */
  mayForget?: boolean | undefined;
}

/** Opens the store with its keys. @throws StoreError, KeysError, DriverMissingError. */
export async function storeFor(parts: StoreForParts): Promise<Store> {
  const { storeUrl, log, root, metrics, mayForget = false, open = openStore } = parts;
  try {
    return await open(storeUrl, { seal: await sealFor(parts), log, root, metrics });
  } catch (error) {
    if (!mayForget || !(error instanceof DriverMissingError)) throw error;
    log.warn({}, 'SQLite is not installed, so everything is forgotten at the end.');
    return openStore('memory:', { seal: createSeal([randomBytes(32)]), log, root, metrics });
  }
}

/**
 * Keys from the settings and those beside the file; else made once there; in memory, for as long as the memory lasts. For a Redis
 * from the settings only: several processes share it.
 */
async function sealFor({ storeUrl, encryptionKeys, root, log }: StoreForParts): Promise<Seal> {
  if (isRedisUrl(storeUrl)) return createSeal(readKeys(encryptionKeys ?? ''));
  const file = sqliteFile(storeUrl, root);
  if (!file) return createSeal([randomBytes(32)]);
  if (encryptionKeys) return createSeal(await keysFor(file, encryptionKeys));
  const { keys, made } = await keysBeside(file);
  if (made)
    log.warn({}, `A key for sealed records was made at ${file}.key. Back it up apart from the store.`);
  return createSeal(keys);
}
