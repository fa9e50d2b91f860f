import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRedisUrl } from '../src/config/redis-url.ts';
import { settingNotes } from '../src/config/settings.ts';
import { readConfig, storeUrlOf } from '../src/config.ts';
import { readKeys } from '../src/store/keys.ts';
import { faultsOf, file, key, token } from './config/read.ts';

const production = { NODE_ENV: 'production', DISCORD_TOKEN: token, OPERATOR_CONTACT: 'ann@example.org' };

describe('readConfig', () => {
  it('starts the playground with every default when nothing is set', () => {
    expect(readConfig({})).toEqual({
      mode: 'playground',
      production: false,
      operator: {},
      logLevel: 'info',
      playgroundPort: 8420,
      nudgesPerSecond: 45,
    });
  });

  it('reads every setting', () => {
    const env = {
      ...production,
      DISCORD_API_URL: 'http://127.0.0.1:9000/api/',
      OPERATOR_NAME: 'Ann of "The Harbour"s',
      PRIVACY_URL: 'https://example.org/privacy?lang=en',
      STORE_URL: 'sqlite://data/mine.sqlite',
      ENCRYPTION_KEYS: `${key(1)},${key(2)}`,
      BACKUP_DAYS: '30',
      LOG_LEVEL: 'debug',
      PLAYGROUND_PORT: '9000',
      HEALTH_PORT: '9090',
      HEALTH_HOST: '::1',
    };
    expect(readConfig(env)).toEqual({
      mode: 'discord',
      production: true,
      token,
      apiUrl: 'http://127.0.0.1:9000/api',
      operator: {
        name: 'Ann of "The Harbour"s',
        contact: 'ann@example.org',
        privacyUrl: 'https://example.org/privacy?lang=en',
        backupDays: 30,
      },
      storeUrl: 'sqlite://data/mine.sqlite',
      encryptionKeys: `${key(1)},${key(2)}`,
      logLevel: 'debug',
      playgroundPort: 9000,
      nudgesPerSecond: 45,
      health: { port: 9090, host: '::1' },
    });
  });

  it.each([
    'memory:',
    'sqlite://steady.sqlite',
    'sqlite:///var/lib/steady.sqlite',
    'sqlite://../kept/a b.db',
  ])('keeps things at %s', STORE_URL => {
    expect(readConfig({ STORE_URL }).storeUrl).toBe(STORE_URL);
  });

  it.each<[string, object]>([
    ['redis://localhost', { host: 'localhost', port: 6379, tls: false, database: 0 }],
    ['redis://it:6380/', { host: 'it', port: 6380, tls: false, database: 0 }],
    ['rediss://it/15', { host: 'it', port: 6379, tls: true, database: 15 }],
    ['redis://:pw@it', { host: 'it', port: 6379, tls: false, database: 0, password: 'pw' }],
    [
      'redis://me:p%25%2F%3F%23%40@[::1]:1',
      { host: '::1', port: 1, tls: false, database: 0, username: 'me', password: 'p%/?#@' },
    ],
  ])('keeps things on a Redis, with keys from the settings: %s', (STORE_URL, address) => {
    expect(readConfig({ STORE_URL, ENCRYPTION_KEYS: key(1) }).storeUrl).toBe(STORE_URL);
    expect(readRedisUrl(STORE_URL)).toEqual(address);
  });

  it('keeps things in data/ unless told where, the playground in a file of its own', () => {
    expect(storeUrlOf(readConfig({ DISCORD_TOKEN: token }))).toBe('sqlite://data/steady.sqlite');
    expect(storeUrlOf(readConfig({}))).toBe('sqlite://data/playground.sqlite');
    expect(storeUrlOf(readConfig({ STORE_URL: 'memory:' }))).toBe('memory:');
  });

  it('takes posted interactions with a key and a store that is shared, and looks at PORT only then', () => {
    const env = {
      DISCORD_TOKEN: token,
      TRANSPORT: 'http',
      DISCORD_PUBLIC_KEY: 'ab'.repeat(32),
      STORE_URL: 'redis://localhost',
      ENCRYPTION_KEYS: key(1),
    };
    expect(readConfig(env).endpoint).toEqual({ publicKey: 'ab'.repeat(32), port: 8080 });
    expect(readConfig({ ...env, PORT: '9000' }).endpoint?.port).toBe(9000);
    expect(faultsOf({ ...env, PORT: 'many' })).toHaveLength(1);
    expect(readConfig({ PORT: 'many' }).endpoint).toBeUndefined();
    expect(faultsOf({ TRANSPORT: 'http' })).toEqual([
      'DISCORD_TOKEN: expected a token because TRANSPORT is http, came nothing',
      'DISCORD_PUBLIC_KEY: expected a key because TRANSPORT is http, came nothing',
      'STORE_URL: expected a Redis because TRANSPORT is http, came another store',
    ]);
  });

  it('tells an operator without backups from one who did not say', () => {
    expect(readConfig({ BACKUP_DAYS: '0' }).operator).toEqual({ backupDays: 0 });
    expect(readConfig({}).operator).toEqual({});
  });

  it('gives keys that the store can read', () => {
    const { encryptionKeys } = readConfig({}, file(`ENCRYPTION_KEYS=${key(1)}, ${key(2)}`));
    expect(readKeys(encryptionKeys ?? '')).toEqual([Buffer.alloc(32, 1), Buffer.alloc(32, 2)]);
  });

  it('serves its health on this machine alone unless told where, and nowhere unless told at which port', () => {
    expect(readConfig({ HEALTH_PORT: '9090' }).health).toEqual({ port: 9090, host: '127.0.0.1' });
    expect(readConfig({ HEALTH_HOST: '0.0.0.0' }).health).toBeUndefined();
  });

  it('needs no contact outside production', () => {
    expect(readConfig({ DISCORD_TOKEN: token }).mode).toBe('discord');
  });

  it('takes from .env what the environment does not name', () => {
    const config = readConfig(
      { LOG_LEVEL: 'warn' },
      file('LOG_LEVEL=debug\nPLAYGROUND_PORT=9001 # mine\nexport OPERATOR_NAME="Ann"'),
    );
    expect(config).toMatchObject({
      logLevel: 'warn',
      playgroundPort: 9001,
      nudgesPerSecond: 45,
      operator: { name: 'Ann' },
    });
  });

  it('takes an empty value as not set, so an empty variable switches off the line in .env', () => {
    expect(readConfig({ LOG_LEVEL: '' }, file('PLAYGROUND_PORT=\nPRIVACY_URL="  "'))).toEqual(readConfig({}));
    expect(readConfig({ DISCORD_TOKEN: '' }, file(`DISCORD_TOKEN=${token}`)).mode).toBe('playground');
  });

  it('reads a .env as editors leave it: comments, a byte-order mark, Windows line ends', () => {
    const text = `\uFEFF# DISCORD_TOKEN=old\r\n\r\n  LOG_LEVEL = error\r\n# PORT=1\r\nDISCORD_TOKEN='${token}'\r\n`;
    expect(readConfig({}, file(text))).toMatchObject({ mode: 'discord', token, logLevel: 'error' });
  });

  it('leaves the other variables of a machine alone', () => {
    const machine = {
      ...Object.fromEntries(ordinary.map(name => [name, 'anything'])),
      DISCORD_TOKN: '',
    };
    expect(readConfig(machine)).toEqual(readConfig({}));
  });

  it('gives every fault at once, one line each, in one error', () => {
    const env = { DISCORD_TOKN: 'x', LOG_LEVEL: 'loud' };
    const faults = faultsOf(env, 'COLOUR=blue\nPLAYGROUND_PORT=0');
    expect(faults).toHaveLength(4);
    expect(() => readConfig(env, file('COLOUR=blue\nPLAYGROUND_PORT=0'))).toThrow(faults.join('\n'));
  });
});

describe('.env.example', () => {
  const text = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');

  it('lists exactly the settings with their defaults, each under one line of meaning', () => {
    const blocks = text.trim().split('\n\n').slice(1);
    expect(blocks).toEqual(
      settingNotes().map(({ name, meaning, default: standard }) => {
        const sentence = meaning.replace(/^./, first => first.toUpperCase());
        return `# ${sentence}\n# ${name}=${standard ?? ''}`;
      }),
    );
  });

  it('changes nothing when it is copied as it is, nor with every line taken in', () => {
    expect(readConfig({}, file(text))).toEqual(readConfig({}));
    expect(readConfig({}, file(text.replace(/^# ([A-Z_]+=\S*)$/gm, '$1')))).toEqual(readConfig({}));
  });
});

const ordinary = [
  'PATH HOME USER SHELL LANG TERM PWD HOST HOSTNAME PORT HOST_PORT OPERATOR NAME CONTACT TOKEN LEVEL npm_config_loglevel',
  'npm_package_name GITHUB_TOKEN BOT_TOKEN DISCORD DISCORD_BOT_TOKEN DISCORD_TOKEN_FILE DISCORD_CLIENT_ID DISCORD_URL',
  'PRIMARY_URL PRIVATE_URL API_URL LOG_FILE LOG_FORMAT RUST_LOG OPERATOR_HOME OPERATOR_NAMESPACE PLAYGROUND NODE_OPTIONS',
].flatMap(line => line.split(' '));
