import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commandsFolder } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { packageRoot } from '../../src/core/package-root.ts';
import { register } from '../../src/discord/registration.ts';
import { botRest } from '../../src/discord/rest.ts';
import { loadLibrary } from '../../src/library/load.ts';
import { clock } from '../../src/ops/doctor/discord.ts';
import { ofStore } from '../../src/ops/doctor/store.ts';
import { ageOf } from '../../src/ops/doctor/words.ts';
import { afterReady, checks, runDoctor } from '../../src/ops/doctor.ts';
import { startStandin } from '../../src/playground/standin/server.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { loadCommands, publicCommands } from '../../src/router/registry.ts';
import { StoreError } from '../../src/store/errors.ts';
import { keysBeside } from '../../src/store/keys.ts';
import { openStore } from '../../src/store/open.ts';
import { createSeal } from '../../src/store/seal.ts';
import { collectingLog } from '../router/log.ts';
import {
  afterwards,
  describeRedis,
  emptyRedis,
  folder,
  note,
  notes,
  ownRedis,
  quiet,
} from '../store/places.ts';
import { freePort } from '../store/redis-server.ts';

const home = packageRoot(import.meta.url);
const publicKey = 'ab'.repeat(32);
const token = 'dGVzdA.steady.not-a-secret';

interface Setting {
  settings?: Record<string, string>;
  root?: string;
  now?: () => number;
  freeBytes?: number;
  transport?: 'gateway' | 'http';
}

/** What one check finds, with these settings. */
async function found(
  name: string,
  { settings = {}, root = folder(), now = Date.now, ...parts }: Setting = {},
) {
  const config = readConfig({ STORE_URL: 'memory:', ...settings });
  const { freeBytes, transport = 'gateway' } = parts;
  const free = freeBytes === undefined ? {} : { freeBytes: async () => freeBytes };
  const posted = transport === 'http' && { endpoint: { publicKey, port: 8080 } };
  const check = checks({ config: { ...config, ...posted }, root, commandsFolder, now, ...free }).find(
    one => one.name === name,
  );
  if (!check) throw new Error(`Expected a check of ${name}, found none.`);
  // What a store throws is a fault with a mend of its own.
  return check.run().catch((error: unknown) => {
    if (error instanceof StoreError) return ofStore(error);
    throw error;
  });
}

/** A Discord whose token is accepted; and the settings for it. */
async function discord(options: Parameters<typeof createWorld>[0] = {}) {
  const standin = await startStandin({ port: 0, token, world: createWorld(options) });
  afterwards(() => standin.close());
  return { standin, settings: { DISCORD_TOKEN: token, DISCORD_API_URL: standin.apiUrl } };
}

const file = { STORE_URL: 'sqlite://data/steady.sqlite' };
const sealedNotes = { ...notes, sealed: ['text' as const] };

async function keep(root: string, keys: readonly Uint8Array[], url = file.STORE_URL): Promise<void> {
  const store = await openStore(url, { root, log: quiet, seal: createSeal(keys), deadline: 5_000 });
  await store.collection(sealedNotes).update('1', () => note(1));
  await store.close();
}

describe('the doctor looks at Discord', () => {
  test('and says whose the token is', async () => {
    const { settings } = await discord();
    expect(await found('token', { settings })).toEqual({
      state: 'ok',
      says: 'Discord knows the token: it belongs to Steady.',
    });
  });

  test('and says that without a token the playground needs none', async () => {
    expect(await found('token')).toEqual({
      state: 'ok',
      says: 'There is no DISCORD_TOKEN: npm start opens the playground, which needs none.',
    });
  });

  test('and finds a token that is refused', async () => {
    const { settings } = await discord();
    const other = { ...settings, DISCORD_TOKEN: 'another.token.here' };
    expect(await found('token', { settings: other })).toEqual({
      state: 'fault',
      says: expect.stringMatching(/^DISCORD_TOKEN: Discord refused this token\. Copy it anew /),
      mend: expect.any(String),
    });
  });

  test('and says that it is away, or down', async () => {
    const settings = { DISCORD_TOKEN: token, DISCORD_API_URL: `http://127.0.0.1:${await freePort()}/api` };
    expect(await found('installation', { settings })).toEqual({
      state: 'fault',
      says: 'Discord cannot be reached (nothing answers there: look at DISCORD_API_URL, or at a proxy).',
      mend: 'Try again; while Discord is away Steady waits for it by itself.',
    });
    const { standin, settings: there } = await discord();
    standin.world.faults.next('GET /users/@me', { kind: 'status', status: 503 });
    expect(await found('token', { settings: there })).toMatchObject({
      state: 'fault',
      says: 'Discord cannot be reached (it answered 503: it is down or busy, see https://discordstatus.com).',
    });
  });

  test('and gives both links', async () => {
    const { settings, standin } = await discord();
    const id = standin.world.application.id;
    const { state, says } = await found('installation', { settings });
    expect(state).toBe('ok');
    expect(says).toContain(
      `client_id=${id}&scope=bot+applications.commands&permissions=0&integration_type=0`,
    );
    expect(says).toContain(`client_id=${id}&scope=applications.commands&integration_type=1`);
  });

  test.each([
    ['accounts', ['0']],
    ['servers', ['1']],
  ] as const)('and warns where it cannot be added to %s', async (missing, types) => {
    const { settings } = await discord({ integrationTypes: [...types] });
    expect(await found('installation', { settings })).toEqual({
      state: 'warning',
      says: expect.stringContaining(`It cannot be added to ${missing}, only to `),
      mend: 'On the Installation page of the application allow User Install and Guild Install.',
    });
  });

  test('and finds an endpoint where the gateway is used, and none where it is needed', async () => {
    const interactionsEndpoint = 'https://steady.example/interactions';
    const { settings } = await discord({ interactionsEndpoint, verifyKey: publicKey.toUpperCase() });
    expect(await found('endpoint', { settings })).toEqual({
      state: 'fault',
      says: 'Discord posts interactions to https://steady.example/interactions, so none comes over the gateway.',
      mend: 'Clear Interactions Endpoint URL on the General Information page of the application.',
    });
    expect((await found('endpoint', { settings, transport: 'http' })).state).toBe('ok');
    const { settings: without } = await discord({ verifyKey: publicKey });
    expect((await found('endpoint', { settings: without })).state).toBe('ok');
    expect(await found('endpoint', { settings: without, transport: 'http' })).toMatchObject({
      state: 'fault',
      says: 'TRANSPORT is http, and the application names no address, so Discord posts nothing.',
    });
    const { settings: other } = await discord({ interactionsEndpoint });
    expect(await found('endpoint', { settings: other, transport: 'http' })).toMatchObject({
      state: 'fault',
      says: 'DISCORD_PUBLIC_KEY is not the key of this application, so whatever Discord posts is refused.',
    });
  });

  test('and finds commands that are not in step, without writing any', async () => {
    const { settings, standin } = await discord();
    expect(await found('commands', { settings })).toEqual({
      state: 'warning',
      says: 'Discord has other commands than this version.',
      mend: 'Start Steady: it registers them, and then they are in step.',
    });
    expect(standin.world.commands()).toEqual([]);
    await register(botRest(token, standin.apiUrl), publicCommands(await loadCommands(commandsFolder)));
    expect((await found('commands', { settings })).state).toBe('ok');
  });

  test('and compares the clocks', async () => {
    const { settings } = await discord();
    const at = (ms: number) => found('clock', { settings, now: () => Date.now() + ms });
    expect(await at(0)).toEqual({ state: 'ok', says: 'The clock agrees with that of Discord.' });
    expect(await at(10_000)).toEqual({
      state: 'warning',
      says: expect.stringMatching(/^The clock is (9|10|11) s ahead of that of Discord\.$/),
      mend: 'Turn on time synchronisation (NTP) on this machine.',
    });
    expect(await at(-90_000)).toMatchObject({
      state: 'fault',
      says: expect.stringMatching(/^The clock is (89|90|91) s behind that of Discord\.$/),
    });
    expect(clock({ id: '1', servers: true, accounts: true, publicKey })).toMatchObject({ state: 'warning' });
  });
});

describe('the doctor looks at the store', () => {
  test('and writes, reads and deletes a record of its own', async () => {
    const root = folder();
    await keep(root, (await keysBeside(join(root, 'data/steady.sqlite'))).keys);
    expect(await found('store', { root, settings: file })).toEqual({
      state: 'ok',
      says: 'The store keeps a record, gives it back and deletes it.',
    });
  });

  test('and makes nothing where there is none yet', async () => {
    const root = folder();
    expect((await found('store', { root, settings: file })).says).toMatch(/^There is no store yet: /);
    expect((await found('keys', { root, settings: file })).says).toMatch(/^There is no key yet: /);
    expect((await found('disk', { root, settings: file })).state).toBe('ok');
    expect(readdirSync(root)).toEqual([]);
  });

  test('and says that memory forgets', async () => {
    expect(await found('store')).toMatchObject({
      state: 'warning',
      says: 'STORE_URL is memory:, which forgets everything at the end.',
    });
    expect((await found('keys')).state).toBe('ok');
  });

  test('and can read one that Steady uses meanwhile', async () => {
    const root = folder();
    const { keys } = await keysBeside(join(root, 'data/steady.sqlite'));
    await keep(root, keys);
    const store = await openStore(file.STORE_URL, { root, log: quiet, seal: createSeal(keys) });
    afterwards(() => store.close());
    expect(await found('store', { root, settings: file })).toEqual({
      state: 'ok',
      says: 'Another process uses the store, as Steady does while it runs; it can be read.',
    });
    expect((await found('keys', { root, settings: file })).state).toBe('warning');
  });

  test.each([
    [
      'is full',
      'sqlite://data/steady.sqlite?max_page_count=1',
      /cannot grow: the disk is full/,
      /^Free some space/,
    ],
    [
      'is no database',
      'sqlite://data/letter.txt',
      /something else stands in its place\.$/,
      /^Look at STORE_URL/,
    ],
  ])('and finds one that %s', async (_, STORE_URL, says, mend) => {
    const root = folder();
    mkdirSync(join(root, 'data'));
    writeFileSync(join(root, 'data/letter.txt'), 'Dear Ada');
    writeFileSync(join(root, 'data/steady.sqlite'), '');
    expect(await found('store', { root, settings: { STORE_URL } })).toEqual({
      state: 'fault',
      says: expect.stringMatching(says),
      mend: expect.stringMatching(mend),
    });
  });

  test('and finds a folder that may not be written', async context => {
    // Root may write everywhere, so there is no such folder for it.
    if (process.getuid?.() === 0) return context.skip();
    const root = folder();
    chmodSync(root, 0o500);
    expect(await found('store', { root, settings: file })).toMatchObject({
      state: 'fault',
      mend: 'Give Steady the right to write there.',
    });
  });

  test.each([
    [1e9, 'ok'],
    [100e6, 'warning'],
    [10e6, 'fault'],
  ])('and at the disk: %d free bytes are %s', async (freeBytes, state) => {
    const one = await found('disk', { settings: file, freeBytes });
    expect(one).toMatchObject({
      state,
      says: `${freeBytes / 1e6} MB are free beside the store, which has 0 MB.`,
    });
    if (state !== 'ok')
      expect(one.mend).toBe('Free some space, or let STORE_URL name a file on another disk.');
  });
});

describe('the doctor looks at the keys', () => {
  test('and says how to back up the one beside the store', async () => {
    const root = folder();
    await keep(root, (await keysBeside(join(root, 'data/steady.sqlite'))).keys);
    expect(await found('keys', { root, settings: file })).toEqual({
      state: 'warning',
      says: `The key lies in ${join(root, 'data/steady.sqlite.key')}, beside what it opens.`,
      mend: expect.stringContaining('npm run backup never copies it unless asked with --with-keys'),
    });
    chmodSync(join(root, 'data/steady.sqlite.key'), 0o644);
    expect(await found('keys', { root, settings: file })).toMatchObject({
      state: 'warning',
      mend: `chmod 600 ${join(root, 'data/steady.sqlite.key')}`,
    });
  });

  test('and finds sealed records that they do not open', async () => {
    const root = folder();
    const own = Buffer.alloc(32, 1);
    await keep(root, [own]);
    const settings = (key: Uint8Array) => ({ ...file, ENCRYPTION_KEYS: Buffer.from(key).toString('base64') });
    expect(await found('keys', { root, settings: settings(own) })).toMatchObject({
      state: 'ok',
      says: expect.stringMatching(/^The keys come from ENCRYPTION_KEYS/),
    });
    expect(await found('keys', { root, settings: settings(Buffer.alloc(32, 2)) })).toEqual({
      state: 'fault',
      says: 'The keys do not open 1 sealed record.',
      mend: 'Put the missing key back from its backup, at the end of ENCRYPTION_KEYS or of the key file.',
    });
  });

  test('and finds that the key of a store is gone, and makes no other', async () => {
    const root = folder();
    await keep(root, (await keysBeside(join(root, 'data/steady.sqlite'))).keys);
    rmSync(join(root, 'data/steady.sqlite.key'));
    expect(await found('keys', { root, settings: file })).toMatchObject({
      state: 'fault',
      says: expect.stringMatching(/^Expected .+steady\.sqlite\.key, the key of .+, came nothing/),
    });
    expect(existsSync(join(root, 'data/steady.sqlite.key'))).toBe(false);
  });
});

describe('the doctor looks at the words', () => {
  const country = (checkedOn: string) =>
    ({
      code: 'DE',
      emergency: { numbers: ['112'], checkedOn },
      lines: [{ checkedOn }],
    }) as unknown as Parameters<typeof ageOf>[0][number];

  test.each([
    ['2026-11-01', 'ok', 'Help lines checked within six months: all 1.'],
    ['2026-05-01', 'warning', '2 dates of help lines: older than six months.'],
    ['2025-05-01', 'fault', '1 help line of 1: checked more than twelve months ago, so not shown.'],
  ])('and at the age of help lines: %s is %s', (checkedOn, state, says) => {
    const one = ageOf([country(checkedOn)], Date.parse('2026-11-22'));
    expect(one).toMatchObject({ state, says });
    if (state !== 'ok') expect(one.mend).toMatch(/^Compare each with its operator's page/);
  });

  test('and counts faults and warnings', async () => {
    expect(await found('content', { root: home })).toMatchObject({
      state: 'warning',
      says: expect.stringMatching(/^0 faults and \d+ warnings in \d+ files of content\/\.$/),
      mend: 'npm run content names each with its file and line.',
    });
    const root = folder();
    mkdirSync(join(root, 'content'));
    expect((await found('content', { root })).state).toBe('fault');
    expect(await found('help lines', { root })).toMatchObject({
      state: 'fault',
      says: 'The content cannot be read.',
    });
  });
});

describeRedis('the doctor looks at a Redis', () => {
  const ENCRYPTION_KEYS = Buffer.alloc(32, 1).toString('base64');

  test('and warns of settings under which it loses what it keeps', async () => {
    const settings = { STORE_URL: (await emptyRedis()).url(), ENCRYPTION_KEYS };
    expect(await found('store', { settings })).toMatchObject({ state: 'ok' });
    expect(await found('redis', { settings })).toMatchObject({
      state: 'warning',
      says: 'Redis loses its last minutes, or everything, when it stops: set its appendonly to yes.',
    });
    const kept = await ownRedis('--appendonly', 'yes', '--maxmemory-policy', 'noeviction');
    expect(await found('redis', { settings: { STORE_URL: kept.url(), ENCRYPTION_KEYS } })).toMatchObject({
      state: 'ok',
    });
  });

  test('and finds sealed records that the keys do not open', async () => {
    const STORE_URL = (await emptyRedis()).url();
    await keep(folder(), [Buffer.alloc(32, 2)], STORE_URL);
    expect(await found('keys', { settings: { STORE_URL, ENCRYPTION_KEYS } })).toMatchObject({
      state: 'fault',
      says: 'The keys do not open 1 sealed record.',
    });
  });

  test('and says that it is not there', async () => {
    const settings = { STORE_URL: `redis://me:a-secret@127.0.0.1:${await freePort()}`, ENCRYPTION_KEYS };
    for (const name of ['store', 'redis']) {
      const one = await found(name, { settings });
      expect(one).toMatchObject({
        state: 'fault',
        says: expect.stringMatching(/ is not there: nothing listens /),
      });
      expect(JSON.stringify(one)).not.toContain('a-secret');
    }
  });
});

describe('npm run doctor', () => {
  test('prints a line for each with the mend, a sum, and ends with 1 where there is a fault', async () => {
    const { settings } = await discord();
    const said: string[] = [];
    const root = folder();
    symlinkSync(join(home, 'content'), join(root, 'content'));
    const code = await runDoctor({
      readConfig: () => readConfig({ ...settings, ...file, DISCORD_TOKEN: 'another.token.here' }),
      root,
      commandsFolder,
      now: () => Date.parse('2026-01-01'),
      say: line => said.push(line),
    });
    expect(code).toBe(1);
    expect(said.map(line => line.split(':')[0])).toEqual([
      'fault    token',
      'fault    installation',
      'fault    endpoint',
      'fault    commands',
      'fault    clock',
      'ok       store',
      expect.stringMatching(/^(ok|warning) {2,}disk$/),
      'ok       keys',
      expect.stringMatching(/content$/),
      expect.stringMatching(/help lines$/),
      expect.stringMatching(/^\d faults, \d warnings?\.$/),
    ]);
    for (const line of said.slice(0, -1)) if (!line.startsWith('ok')) expect(line).toContain(' Mend: ');
    expect(said.join()).not.toContain('another.token.here');
  });

  test('says what is wrong with settings', async () => {
    const said: string[] = [];
    const code = await runDoctor({
      readConfig: () => readConfig({ LOG_LEVEL: 'loud' }),
      root: folder(),
      commandsFolder,
      now: Date.now,
      say: line => said.push(line),
    });
    expect([code, said]).toEqual([
      1,
      [
        expect.stringMatching(
          /^fault {4}settings: LOG_LEVEL .+ Mend: Put it right in \.env or the environment\.$/,
        ),
        '1 fault, 0 warnings.',
      ],
    ]);
  });

  test('runs on the built program, and ends by itself', async () => {
    const { settings } = await discord();
    // Nothing answers meanwhile: this process waits for that one.
    const ran = spawnSync(process.execPath, ['dist/src/ops/doctor-cli.js'], {
      cwd: home,
      env: {
        PATH: process.env.PATH,
        STORE_URL: 'memory:',
        ...settings,
        DISCORD_API_URL: 'http://127.0.0.1:1/api',
      },
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect(ran.status).toBe(1);
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toContain('fault    token: Discord cannot be reached (nothing answers there');
  });
});

describe('once Steady is ready', () => {
  test('what is not well is logged, of help lines by the words it answers with: content/ is not read again', async () => {
    const { settings } = await discord();
    const { log, lines } = collectingLog();
    const { countries } = await loadLibrary(join(home, 'content'));
    await afterReady({
      config: readConfig({ STORE_URL: 'memory:', ...settings }),
      // Nothing lies there.
      root: folder(),
      commandsFolder,
      countries,
      log,
      now: () => Date.parse('2040-01-01'),
    });
    const helpLines = lines.filter(({ fields }) => fields.check === 'help lines');
    expect(helpLines).toMatchObject([{ level: 'warn' }]);
    expect(helpLines[0]?.message).toContain('checked more than twelve months ago');
  });
});
