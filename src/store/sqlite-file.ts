import { accessSync, type BigIntStats, constants, statSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file that stands at a path now. */
export interface Standing {
  /** Device and inode. SQLite goes on writing into a deleted file, so this has to be asked. */
  identity: string;
  /** Another one whenever somebody, be it ourselves, has written into the file or its log since: within the few milliseconds of the file system's clock. */
  print: string;
  /** When that was so, by `performance.now()`. */
  at: number;
}

/** Looks at the file at a path, again and again. @throws the system's error when there is none, or when it may not be read and written. */
export function createLook(file: string): () => Standing {
  let allowed: BigIntStats | undefined;
  return () => {
    const at = performance.now();
    // The kernel answers from memory in some microseconds; a thread to wait for it cost more than the whole read of a record.
    const found = statSync(file, { bigint: true });
    // Who may read and write it changes with this time.
    if (found.ctimeNs !== allowed?.ctimeNs || found.ino !== allowed.ino) {
      accessSync(file, constants.R_OK | constants.W_OK);
      allowed = found;
    }
    const log = statSync(`${file}-wal`, { bigint: true, throwIfNoEntry: false });
    const print = `${found.size} ${found.ctimeNs} ${log?.ino} ${log?.size} ${log?.ctimeNs}`;
    return { identity: identityIn(found), print, at };
  };
}

/** One look for all who ask within a turn of the event loop, such as for the three records of one answer. */
export interface SharedLook {
  (): Standing;
  /** After a write of our own, whoever asks looks anew. */
  forget(): void;
}

export function oncePerTurn(look: () => Standing): SharedLook {
  let seen: Standing | undefined;
  const forget = () => {
    seen = undefined;
  };
  const shared = () => {
    if (!seen) {
      seen = look();
      setImmediate(forget);
    }
    return seen;
  };
  return Object.assign(shared, { forget });
}

/** Which file stands at a path now. @throws the system's error when there is none, or when it may not be read and written. */
export function identityOf(file: string): string {
  const found = statSync(file, { bigint: true });
  accessSync(file, constants.R_OK | constants.W_OK);
  return identityIn(found);
}

const identityIn = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

/** Makes the file and its folder, readable by nobody else, unless it is there. */
export async function makeFile(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'a', 0o600);
  await handle.close();
}

/** Deletes a file that nobody has open, with what SQLite keeps beside it; the key stays. */
export async function deleteFile(file: string): Promise<void> {
  for (const path of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) await rm(path, { force: true });
}

/** `ours`: carries Steady's mark. `unmarked`: SQLite, without anybody's. */
export type Content = 'empty' | 'ours' | 'unmarked' | 'foreign';

/**
 * What a file is, by its first bytes. Never ask while this process has it open in SQLite: closing any handle of a file
 * gives up all locks that the process holds on it.
 */
export async function contentOf(file: string): Promise<Content> {
  const handle = await open(file, 'r');
  try {
    const header = Buffer.alloc(headerBytes);
    const { bytesRead } = await handle.read(header, 0, headerBytes, 0);
    if (bytesRead === 0) return 'empty';
    if (bytesRead < headerBytes || header.toString('latin1', 0, magic.length) !== magic) return 'foreign';
    const mark = header.readUInt32BE(markOffset);
    if (mark === fileMark) return 'ours';
    return mark === 0 ? 'unmarked' : 'foreign';
  } finally {
    await handle.close();
  }
}

/** The files SQLite keeps beside its file, each with its identity, as far as they are there. */
export function companions(file: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of [`${file}-wal`, `${file}-shm`]) {
    try {
      found.set(path, identityOf(path));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return found;
}

/** Removes those companions that belong to a file which is gone: SQLite would play its changes into the new one. */
export async function removeStale(file: string, stale: ReadonlySet<string>): Promise<void> {
  for (const [path, identity] of companions(file)) {
    if (stale.has(identity)) await rm(path, { force: true });
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** SQLite's application_id of Steady's files: "Stdy" in ASCII. */
export const fileMark = 0x53_74_64_79;

const magic = 'SQLite format 3\0';
const headerBytes = 100;
const markOffset = 68;
