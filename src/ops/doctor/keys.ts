import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isRedisUrl } from '../../config/redis-url.ts';
import { storeUrlOf } from '../../config.ts';
import { openSource } from '../../store/backup.ts';
import { inventoryOf } from '../../store/inventory.ts';
import { KeysError, keysFor, readKeys } from '../../store/keys.ts';
import { sqliteFile } from '../../store/open.ts';
import { createSeal, UnreadableError } from '../../store/seal.ts';
import { sealedIn } from '../../store/sealed-in.ts';
import { type Check, counted, type DoctorParts, type Found, fault, ok, warning } from './check.ts';

/** Whether there are keys, whether they open what is sealed, and whether they could be lost. */
export const keysCheck = (parts: DoctorParts): Check => ({ name: 'keys', run: () => keys(parts) });

async function keys(parts: DoctorParts): Promise<Found> {
  const { config, root } = parts;
  const url = storeUrlOf(config);
  const file = sqliteFile(url, root);
  if (!file && !isRedisUrl(url)) return ok('Nothing is kept, so the key is a new one at each start.');
  if (file && !config.encryptionKeys && !existsSync(file) && !existsSync(`${file}.key`))
    return ok(`There is no key yet: the first start makes ${file}.key.`);
  try {
    const found = file ? await keysFor(file, config.encryptionKeys) : readKeys(config.encryptionKeys ?? '');
    const shut = await unopened(url, root, found);
    if (shut > 0) return fault(`The keys do not open ${counted(shut, 'sealed record')}.`, mendShut);
  } catch (error) {
    if (error instanceof KeysError) return fault(error.message, mendShut);
    throw error;
  }
  return file && existsSync(`${file}.key`) ? beside(`${file}.key`) : ok(inSettings);
}

/** How many records hold something that no key opens. */
async function unopened(url: string, root: string, found: readonly Uint8Array[]): Promise<number> {
  const seal = createSeal(found);
  const source = await openSource(url, { root, log: { info() {}, warn() {}, error() {} } });
  if (!source) return 0;
  let shut = 0;
  try {
    await inventoryOf(source, async (collection, rows) => {
      for (const { key: id, value } of rows) {
        const isShut = sealedIn(value).some(
          ({ field, text }) => !opens(() => seal.open({ collection, id, field }, text)),
        );
        if (isShut) shut += 1;
      }
    });
  } finally {
    await source.close();
  }
  return shut;
}

function opens(open: () => string): boolean {
  try {
    open();
    return true;
  } catch (error) {
    if (error instanceof UnreadableError) return false;
    throw error;
  }
}

async function beside(keyFile: string): Promise<Found> {
  const { mode } = await stat(keyFile);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    return warning(`${keyFile} may be read by others on this machine.`, `chmod 600 ${keyFile}`);
  return warning(
    `The key lies in ${keyFile}, beside what it opens.`,
    'Keep a copy in another place, such as a password manager: npm run backup never copies it unless asked with --with-keys.',
  );
}

const inSettings =
  'The keys come from ENCRYPTION_KEYS, so they are backed up with your settings or not at all.';
const mendShut =
  'Put the missing key back from its backup, at the end of ENCRYPTION_KEYS or of the key file.';
