import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The keys cannot be used; one sentence for whoever runs Steady, without anything of a key. */
export class KeysError extends Error {
  override name = 'KeysError';
}

/**
 * Reads keys from text: base64 of 32 bytes each, joined by commas or line ends, the current one first.
 * @throws KeysError in one sentence.
 */
export function readKeys(base64List: string): Uint8Array[] {
  const written = base64List.split(/[,\s]+/).filter(part => part !== '');
  const keys = written.map(part => Buffer.from(part, 'base64'));
  const wrong = keys.findIndex(
    (key, at) => key.length !== keyBytes || key.toString('base64') !== written[at],
  );
  if (wrong !== -1) {
    const which = keys.length === 1 ? 'one' : `number ${wrong + 1} of ${keys.length}`;
    const length = written[wrong]?.length;
    throw new KeysError(`${expected}, came ${which} with ${length} characters that is not.`);
  }
  if (keys.length === 0) throw new KeysError(`${expected}, came none.`);
  if (new Set(written).size < keys.length) throw new KeysError('Expected every key once, came one twice.');
  return keys;
}

/**
 * The keys in `<file>.key`, beside the database `file`; one is made when both are missing, readable by its owner only.
 * @throws KeysError when the key file is damaged, out of reach, or missing although the database is there.
 */
export async function keysBeside(file: string): Promise<{ keys: Uint8Array[]; made: boolean }> {
  return explained(`${file}.key`, async keyFile => {
    // In this order: a key is made before its database, so another process that starts now cannot mislead this one.
    const hasStore = await exists(file);
    if (await exists(keyFile)) return { keys: await keysIn(keyFile), made: false };
    if (hasStore) throw new KeysError(`Expected ${keyFile}, the key of ${file}, came nothing; ${lost}.`);
    await mkdir(dirname(keyFile), { recursive: true });
    const made = await makeKey(keyFile);
    return made ? { keys: [made], made: true } : { keys: await keysIn(keyFile), made: false };
  });
}

/**
 * The keys of the settings, then those in `<file>.key`, each once: whoever moves from one to the other can read both.
 * Without a list, as `keysBeside`. @throws KeysError in one sentence.
 */
export async function keysFor(file: string, base64List: string | undefined): Promise<Uint8Array[]> {
  if (!base64List) return (await keysBeside(file)).keys;
  const given = readKeys(base64List);
  const beside = await explained(`${file}.key`, async keyFile =>
    (await exists(keyFile)) ? keysIn(keyFile) : [],
  );
  const others = beside.filter(key => !given.some(one => Buffer.from(one).equals(key)));
  return [...given, ...others];
}

/** Undefined when another process was faster. */
async function makeKey(keyFile: string): Promise<Uint8Array | undefined> {
  let handle: FileHandle;
  try {
    handle = await open(keyFile, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
  const key = randomBytes(keyBytes);
  try {
    await handle.writeFile(`${key.toString('base64')}\n`);
    await handle.sync();
  } catch (error) {
    // Half a key would be taken for a damaged one at the next start.
    await rm(keyFile, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(keyFile));
  return key;
}

/** What was written is lost with its name in the folder: nothing may be sealed before that is on the disk too. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // where a folder cannot be opened
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Turns what the machine says about a key file into one sentence. */
async function explained<T>(keyFile: string, work: (keyFile: string) => Promise<T>): Promise<T> {
  try {
    return await work(keyFile);
  } catch (error) {
    if (error instanceof KeysError) throw error;
    if (codeOf(error) === 'ENOSPC')
      throw new KeysError(`${keyFile} cannot be made: ${full}.`, { cause: error });
    throw new KeysError(`Expected to read or make ${keyFile}, came ${codeOf(error)}.`, { cause: error });
  }
}

async function keysIn(keyFile: string): Promise<Uint8Array[]> {
  const until = performance.now() + patience;
  for (;;) {
    const text = await readFile(keyFile, 'utf8');
    // Whoever makes the file writes it in one go, its line end last: without that it may still be on its way.
    if (text.includes('\n') || performance.now() > until) return keysOf(text, keyFile);
    await sleep(20);
  }
}

function keysOf(text: string, keyFile: string): Uint8Array[] {
  try {
    return readKeys(text);
  } catch (error) {
    const { message } = error as KeysError;
    throw new KeysError(`${keyFile} is damaged and was left as it is; ${damaged}. ${message}`);
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code);

const keyBytes = 32;
/** Milliseconds to wait for another process to finish writing. */
const patience = 500;
const expected = 'Expected keys in base64, 32 bytes (44 characters) each';
const full =
  'the disk is full. Free some space, or let STORE_URL name a place that has some, and start again';
const lost = 'put it back from a backup, or set ENCRYPTION_KEYS';
const damaged = 'put the right key back from a backup, or delete the file if nothing is stored yet';
