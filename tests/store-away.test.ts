import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type App, startApp } from '../src/app.ts';
import { packageRoot } from '../src/core/package-root.ts';
import { type Standin, startStandin } from '../src/playground/standin/server.ts';
import { createWorld } from '../src/playground/standin/world.ts';
import { Actor } from './bot/actor.ts';
import { collectingLog } from './router/log.ts';

/** The real bot on a real file, which then suffers. */
let folder: string;
let file: string;
let standin: Standin;
let app: App;
let ada: Actor;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steady-away-'));
  file = join(folder, 'steady.sqlite');
  const people = Array.from({ length: 300 }, (_, n) => ({ name: `Person ${n}` }));
  standin = await startStandin({ port: 0, token, world: createWorld({ people }) });
});

afterEach(async () => {
  await app.stop();
  await standin.close();
  await rm(folder, { recursive: true, force: true });
});

describe('with the store', () => {
  test('replaced under it, helping goes on, saving says so or works, and it is found again', async () => {
    await start();
    await ada.types('/settings', { country: 'DE' });
    const copy = join(folder, 'copy.sqlite');
    await copyFile(file, copy);
    await rm(file);
    await writeFile(file, 'this is no database');
    await expectHelp();
    await ada.types('/settings', { country: 'IE' });
    expect(ada.sees).toContain(couldNot);
    await rm(file);
    for (const ending of ['-wal', '-shm']) await rm(`${file}${ending}`, { force: true });
    await copyFile(copy, file);
    await expect.poll(saves, { timeout: 15_000 }).toBe(true);
  });

  test('full, helping goes on and saving says that it could not', async () => {
    await start('?max_page_count=14');
    let saved = true;
    for (let n = 1; saved && n < 300; n += 1) saved = await fills(n);
    expect(saved).toBe(false);
    await expectHelp();
  });

  test('locked by another program, helping goes on, and saving works again afterwards', async () => {
    await start();
    await ada.types('/settings', { country: 'DE' });
    const unlock = await locked();
    await expectHelp();
    await ada.types('/settings', { country: 'IE' });
    expect(ada.sees).toContain(couldNot);
    await unlock();
    await expect.poll(saves, { timeout: 15_000 }).toBe(true);
  });
});

async function start(query = ''): Promise<void> {
  const { log } = collectingLog();
  const aborting = new AbortController();
  const encryptionKeys = Buffer.alloc(32, 1).toString('base64');
  const parts = {
    token,
    apiUrl: standin.apiUrl,
    operator: {},
    log,
    root: packageRoot(import.meta.url),
    encryptionKeys,
  };
  const storeUrl = `sqlite://${file}${query}`;
  app = await startApp({ ...parts, storeUrl, onEnd: () => {}, signal: aborting.signal });
  ada = new Actor(standin.world, standin.world.people()[0]?.id ?? '');
  expect(existsSync(file)).toBe(true);
}

/** Each of the helping commands answers within a second, with what it is for. */
async function expectHelp(): Promise<void> {
  for (const [command, options, says] of [
    ['/ground', {}, 'Step 1 of 5'],
    ['/explain', { topic: 'on-edge' }, 'On edge'],
    ['/help-now', { country: 'DE' }, 'TelefonSeelsorge'],
  ] as const) {
    const outcome = await ada.types(command, options);
    expect(ada.sees).toContain(says);
    expect(outcome).toMatchObject({ waited: expect.toSatisfy((ms: number) => ms < 1_000) });
  }
}

async function saves(): Promise<boolean> {
  await ada.types('/settings', { country: 'FR' });
  return ada.sees.includes('France');
}

/** Writes for one more person, and tells whether that was saved. */
async function fills(n: number): Promise<boolean> {
  const other = new Actor(standin.world, standin.world.people()[n]?.id ?? '');
  await other.types('/settings', { country: 'DE' });
  return !other.sees.includes(couldNot);
}

interface Connection {
  exec(sql: string, done: (error: Error | null) => void): void;
  close(done: (error: Error | null) => void): void;
}

/** Another program's write lock on the file. */
async function locked(): Promise<() => Promise<void>> {
  const { Database } = createRequire(import.meta.url)('sqlite3') as {
    Database: new (file: string) => Connection;
  };
  const other = new Database(file);
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => other.exec(sql, error => (error ? reject(error) : resolve())));
  await run('BEGIN EXCLUSIVE');
  return async () => {
    await run('ROLLBACK');
    await new Promise<void>(resolve => other.close(() => resolve()));
  };
}

const token = 'dGVzdA.steady.not-a-secret';
const couldNot = 'I could not save or look that up right now';
