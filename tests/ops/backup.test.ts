import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/core/package-root.ts';
import { runBackup, runRestore } from '../../src/ops/backup.ts';
import { openStore } from '../../src/store/open.ts';
import { createSeal } from '../../src/store/seal.ts';
import {
  afterwards,
  copy,
  describeRedis,
  emptyRedis,
  folder,
  note,
  notes,
  query,
  quiet,
} from '../store/places.ts';

const key = Buffer.alloc(32, 9);
const ENCRYPTION_KEYS = key.toString('base64');

/** Runs one of the two commands with these settings. */
async function run(
  command: typeof runBackup,
  root: string,
  STORE_URL: string,
  ...args: string[]
): Promise<{ code: number; said: string[] }> {
  const said: string[] = [];
  const code = await command({
    env: { STORE_URL, ENCRYPTION_KEYS, LOG_LEVEL: 'silent' },
    root,
    args,
    cwd: root,
    now: () => new Date('2026-11-22T08:30:00.000Z'),
    say: line => said.push(line),
  });
  return { code, said };
}

const letters = { ...notes, name: 'letters', sealed: ['text' as const] };

/** Fills a store with this many notes, and one sealed letter. */
async function fill(url: string, root: string, count = 3): Promise<void> {
  const store = await openStore(url, { root, log: quiet, seal: createSeal([key]), deadline: 10_000 });
  const kept = store.collection(notes);
  for (let number = 0; number < count; number += 1) {
    await kept.update(`${number}`, () => note(number, 'Zoë said “no”\n😀 ,"x":'));
  }
  await store.collection(letters).update('a', () => note(1, 'a sealed word'));
  await store.close();
}

async function readLetter(url: string, root: string): Promise<unknown> {
  const store = await openStore(url, { root, log: quiet, seal: createSeal([key]), deadline: 10_000 });
  const letter = await store.collection(letters).get('a');
  await store.close();
  return letter;
}

const from = 'sqlite://data/steady.sqlite';
const to = 'sqlite://other/steady.sqlite';
const digestIn = (said: readonly string[]) => said.find(line => line.startsWith('sha256 '));

describe('npm run backup, then npm run restore', () => {
  test('bring every record into another file, sealed as it was, with counts and one digest on both sides', async () => {
    const root = folder();
    await fill(from, root);
    const backup = await run(runBackup, root, from, 'copies/');
    const file = join(root, 'copies', 'steady-2026-11-22T08-30-00Z.sqlite');
    expect(backup).toEqual({
      code: 0,
      said: [
        `The backup is ${file}.`,
        'letters: 1, notes: 3',
        expect.stringMatching(/^sha256 [0-9a-f]{64}$/),
        expect.stringContaining('The keys stand in ENCRYPTION_KEYS'),
      ],
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'latin1')).not.toContain('a sealed word');
    const restored = await run(runRestore, root, to, file);
    expect(restored.code).toBe(0);
    expect(restored.said.slice(1, 3)).toEqual(backup.said.slice(1, 3));
    expect(await readLetter(to, root)).toEqual(note(1, 'a sealed word'));
    expect(readdirSync(join(root, 'copies'))).toEqual(['steady-2026-11-22T08-30-00Z.sqlite']);
  });

  test('a backup is a store itself: Steady can run on it', async () => {
    const root = folder();
    await fill(from, root);
    await run(runBackup, root, from, 'copy.sqlite');
    expect(await readLetter('sqlite://copy.sqlite', root)).toEqual(note(1, 'a sealed word'));
  });

  test('while another process writes all the time, every record is whole and none that was confirmed before is missing', async () => {
    const root = folder();
    const writing = await startWriting(root);
    await writing.reached(400);
    const before = writing.confirmed();
    const { code, said } = await run(runBackup, root, 'sqlite://steady.sqlite', 'copy.sqlite');
    expect(writing.confirmed()).toBeGreaterThan(before);
    await writing.reached(writing.confirmed() + 50);
    writing.stop();
    expect([code, said.length]).toEqual([0, 4]);
    expect(writing.perSecond()).toBeGreaterThan(20);
    const restored = await run(runRestore, root, to, 'copy.sqlite');
    expect(digestIn(restored.said)).toBe(digestIn(said));
    const rows = (await query(join(root, 'other/steady.sqlite'), 'SELECT key, value FROM numbers')) as {
      key: string;
      value: string;
    }[];
    const numbers = new Map(
      rows.map(row => [row.key, (JSON.parse(row.value) as { value: { number: number } }).value.number]),
    );
    // Each record holds what was last confirmed into it when the backup began, or something newer.
    for (const [record, number] of writing.lastBefore(before))
      expect(numbers.get(record)).toBeGreaterThanOrEqual(number);
    expect([...numbers].every(([record, number]) => record === `k${number % 500}`)).toBe(true);
  });
});

describe('npm run backup', () => {
  test('copies the key only when asked, readable by its owner only, and warns', async () => {
    const root = folder();
    await fill(from, root);
    writeFileSync(join(root, 'data/steady.sqlite.key'), `${ENCRYPTION_KEYS}\n`);
    const without = await run(runBackup, root, from, 'one.sqlite');
    expect(without.said.at(-1)).toMatch(
      /^The keys are not in the backup: keep a copy of .+steady\.sqlite\.key /,
    );
    expect(existsSync(join(root, 'one.sqlite.key'))).toBe(false);
    const together = await run(runBackup, root, from, 'two.sqlite', '--with-keys');
    expect(together.said.at(-1)).toMatch(/^WARNING: .+two\.sqlite\.key opens what is sealed/);
    expect(statSync(join(root, 'two.sqlite.key')).mode & 0o777).toBe(0o600);
    const restored = await run(runRestore, root, to, 'two.sqlite');
    expect(restored.said.at(-1)).toMatch(
      /^The keys beside the backup were copied to .+other\/steady\.sqlite\.key\.$/,
    );
    expect(readFileSync(join(root, 'other/steady.sqlite.key'), 'utf8')).toBe(`${ENCRYPTION_KEYS}\n`);
  });

  test.each([
    ['no path', from, [], 'Expected one folder or file: npm run backup -- <folder or file> [--with-keys]'],
    [
      'an option that is none',
      from,
      ['x', '--all'],
      'Expected one folder or file: npm run backup -- <folder or file> [--with-keys]',
    ],
    ['memory', 'memory:', ['x'], 'STORE_URL is memory:, which forgets at the end: name a file or a Redis.'],
    [
      'no store',
      'sqlite://none.sqlite',
      ['x'],
      /^Expected a store to back up at .+none\.sqlite, found none\.$/,
    ],
    [
      'a file that is there',
      from,
      ['data/steady.sqlite'],
      /steady\.sqlite is there already, so nothing was written\.$/,
    ],
  ])('refuses %s in one sentence', async (_, url, args, expected) => {
    const root = folder();
    await fill(from, root, 1);
    const { code, said } = await run(runBackup, root, url, ...args);
    expect(code).toBe(1);
    expect(said).toEqual([expect.stringMatching(expected)]);
    expect(existsSync(join(root, 'x'))).toBe(false);
  });
});

describe('npm run restore', () => {
  test('refuses a store that is not empty, and takes its place with --over', async () => {
    const root = folder();
    await fill(from, root, 2);
    await run(runBackup, root, from, 'copy.sqlite');
    await fill(to, root, 5);
    const refused = await run(runRestore, root, to, 'copy.sqlite');
    expect(refused).toEqual({ code: 1, said: [expect.stringMatching(/^The store is not empty, .+--over/)] });
    expect(await query(join(root, 'other/steady.sqlite'), 'SELECT count(*) AS n FROM notes')).toEqual([
      { n: 5 },
    ]);
    expect((await run(runRestore, root, to, 'copy.sqlite', '--over')).said[1]).toBe('letters: 1, notes: 2');
    expect(await query(join(root, 'other/steady.sqlite'), 'SELECT count(*) AS n FROM notes')).toEqual([
      { n: 2 },
    ]);
  });

  test('refuses while another process holds the store', async () => {
    const root = folder();
    await fill(from, root);
    await run(runBackup, root, from, 'copy.sqlite');
    const store = await openStore(from, { root, log: quiet, seal: createSeal([key]) });
    afterwards(() => store.close());
    const { code, said } = await run(runRestore, root, from, 'copy.sqlite', '--over');
    expect([code, said]).toEqual([
      1,
      [expect.stringMatching(/^Another process already uses .+: stop that one first\.$/)],
    ]);
  });

  test.each([
    ['cut short', (file: string) => truncateSync(file, statSync(file).size - 4_096)],
    ['changed in one letter', (file: string) => replaced(file, 'a note', 'a nose')],
    ['no database', (file: string) => writeFileSync(file, 'not a database at all'.repeat(99))],
    ['empty', (file: string) => truncateSync(file, 0)],
  ])('refuses a backup that is %s in one sentence, and leaves the store as it was', async (_, damage) => {
    const root = folder();
    await fillPlain(from, root);
    await run(runBackup, root, from, 'copy.sqlite');
    damage(join(root, 'copy.sqlite'));
    const { code, said } = await run(runRestore, root, from, 'copy.sqlite', '--over');
    expect([code, said]).toEqual([1, [expect.stringMatching(/^[^\n]*copy\.sqlite [^\n]+\.$/)]]);
    expect(await query(join(root, 'data/steady.sqlite'), 'SELECT count(*) AS n FROM notes')).toEqual([
      { n: 300 },
    ]);
  });

  test('says that the disk is full, and leaves the store as it was', async () => {
    const root = folder();
    await fillPlain(from, root);
    await run(runBackup, root, from, 'copy.sqlite');
    await fill(to, root, 1);
    const { code, said } = await run(runRestore, root, `${to}?max_page_count=5`, 'copy.sqlite', '--over');
    expect([code, said]).toEqual([
      1,
      [expect.stringMatching(/cannot grow: the disk is full, or its limit is reached\.$/)],
    ]);
    expect(await query(join(root, 'other/steady.sqlite'), 'SELECT count(*) AS n FROM notes')).toEqual([
      { n: 1 },
    ]);
    expect(readdirSync(join(root, 'other')).filter(name => name.includes('part'))).toEqual([]);
  });

  test('takes a plain copy of a store too, which carries no digest', async () => {
    const root = folder();
    await fill(from, root);
    copy(join(root, 'data/steady.sqlite'), join(root, 'plain.sqlite'));
    expect((await run(runRestore, root, to, 'plain.sqlite')).said[1]).toBe('letters: 1, notes: 3');
  });

  test('refuses a backup whose own note of what is in it is damaged', async () => {
    const root = folder();
    await fill(from, root);
    await run(runBackup, root, from, 'copy.sqlite');
    await query(join(root, 'copy.sqlite'), "UPDATE steady SET value = 'x'");
    expect(await run(runRestore, root, to, 'copy.sqlite')).toEqual({
      code: 1,
      said: [expect.stringMatching(/copy\.sqlite is damaged: its note of what is in it cannot be read\.$/)],
    });
  });

  test('puts a backup in the place of a store that is damaged, with --over', async () => {
    const root = folder();
    await fillPlain(from, root);
    await run(runBackup, root, from, 'copy.sqlite');
    const file = join(root, 'data/steady.sqlite');
    truncateSync(file, statSync(file).size - 8_192);
    writeFileSync(`${file}-wal`, 'of the file that was there');
    expect((await run(runRestore, root, from, 'copy.sqlite')).code).toBe(1);
    expect((await run(runRestore, root, from, 'copy.sqlite', '--over')).said[1]).toBe('notes: 300');
    expect(await query(file, 'PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(await query(file, 'SELECT count(*) AS n FROM notes')).toEqual([{ n: 300 }]);
  });

  test('says what is wrong with a folder given as a backup, and with settings', async () => {
    const root = folder();
    mkdirSync(join(root, 'copies'));
    expect(await run(runRestore, root, to, 'copies')).toEqual({
      code: 1,
      said: [expect.stringMatching(/copies is a folder\.$/)],
    });
    expect((await run(runBackup, root, 'mysql://x', 'copies')).said).toEqual([
      expect.stringMatching(/^STORE_URL .+ expected memory:/),
    ]);
  });

  test('leaves alone a file that is no store', async () => {
    const root = folder();
    await fill(from, root);
    await run(runBackup, root, from, 'copy.sqlite');
    writeFileSync(join(root, 'letter.txt'), 'Dear Ada');
    const { said } = await run(runRestore, root, 'sqlite://letter.txt', 'copy.sqlite', '--over');
    expect(said).toEqual([
      expect.stringMatching(/letter\.txt is no store of Steady's: it was left as it is\.$/),
    ]);
    expect(readFileSync(join(root, 'letter.txt'), 'utf8')).toBe('Dear Ada');
  });

  test('leaves alone a database of another program that is given as a backup', async () => {
    const root = folder();
    await query(join(root, 'theirs.sqlite'), 'PRAGMA application_id = 77');
    const before = readFileSync(join(root, 'theirs.sqlite'));
    expect((await run(runRestore, root, to, 'theirs.sqlite')).said).toEqual([
      `${join(root, 'theirs.sqlite')} is no store of Steady's: it was left as it is.`,
    ]);
    expect(readFileSync(join(root, 'theirs.sqlite'))).toEqual(before);
  });

  test('says which backup it did not find, and that memory forgets', async () => {
    const root = folder();
    expect((await run(runRestore, root, to, 'none.sqlite')).said).toEqual([
      `Expected a backup at ${join(root, 'none.sqlite')}, found none.`,
    ]);
    await fill(from, root);
    await run(runBackup, root, from, 'copy.sqlite');
    expect((await run(runRestore, root, 'memory:', 'copy.sqlite')).said).toEqual([
      'STORE_URL is memory:, which forgets at the end: name a file or a Redis.',
    ]);
  });
});

describeRedis('with a Redis', () => {
  test('SQLite to Redis to SQLite gives the same digest and the same words', async () => {
    const root = folder();
    const url = (await emptyRedis()).url();
    await fill(from, root, 1_200);
    const first = await run(runBackup, root, from, 'first.sqlite');
    const over = await run(runRestore, root, url, 'first.sqlite');
    expect([over.code, over.said[1]]).toEqual([0, 'letters: 1, notes: 1200']);
    const second = await run(runBackup, root, url, 'second.sqlite');
    const back = await run(runRestore, root, to, 'second.sqlite');
    for (const { said } of [over, second, back]) expect(digestIn(said)).toBe(digestIn(first.said));
    expect(await readLetter(url, root)).toEqual(note(1, 'a sealed word'));
    expect(await readLetter(to, root)).toEqual(note(1, 'a sealed word'));
  });

  test('refuses a Redis that is not empty, takes its place with --over, and leaves other keys alone', async () => {
    const root = folder();
    const redis = await emptyRedis();
    await redis.ask('SET', 'somebody', 'else');
    await fill(from, root, 2);
    await run(runBackup, root, from, 'copy.sqlite');
    await fill(redis.url(), root, 5);
    expect((await run(runRestore, root, redis.url(), 'copy.sqlite')).said).toEqual([
      expect.stringMatching(/^The store is not empty/),
    ]);
    expect((await run(runRestore, root, redis.url(), 'copy.sqlite', '--over')).said[1]).toBe(
      'letters: 1, notes: 2',
    );
    expect(await redis.ask('GET', 'somebody')).toBe('else');
  });
});

describeRedis('a Redis that others write to', () => {
  test('is backed up with every record whole, and none missing that stood from first to last', async () => {
    const root = folder();
    const url = (await emptyRedis()).url();
    await fill(url, root, 6_000);
    const store = await openStore(url, { root, log: quiet, seal: createSeal([key]), deadline: 10_000 });
    afterwards(() => store.close());
    const kept = store.collection(notes);
    let writes = 0;
    let isOver = false;
    const writing = (async () => {
      while (!isOver) {
        writes += 1;
        await kept.update(`${writes % 6_000}`, () => note(writes));
        await kept.update(`new-${writes}`, () => note(writes));
        await kept.delete(`new-${writes - 5}`);
      }
    })();
    const { code } = await run(runBackup, root, url, 'copy.sqlite');
    isOver = true;
    await writing;
    expect([code, writes > 5]).toEqual([0, true]);
    const restored = await run(runRestore, root, to, 'copy.sqlite');
    expect(restored.code).toBe(0);
    const rows = (await query(join(root, 'other/steady.sqlite'), 'SELECT key, value FROM notes')) as {
      key: string;
      value: string;
    }[];
    const keys = new Set(rows.map(row => row.key));
    for (let number = 0; number < 6_000; number += 1) expect(keys.has(`${number}`)).toBe(true);
    for (const { value } of rows) expect(JSON.parse(value)).toHaveProperty('value.count');
  });

  test('is not restored into while it is written, as far as that can be told', async () => {
    const root = folder();
    const url = (await emptyRedis()).url();
    await fill(from, root, 2_000);
    await run(runBackup, root, from, 'copy.sqlite');
    const store = await openStore(url, { root, log: quiet, seal: createSeal([key]), deadline: 10_000 });
    afterwards(() => store.close());
    let isOver = false;
    const writing = (async () => {
      for (let number = 0; !isOver; number += 1)
        await store
          .collection({ ...notes, name: `n_${'x'.repeat(number % 2_000)}` })
          .update('1', () => note(number));
    })();
    const { code, said } = await run(runRestore, root, url, 'copy.sqlite', '--over');
    isOver = true;
    await writing;
    expect([code, said.length]).toEqual([1, 1]);
    expect(said[0]).toMatch(/another process writ/i);
  });
});

describe('the scripts', () => {
  test('run on the built program, and end with 1 when something is wrong', () => {
    const root = packageRoot(import.meta.url);
    const ran = spawnSync(process.execPath, ['dist/src/ops/backup-cli.js', 'restore'], {
      cwd: root,
      env: { PATH: process.env.PATH, STORE_URL: 'memory:' },
      encoding: 'utf8',
    });
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([
      1,
      'Expected one file: npm run restore -- <file> [--over]\n',
      '',
    ]);
  });
});

async function fillPlain(url: string, root: string): Promise<void> {
  const store = await openStore(url, { root, log: quiet, seal: createSeal([key]), deadline: 10_000 });
  const kept = store.collection(notes);
  await Promise.all(Array.from({ length: 300 }, (_, number) => kept.update(`${number}`, () => note(number))));
  await store.close();
}

function replaced(file: string, before: string, after: string): void {
  writeFileSync(file, readFileSync(file, 'latin1').replaceAll(before, after), 'latin1');
}

/** Another process, as Steady is one, that writes as fast as it can. */
async function startWriting(root: string) {
  const child = spawn(process.execPath, ['tests/store/child.mjs', root, 'write', '0', '1000000'], {
    cwd: packageRoot(import.meta.url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  afterwards(() => void child.kill('SIGKILL'));
  const said: number[] = [];
  let started = 0;
  createInterface({ input: child.stdout }).on('line', line => {
    started ||= performance.now();
    if (line !== 'open') said.push(Number(line));
  });
  let ended = 0;
  return {
    confirmed: () => said.length,
    async reached(count: number) {
      while (said.length < count) await once(child.stdout, 'data');
    },
    perSecond: () => (said.length / ((ended || performance.now()) - started)) * 1_000,
    stop() {
      ended = performance.now();
      child.kill('SIGKILL');
    },
    /** The newest number of each record among the first so many that were confirmed. */
    lastBefore(count: number) {
      const last = new Map<string, number>();
      for (const number of said.slice(0, count)) {
        const record = `k${number % 500}`;
        last.set(record, Math.max(last.get(record) ?? 0, number));
      }
      return last;
    },
  };
}
