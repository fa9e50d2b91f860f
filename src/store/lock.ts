import { StoreError } from './errors.ts';
import { type Driver, isBusy, storeError } from './sqlite-driver.ts';
import { identityOf } from './sqlite-file.ts';

export interface FileLock {
  /** Takes it again if the lock's file was deleted or replaced. @throws StoreError */
  renew(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes this the only process on a file: an exclusive transaction, held open, on a small database beside it. The kernel
 * lets go of it when the process ends, however it ends.
 * @throws StoreError 'locked' when another process has it.
 */
export async function takeLock(Sqlite: Driver, file: string): Promise<FileLock> {
  const path = `${file}.lock`;
  let held = await hold(Sqlite, path, file);
  const renew = async (): Promise<void> => {
    if (isThere(path, held.identity)) return;
    await held.release();
    held = await hold(Sqlite, path, file);
  };
  return { renew, release: () => held.release() };
}

function isThere(path: string, identity: string): boolean {
  try {
    return identityOf(path) === identity;
  } catch {
    return false;
  }
}

async function hold(
  Sqlite: Driver,
  path: string,
  file: string,
): Promise<{ identity: string; release: () => Promise<void> }> {
  const adapter = new Sqlite({ uri: `sqlite://${path}`, table: 'held', busyTimeout: patience });
  // The query below throws the same error.
  adapter.on('error', () => {});
  let released = false;
  const release = async (): Promise<void> => {
    if (released) return;
    released = true;
    await adapter.disconnect();
  };
  try {
    await adapter.query('BEGIN EXCLUSIVE');
    return { identity: identityOf(path), release };
  } catch (error) {
    await release().catch(() => undefined);
    if (!isBusy(error)) throw storeError(error, path);
    throw new StoreError('locked', `Another process already uses ${file}: stop that one first.`, {
      cause: error,
    });
  }
}

/** Milliseconds for a predecessor that is just stopping. */
const patience = 1_000;
