import { describe, expect, test } from 'vitest';
import { faultsOf, key, keysShape, token, tokenShape } from './read.ts';

const storeForms = 'memory:, sqlite:// and the path of a file, or redis:// and a host';
const redisForm =
  'redis://user:password@host:port/database (rediss: for TLS; only the host is needed), % / ? # and @ in a password written as %25 %2F %3F %23 and %40';
const storeFault = (came: string): [string, Record<string, string>] => [
  `STORE_URL (the environment): expected ${storeForms}, came "${came}"`,
  { STORE_URL: came },
];

describe('each fault says what was expected and what came', () => {
  test.each<[fault: string, env: Record<string, string>, envFile?: string]>([
    [
      'DISCORD_TOKEN: expected a token because NODE_ENV is production, came nothing',
      { NODE_ENV: 'production' },
    ],
    [
      'OPERATOR_CONTACT: expected a way to reach you because NODE_ENV is production, came nothing',
      { NODE_ENV: 'production', DISCORD_TOKEN: token },
    ],
    ['NODE_ENV (the environment): expected production, came "prod"', { NODE_ENV: 'prod' }],
    ['NODE_ENV (the environment): expected production, came "Production "', { NODE_ENV: 'Production ' }],
    [
      `DISCORD_TOKEN (the environment): expected ${tokenShape}, came a value of 6 characters`,
      { DISCORD_TOKEN: 'secret' },
    ],
    [
      `DISCORD_TOKEN (the environment): expected ${tokenShape}, came a value of 7 characters`,
      { DISCORD_TOKEN: 'a.b.c.d' },
    ],
    [
      `DISCORD_TOKEN (.env, line 2): expected ${tokenShape}, came a value of 1 character`,
      {},
      '# mine\nDISCORD_TOKEN=x',
    ],
    [
      'DISCORD_TOKEN (the environment): expected a value without quotes around it, came a value of 28 characters',
      { DISCORD_TOKEN: `"${token}"` },
    ],
    [
      'DISCORD_TOKEN (.env, line 1): expected a value without quotes around it, came a value of 27 characters',
      {},
      `DISCORD_TOKEN="${token}`,
    ],
    [
      'DISCORD_TOKEN (the environment): expected a value without spaces around it, came a value of 27 characters',
      { DISCORD_TOKEN: `${token}\n` },
    ],
    [
      'DISCORD_TOKEN (the environment): expected the token alone, without "Bot " before it, came a value of 30 characters',
      { DISCORD_TOKEN: `Bot ${token}` },
    ],
    [
      'DISCORD_API_URL (the environment): expected an http or https address without a user name and password, came "discord.com/api"',
      { DISCORD_API_URL: 'discord.com/api' },
    ],
    [
      'DISCORD_API_URL (the environment): expected an http or https address without a user name and password, came "ws://localhost"',
      { DISCORD_API_URL: 'ws://localhost' },
    ],
    [
      'DISCORD_API_URL (the environment): expected an http or https address without a user name and password, came a value of 21 characters',
      { DISCORD_API_URL: 'https://me:pw@a.proxy' },
    ],
    [
      'DISCORD_API_URL (the environment): expected the address without its version, so ending before the /v, came "https://discord.com/api/v10/"',
      { DISCORD_API_URL: 'https://discord.com/api/v10/' },
    ],
    [
      'DISCORD_API_URL (the environment): expected an address without ? and #, came "http://localhost/api?x=1"',
      { DISCORD_API_URL: 'http://localhost/api?x=1' },
    ],
    [
      'PRIVACY_URL (the environment): expected an https address without a user name and password, came "http://example.org"',
      { PRIVACY_URL: 'http://example.org' },
    ],
    [
      'PRIVACY_URL (the environment): expected an https address without a user name and password, came "https:example.org"',
      { PRIVACY_URL: 'https:example.org' },
    ],
    ['STORE_URL: expected a Redis because QUEUE_URL is set, came nothing', { QUEUE_URL: 'redis://it' }],
    [
      'STORE_URL: expected a Redis because QUEUE_URL is set, came another store',
      { QUEUE_URL: 'redis://it', STORE_URL: 'sqlite://data/mine.sqlite' },
    ],
    [
      `QUEUE_URL (the environment): expected ${redisForm}, came a value of 14 characters`,
      { QUEUE_URL: 'amqp://me:pw:1', STORE_URL: 'redis://it', ENCRYPTION_KEYS: key(1) },
    ],
    [
      'ENCRYPTION_KEYS: expected one or more keys because STORE_URL is a Redis, came nothing',
      { STORE_URL: 'redis://localhost:6379' },
    ],
    [
      'ENCRYPTION_KEYS: expected one or more keys because STORE_URL is a Redis, came nothing',
      { ENCRYPTION_KEYS: '' },
      'STORE_URL=rediss://me:pw@it',
    ],
    // Whatever stands in such an address may be a password.
    ...[
      'redis:',
      'redis://',
      'redis://:6379',
      'redis:///0',
      'redis://me:pw',
      'redis://me:pw/x@it',
      'redis://me:pw?@it',
      'redis://me:pw#@it',
      'redis://me:p%w@it',
      'redis://p%w@it',
      'redis://it:0',
      'redis://it:65536',
      'redis://it/first',
      'redis://it/1/2',
      'redis://it?db=1',
      'REDIS://it',
      'redis:it',
      'redis://i t',
    ].map((came): [string, Record<string, string>] => [
      `STORE_URL (the environment): expected ${redisForm}, came a value of ${came.length} characters`,
      { STORE_URL: came, ENCRYPTION_KEYS: key(1) },
    ]),
    [
      `STORE_URL (the environment): expected ${storeForms}, came a value of 15 characters`,
      { STORE_URL: 'mysql://me:pw:1' },
    ],
    [
      `STORE_URL (the environment): expected ${storeForms}, came a value of 22 characters`,
      { STORE_URL: 'postgres://it?pass=pw1' },
    ],
    ...[
      'data/steady.db',
      'sqlite:data/x',
      'sqlite://',
      'sqlite://data/',
      'sqlite:///',
      'sqlite://..',
      'sqlite://a/.',
    ].map(came => storeFault(came)),
    ...['memory', 'memory://', 'sqlite://:memory:', 'SQLITE://x', 'sqlite://x#y'].map(came =>
      storeFault(came),
    ),
    [
      `STORE_URL (the environment): expected ${storeForms}, came a value of 18 characters`,
      { STORE_URL: 'sqlite://x?mode=ro' },
    ],
    ...['short', key(1).slice(0, -1), `${key(1)},`, `${key(1)};${key(2)}`, `${key(1)},${key(1)}`].map(
      (came): [string, Record<string, string>] => [
        `ENCRYPTION_KEYS (the environment): expected ${keysShape}, came a value of ${came.length} characters`,
        { ENCRYPTION_KEYS: came },
      ],
    ),
    [
      'the environment: expected ENCRYPTION_KEYS, came ENCRYPTION_KEY, one letter away from it',
      { ENCRYPTION_KEY: key(1) },
    ],
    [
      'the environment: expected STORE_URL, came STORE_URI, one letter away from it',
      { STORE_URI: 'memory:' },
    ],
    ...['-1', '1.5', 'thirty', '3651', '1e2'].map((came): [string, Record<string, string>] => [
      `BACKUP_DAYS (the environment): expected a whole number of days from 0 to 3650, came "${came}"`,
      { BACKUP_DAYS: came },
    ]),
    [
      'OPERATOR_NAME (the environment): expected at most 100 characters, came a value of 101 characters',
      { OPERATOR_NAME: 'Ann Bo '.repeat(15).slice(0, 101) },
    ],
    [
      'OPERATOR_NAME (the environment): expected a single line of text, came "Ann\\nBo"',
      { OPERATOR_NAME: 'Ann\nBo' },
    ],
    [
      'LOG_LEVEL (the environment): expected one of fatal, error, warn, info, debug, trace, silent, came "loud"',
      { LOG_LEVEL: 'loud' },
    ],
    [
      'LOG_LEVEL (the environment): expected a value without quotes around it, came "\'info\'"',
      { LOG_LEVEL: "'info'" },
    ],
    [
      'PLAYGROUND_PORT (the environment): expected a whole number from 1 to 65535, came "65536"',
      { PLAYGROUND_PORT: '65536' },
    ],
    [
      'PLAYGROUND_PORT (.env, line 1): expected a whole number from 1 to 65535, came "80.5"',
      {},
      'PLAYGROUND_PORT=80.5',
    ],
    [
      'HEALTH_PORT (the environment): expected a whole number from 1 to 65535, came "0"',
      { HEALTH_PORT: '0' },
    ],
    ...['health.example.org', '127.0.0.1:9090', '127.1', '*'].map(
      (came): [string, Record<string, string>] => [
        `HEALTH_HOST (the environment): expected an IP address of this machine, 0.0.0.0 or :: for all of them, came "${came}"`,
        { HEALTH_HOST: came },
      ],
    ),
    [
      'the environment: expected DISCORD_TOKEN, came DISCORD_TOKN, one letter away from it',
      { DISCORD_TOKN: token },
    ],
    [
      'the environment: expected DISCORD_TOKEN, came DISCORD_TOKENS, one letter away from it',
      { DISCORD_TOKENS: token },
    ],
    [
      'the environment: expected DISCORD_TOKEN, came DISCORD_TOEKN, one letter away from it',
      { DISCORD_TOEKN: token },
    ],
    [
      'the environment: expected DISCORD_TOKEN, came DISCORD-TOKEN, the same letters written differently',
      { 'DISCORD-TOKEN': token },
    ],
    [
      'the environment: expected DISCORD_TOKEN, came discord_token, the same letters written differently',
      { discord_token: token },
    ],
    [
      'the environment: expected LOG_LEVEL, came LOGLEVEL, the same letters written differently',
      { LOGLEVEL: 'info' },
    ],
    [
      '.env, line 1: expected DISCORD_TOKEN or another setting, came DISCORD_TOKN',
      {},
      `DISCORD_TOKN=${token}`,
    ],
    [
      '.env, line 1: expected DISCORD_TOKEN or another setting, came DISCORD_BOT_TOKEN',
      {},
      `DISCORD_BOT_TOKEN=${token}`,
    ],
    [
      '.env, line 1: expected DISCORD_TOKEN or another setting, came "DISCORD TOKEN"',
      {},
      `DISCORD TOKEN=${token}`,
    ],
    [
      '.env, line 3: expected one of DISCORD_TOKEN, DISCORD_API_URL, STORE_URL, ENCRYPTION_KEYS, TRANSPORT, DISCORD_PUBLIC_KEY, PORT, OPERATOR_NAME, OPERATOR_CONTACT, PRIVACY_URL, BACKUP_DAYS, LOG_LEVEL, PLAYGROUND_PORT, NUDGES_PER_SECOND, HEALTH_PORT, HEALTH_HOST, QUEUE_URL, came COLOUR',
      {},
      '\n\nCOLOUR=blue',
    ],
    [
      '.env, line 1: expected NODE_ENV in the environment itself, came NODE_ENV in this file',
      {},
      'NODE_ENV=production',
    ],
    [
      '.env, line 1: expected NAME=value, came a line of 40 characters that is not one',
      {},
      `DISCORD_TOKEN ${token}`,
    ],
    [
      '.env, line 2: expected each name once, came one that stands in .env, line 1 already',
      {},
      'LOG_LEVEL=info\nLOG_LEVEL=warn',
    ],
  ])('%s', (fault, env, envFile) => {
    expect(faultsOf(env, envFile)).toEqual([fault]);
  });
});
