import { constants, existsSync, statSync } from 'node:fs';
import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { EnvFile } from '../config/env-file.ts';
import { type Config, ConfigError, readConfig, storeUrlOf } from '../config.ts';
import { backUp, restore } from '../store/backup.ts';
import { StoreError } from '../store/errors.ts';
import type { Inventory } from '../store/inventory.ts';
import { sqliteFile } from '../store/open.ts';
import { createLog } from './log.ts';

interface Parts {
  env: Readonly<Record<string, string | undefined>>;
  envFile?: EnvFile | undefined;
  /** Folder of the package. */
  root: string;
  /** What stands behind the command. */
  args: readonly string[];
  /** Where whoever typed it was. */
  cwd: string;
  now: () => Date;
  /** Prints a line. */
  say: (line: string) => void;
}

/** `npm run backup`: copies the store that the settings name, also while Steady runs, and gives the exit code. */
export function runBackup(parts: Parts): Promise<number> {
  return told(parts, { 'with-keys': { type: 'boolean' } }, backupUsage, async ({ path, flags, config }) => {
    const { root, say, now } = parts;
    const url = storeUrlOf(config);
    const to = isFolder(path) ? join(path, `steady-${stamp(now())}.sqlite`) : path;
    const inventory = await backUp(url, to, { root, log: createLog(config.logLevel) });
    say(`The backup is ${to}.`);
    for (const line of inventoryLines(inventory)) say(line);
    say(await keysWith(sqliteFile(url, root), to, flags['with-keys'] === true));
  });
}

/** `npm run restore`: puts a backup into the store that the settings name, with Steady stopped, and gives the exit code. */
export function runRestore(parts: Parts): Promise<number> {
  return told(parts, { over: { type: 'boolean' } }, restoreUsage, async ({ path, flags, config }) => {
    const { root, say } = parts;
    const url = storeUrlOf(config);
    const log = createLog(config.logLevel);
    const inventory = await restore(path, url, { root, log, over: flags.over === true });
    const file = sqliteFile(url, root);
    say(`The backup is in the store${file ? ` ${file}` : ''}, read back and found the same.`);
    for (const line of inventoryLines(inventory)) say(line);
    say(await keysFrom(path, file, config));
  });
}

interface Asked {
  path: string;
  flags: Readonly<Record<string, unknown>>;
  config: Config;
}

/** Does some work with one path; what goes wrong with settings, store or disk is said in one sentence. */
async function told(
  { env, envFile, args, cwd, say }: Parts,
  options: NonNullable<Parameters<typeof parseArgs>[0]>['options'],
  usage: string,
  work: (asked: Asked) => Promise<void>,
): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: options ?? {},
      allowPositionals: true,
    });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) {
      say(usage);
      return 1;
    }
    await work({ path: asFolder(path, resolve(cwd, path)), flags: values, config: readConfig(env, envFile) });
    return 0;
  } catch (error) {
    const said = sentenceOf(error, usage);
    if (said === undefined) throw error;
    say(said);
    return 1;
  }
}

function sentenceOf(error: unknown, usage: string): string | undefined {
  if (error instanceof ConfigError || error instanceof StoreError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('ERR_PARSE_ARGS')) return usage;
  // The keys come last, and their file is the only thing that is touched outside of the store.
  return code === '' ? undefined : `The key file could not be copied (${code}); the records were.`;
}

function inventoryLines({ counts, digest }: Inventory): string[] {
  const tables = Object.entries(counts).map(([table, count]) => `${table}: ${count}`);
  return [tables.length === 0 ? 'It holds no record.' : tables.join(', '), `sha256 ${digest}`];
}

/** Copies the key file beside the backup where that was asked for; gives the sentence about keys. */
async function keysWith(file: string | undefined, to: string, asked: boolean): Promise<string> {
  const key = file && `${file}.key`;
  if (!key || !existsSync(key)) {
    return 'The keys stand in ENCRYPTION_KEYS, not in the backup: without them what is sealed cannot be read.';
  }
  if (!asked) {
    return `The keys are not in the backup: keep a copy of ${key} in another place. --with-keys copies it beside the backup.`;
  }
  await copyKey(key, `${to}.key`);
  return `WARNING: ${to}.key opens what is sealed in the backup. Move it to another place than the backup.`;
}

/** A store that came without its keys gets those beside the backup; none that is there is touched. */
async function keysFrom(from: string, file: string | undefined, { encryptionKeys }: Config): Promise<string> {
  const beside = `${from}.key`;
  if (!file)
    return 'What is sealed is read with ENCRYPTION_KEYS: put the keys of the store there that was backed up.';
  const key = `${file}.key`;
  if (existsSync(key))
    return `What is sealed is read with ${key}: it has to be the key of the store that was backed up.`;
  if (existsSync(beside)) {
    await copyKey(beside, key);
    return `The keys beside the backup were copied to ${key}.`;
  }
  return encryptionKeys
    ? 'What is sealed is read with ENCRYPTION_KEYS: put the keys of the store there that was backed up.'
    : `Put the keys of the store that was backed up into ${key}, or into ENCRYPTION_KEYS, before you start Steady.`;
}

async function copyKey(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, to, constants.COPYFILE_EXCL);
  await chmod(to, 0o600);
}

/** In names of files, where not every system takes a colon. */
const stamp = (now: Date): string => now.toISOString().replace(/\.\d+/, '').replaceAll(':', '-');

/** A slash at the end means a folder, and resolving takes it away. */
const asFolder = (typed: string, path: string): string => (/[\\/]$/.test(typed) ? join(path, '/') : path);

const isFolder = (path: string): boolean =>
  path.endsWith('/') || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);

const backupUsage = 'Expected one folder or file: npm run backup -- <folder or file> [--with-keys]';
const restoreUsage = 'Expected one file: npm run restore -- <file> [--over]';
