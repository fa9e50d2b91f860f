import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeysError, keysBeside, keysFor, readKeys } from '../../src/store/keys.ts';

const one = Buffer.alloc(32, 1).toString('base64');
const two = Buffer.alloc(32, 2).toString('base64');

const mayMount = canMount();

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'steady-keys-'));
  file = join(folder, 'data', 'steady.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('readKeys', () => {
  test('gives the keys in their order, the current one first', () => {
    const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const between = fc.constantFrom(',', ', ', ' ,\n', '\r\n');
    fc.assert(
      fc.property(
        fc.uniqueArray(bytes, { minLength: 1, maxLength: 4, selector: String }),
        between,
        (keys, by) => {
          const written = keys.map(key => Buffer.from(key).toString('base64')).join(by);
          expect(readKeys(written).map(key => [...key])).toEqual(keys.map(key => [...key]));
        },
      ),
    );
  });

  test.each([
    ['', 'came none.'],
    [' , \n', 'came none.'],
    ['short', 'came one with 5 characters that is not.'],
    [Buffer.alloc(31).toString('base64'), 'came one with 44 characters that is not.'],
    [`${one},${one.slice(0, -1)}`, 'came number 2 of 2 with 43 characters that is not.'],
    [Buffer.alloc(32, 255).toString('base64url'), 'came one with 43 characters that is not.'],
    [Buffer.alloc(32, 255).toString('hex'), 'came one with 64 characters that is not.'],
    [one.replace('E=', 'F='), 'came one with 44 characters that is not.'],
    [`"${one}"`, 'came one with 46 characters that is not.'],
  ])('refuses %j in one sentence', (written, came) => {
    expect(() => readKeys(written)).toThrow(
      new KeysError(`Expected keys in base64, 32 bytes (44 characters) each, ${came}`),
    );
  });

  test('refuses a key that comes twice', () => {
    expect(() => readKeys(`${one},${two},${one}`)).toThrow('Expected every key once, came one twice.');
  });

  test('never repeats what it was given', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9+/=,]{20,200}$/), written => {
        const said = messageOf(() => readKeys(written));
        for (const part of written.split(',').filter(({ length }) => length > 8)) {
          expect(said).not.toContain(part.slice(0, 8));
        }
      }),
    );
  });
});

describe('keysBeside', () => {
  test('makes one key in a file that only its owner may read, and its folder where there is none', async () => {
    const { keys, made } = await keysBeside(file);
    expect(made).toBe(true);
    expect(keys.map(key => key.length)).toEqual([32]);
    expect(statSync(`${file}.key`).mode & 0o777).toBe(0o600);
    expect(readKeys(readFileSync(`${file}.key`, 'utf8'))).toEqual(keys);
    expect(readdirSync(join(folder, 'data'))).toEqual(['steady.sqlite.key']);
  });

  test('reads the same key the next time, and makes none', async () => {
    const first = await keysBeside(file);
    writeFileSync(file, 'a database');
    expect(await keysBeside(file)).toEqual({ keys: first.keys, made: false });
  });

  test('makes another one for every store', async () => {
    const { keys } = await keysBeside(file);
    expect(await keysBeside(`${file}2`)).not.toEqual({ keys, made: true });
  });

  test('reads a file of several keys, a line each, with or without a last line end', async () => {
    const { keys } = await keysBeside(file);
    const old = readFileSync(`${file}.key`, 'utf8').trim();
    for (const text of [`${two}\n${old}`, `${two}\r\n${old}\r\n`]) {
      writeFileSync(`${file}.key`, text);
      expect((await keysBeside(file)).keys).toEqual([Buffer.alloc(32, 2), ...keys]);
    }
  });

  test('agrees when many ask at once: one made it, all have it', async () => {
    for (let round = 0; round < 20; round++) {
      const asked = await Promise.all(Array.from({ length: 8 }, () => keysBeside(`${file}${round}`)));
      expect(asked.filter(({ made }) => made)).toHaveLength(1);
      expect(new Set(asked.map(({ keys }) => keys.map(String).join())).size).toBe(1);
    }
  });

  test('agrees across processes', async () => {
    await mkdir(join(folder, 'data'));
    const said = await Promise.all(Array.from({ length: 4 }, () => inAnotherProcess(file)));
    expect(said.filter(({ made }) => made)).toHaveLength(1);
    expect(new Set(said.map(({ keys }) => keys)).size).toBe(1);
    expect(said[0]?.keys).toBe(readFileSync(`${file}.key`, 'utf8').trim());
  });

  test('waits for a file that another process is still writing', async () => {
    await mkdir(join(folder, 'data'));
    await writeFile(`${file}.key`, one.slice(0, 20));
    const asked = keysBeside(file);
    await sleep(100);
    await writeFile(`${file}.key`, `${one}\n`);
    expect(await asked).toEqual({ keys: [Buffer.alloc(32, 1)], made: false });
  });

  test.each(['', '\n', one.slice(0, 30), 'not a key\n', `${one}\n${one.slice(1)}\n`, '\0\0\0\0'])(
    'says of a damaged file, %j, what it is and what to do, and leaves it as it is',
    async text => {
      await mkdir(join(folder, 'data'));
      await writeFile(`${file}.key`, text);
      const error = await keysBeside(file).catch((error: unknown) => error);
      expect(error).toBeInstanceOf(KeysError);
      const { message } = error as KeysError;
      expect(message).toMatch(
        /^\S+steady\.sqlite\.key is damaged and was left as it is; put the right key back/,
      );
      expect(message).not.toContain('\n');
      if (text.length > 8) expect(message).not.toContain(text.slice(0, 8));
      expect(readFileSync(`${file}.key`, 'utf8')).toBe(text);
    },
  );

  test('makes no new key for a store whose key was lost: that would hide the loss', async () => {
    const first = await keysBeside(file);
    writeFileSync(file, 'a database');
    await rename(`${file}.key`, join(folder, 'elsewhere'));
    await expect(keysBeside(file)).rejects.toThrow(
      /^Expected \S+\.key, the key of \S+, came nothing; put it/,
    );
    expect(existsSync(`${file}.key`)).toBe(false);
    await rename(join(folder, 'elsewhere'), `${file}.key`);
    expect((await keysBeside(file)).keys).toEqual(first.keys);
  });

  test('says in one sentence that the file cannot be read or made', async () => {
    await mkdir(`${file}.key`, { recursive: true });
    await expect(keysBeside(file)).rejects.toThrow(/^Expected to read or make \S+\.key, came EISDIR\.$/);
    await writeFile(join(folder, 'flat'), '');
    await expect(keysBeside(join(folder, 'flat', 'x'))).rejects.toThrow(KeysError);
  });

  test.skipIf(!mayMount)(
    `leaves nothing behind where the disk is full, and says what to do${mayMount ? '' : ' (skipped: no disk to fill)'}`,
    async () => {
      const disk = join(folder, 'data');
      await mkdir(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', disk]);
      try {
        await writeFile(join(disk, 'other'), Buffer.alloc(4096));
        await expect(keysBeside(file)).rejects.toThrow(
          /^\S+\.key cannot be made: the disk is full\. Free some space, or let STORE_URL name a place that has some, and start again\.$/,
        );
        expect(readdirSync(disk)).toEqual(['other']);
        rmSync(join(disk, 'other'));
        expect((await keysBeside(file)).made).toBe(true);
      } finally {
        execFileSync('umount', [disk]);
      }
    },
  );

  test('says why where it may write nothing', async () => {
    await mkdir(join(folder, 'data'));
    await chmod(folder, 0o755);
    await chmod(join(folder, 'data'), 0o555);
    // No rights of a file bind root.
    if (process.getuid?.() === 0) process.seteuid?.(65_534);
    try {
      await expect(keysBeside(file)).rejects.toThrow(/^Expected to read or make \S+\.key, came EACCES\.$/);
    } finally {
      if (process.getuid?.() === 0) process.seteuid?.(0);
      await chmod(join(folder, 'data'), 0o755);
    }
    expect((await keysBeside(file)).made).toBe(true);
  });

  test('stays readable for its owner only, whatever the folder allows', async () => {
    await mkdir(join(folder, 'data'));
    await chmod(join(folder, 'data'), 0o777);
    await keysBeside(file);
    expect(statSync(`${file}.key`).mode & 0o077).toBe(0);
  });
});

describe('keysFor', () => {
  test('puts the keys of the settings before the one beside the store, so that what it closed still opens', async () => {
    const {
      keys: [beside],
    } = await keysBeside(file);
    const three = await keysFor(file, `${one},${two}`);
    expect(three).toEqual([Buffer.alloc(32, 1), Buffer.alloc(32, 2), beside]);
    const written = readFileSync(`${file}.key`, 'utf8').trim();
    expect(await keysFor(file, `${one},${written}`)).toEqual([Buffer.alloc(32, 1), beside]);
  });

  test('makes no file where the settings have keys, and goes by the file where they have none', async () => {
    expect(await keysFor(file, one)).toEqual([Buffer.alloc(32, 1)]);
    expect(existsSync(`${file}.key`)).toBe(false);
    expect(await keysFor(file, undefined)).toEqual((await keysBeside(file)).keys);
  });

  test('refuses a damaged file rather than leaving its key out', async () => {
    await mkdir(join(folder, 'data'));
    await writeFile(`${file}.key`, 'x\n');
    await expect(keysFor(file, one)).rejects.toThrow('is damaged and was left as it is');
  });
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return String(error);
  }
  return '';
}

/** Asks for the keys in a process of its own, from the built module. */
async function inAnotherProcess(path: string): Promise<{ keys: string; made: boolean }> {
  const source = `
    const { keysBeside } = await import(${JSON.stringify(built)});
    const { keys, made } = await keysBeside(${JSON.stringify(path)});
    console.log(JSON.stringify({ keys: keys.map(key => key.toString('base64')).join(), made }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source]);
  let said = '';
  let wrong = '';
  child.stdout.on('data', (data: Buffer) => (said += data.toString()));
  child.stderr.on('data', (data: Buffer) => (wrong += data.toString()));
  await once(child, 'close');
  if (said === '') throw new Error(wrong);
  return JSON.parse(said) as { keys: string; made: boolean };
}

const built = new URL('../../dist/src/store/keys.js', import.meta.url).href;

/** Only root may, and not in every container. */
function canMount(): boolean {
  const trial = mkdtempSync(join(tmpdir(), 'steady-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', trial], { stdio: 'ignore' });
    execFileSync('umount', [trial]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(trial, { recursive: true });
  }
}
