import { createRequire } from 'node:module';
import type { KeyvSqlite } from '@keyv/sqlite';
import { DriverMissingError, StoreError } from './errors.ts';

export type Driver = typeof KeyvSqlite;

/** @throws DriverMissingError when the optional package is not installed or was not built. */
export async function loadDriver(load = imported): Promise<Driver> {
  try {
    return (await load()).KeyvSqlite;
  } catch (error) {
    throw new DriverMissingError(
      'failed',
      'The optional package @keyv/sqlite is not installed, or was not built.',
      {
        cause: error,
      },
    );
  }
}

/**
 * Node 20 ends a process where a package that is imported cannot load another one, however the import is caught. So the other
 * one, which may not have been compiled, is loaded first.
 */
async function imported(): Promise<{ KeyvSqlite: Driver }> {
  const here = createRequire(import.meta.url);
  createRequire(here.resolve('@keyv/sqlite'))('sqlite3');
  return import('@keyv/sqlite');
}

/** What went wrong with a file, as one sentence. Leaves a StoreError as it is. */
export function storeError(error: unknown, file: string): StoreError {
  if (error instanceof StoreError) return error;
  const code = sqliteCode(error);
  const [why, sentence] = faults[code] ?? ['failed', `failed with ${code}`];
  return new StoreError(why, `The store's file ${file} ${sentence}.`, { cause: error });
}

/** True when another connection holds the file just now. */
export const isBusy = (error: unknown): boolean => busyCodes.has(sqliteCode(error));

/** True when the connection is worth nothing any more, even if the file is. */
export const isBroken = (error: unknown): boolean => !soundCodes.has(sqliteCode(error));

function sqliteCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'an unknown error';
}

const faults: Readonly<Record<string, readonly [StoreError['why'], string]>> = {
  SQLITE_BUSY: ['locked', 'is held by another program'],
  SQLITE_LOCKED: ['locked', 'is held by another program'],
  SQLITE_FULL: ['full', 'cannot grow: the disk is full, or its limit is reached'],
  ENOSPC: ['full', 'cannot grow: the disk is full'],
  SQLITE_CANTOPEN: ['away', 'cannot be opened'],
  SQLITE_READONLY: ['away', 'may not be written'],
  SQLITE_PERM: ['away', 'may not be read or written'],
  SQLITE_IOERR: ['away', 'cannot be read or written'],
  SQLITE_MISUSE: ['away', 'was closed meanwhile'],
  SQLITE_NOTADB: ['failed', 'is no SQLite database'],
  SQLITE_CORRUPT: ['failed', 'is damaged'],
  ENOENT: ['away', 'is not there'],
  EACCES: ['away', 'may not be read or written'],
  EPERM: ['away', 'may not be read or written'],
  EROFS: ['away', 'lies on a disk that may only be read'],
  EEXIST: ['away', 'lies in what is no folder'],
  EISDIR: ['away', 'is a folder'],
  ENOTDIR: ['away', 'lies in what is no folder'],
};

const busyCodes = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED']);
const soundCodes = new Set([...busyCodes, 'SQLITE_FULL', 'SQLITE_CONSTRAINT', 'SQLITE_ERROR']);
