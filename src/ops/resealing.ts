import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { EnvFile } from '../config/env-file.ts';
import { isRedisUrl } from '../config/redis-url.ts';
import { ConfigError, readConfig, storeUrlOf } from '../config.ts';
import { type CollectionDefinition, StoreError } from '../store/collection.ts';
import { KeysError, keysFor, readKeys } from '../store/keys.ts';
import { openStore, type Store, sqliteFile } from '../store/open.ts';
import { createSeal, type Seal, UnreadableError } from '../store/seal.ts';
import { createLog } from './log.ts';

/** A kind of record, whatever is in it. */
export type AnyKind = CollectionDefinition<Record<string, unknown>>;

/** What a reseal found in one collection. */
interface Resealed {
  records: number;
  closedAgain: number;
  /** Why records could not be read, and how many each. */
  unreadable: Map<string, number>;
}

interface Parts {
  env: Readonly<Record<string, string | undefined>>;
  envFile?: EnvFile | undefined;
  /** Folder of the package. */
  root: string;
  kinds: readonly AnyKind[];
  /** Prints a line. */
  say: (line: string) => void;
}

/**
 * Closes every sealed field again that the current key did not close, in the store that the settings name, and prints what it did.
 * Gives the exit code: 1 when something could not be read or done. Nothing is lost when it is stopped halfway; run it again.
 */
export async function runReseal(parts: Parts): Promise<number> {
  try {
    const config = readConfig(parts.env, parts.envFile);
    const url = storeUrlOf(config);
    const keys = await keysOf(url, config.encryptionKeys, parts.root);
    if (!keys) {
      parts.say(`Expected a store to reseal at ${url}, found none.`);
      return 1;
    }
    const seal = createSeal(keys);
    const store = await openStore(url, { seal, log: createLog(config.logLevel), root: parts.root });
    try {
      return await resealAll(store, seal, parts);
    } finally {
      await store.close();
    }
  } catch (error) {
    const isOurs = error instanceof ConfigError || error instanceof KeysError || error instanceof StoreError;
    if (!isOurs) throw error;
    parts.say(error.message);
    return 1;
  }
}

/** Undefined where there is no store: a file that is not there, or memory. */
async function keysOf(
  url: string,
  base64List: string | undefined,
  root: string,
): Promise<Uint8Array[] | undefined> {
  if (isRedisUrl(url)) return readKeys(base64List ?? '');
  const file = sqliteFile(url, root);
  return file && existsSync(file) ? keysFor(file, base64List) : undefined;
}

async function resealAll(
  store: Store,
  seal: Seal,
  { kinds, say }: Pick<Parts, 'kinds' | 'say'>,
): Promise<number> {
  let unread = 0;
  for (const kind of kinds) {
    const { records, closedAgain, unreadable } = await resealKind(store, seal, kind);
    say(`${kind.name}: ${records} kept, ${closedAgain} closed again`);
    for (const [why, count] of unreadable) {
      say(`${kind.name}: ${count} cannot be read. ${why}`);
      unread += count;
    }
  }
  say(unread === 0 ? allDone : notDone);
  return unread === 0 ? 0 : 1;
}

/** Closes again what is to be closed again in one collection; what cannot be read is counted and left alone. */
export async function resealKind(store: Store, seal: Seal, kind: AnyKind): Promise<Resealed> {
  const collection = store.collection(kind);
  const found: Resealed = { records: 0, closedAgain: 0, unreadable: new Map() };
  for await (const [id, value] of collection.entries()) {
    found.records++;
    try {
      if (value === undefined) {
        await collection.get(id); // which says why
      } else if (isBehind(await collection.raw(id), seal, kind)) {
        await collection.update(id, current => (current ? { ...current } : 'absent'));
        found.closedAgain++;
      }
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      found.unreadable.set(error.message, (found.unreadable.get(error.message) ?? 0) + 1);
    }
  }
  return found;
}

/** True when a field was closed with an older key, or is sealed now and was not when the record was written. */
function isBehind(raw: unknown, seal: Seal, { sealed = [] }: AnyKind): boolean {
  const read = stored.safeParse(raw);
  if (!read.success) return false;
  const { value, sealed: closed } = read.data;
  const isOpen = (field: string) => value[field] !== undefined && !closed.includes(field);
  return closed.some(field => seal.isOld(String(value[field]))) || sealed.some(isOpen);
}

const stored = z.object({
  sealed: z.array(z.string()).default([]),
  value: z.record(z.string(), z.unknown()),
});

const allDone =
  'Everything sealed is closed with the current key. Older keys are needed only for backups made before now.';
const notDone =
  'What cannot be read was left as it is: keep the older keys, add the one that is missing, and run this again.';
