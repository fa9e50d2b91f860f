import { isIP } from 'node:net';
import { z } from 'zod';
import { isRedisUrl, readRedisUrl } from './redis-url.ts';

export type SettingName = keyof typeof settings.shape;

/** What the documents say about one setting. */
export interface SettingNote {
  name: SettingName;
  /** One line. */
  meaning: string;
  /** Left out where there is none. */
  default?: string;
}

// These stand above the table because it is made from them as soon as this file is loaded.
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const transports = ['gateway', 'http'] as const;
const bareAddress = 'without a user name and password';
const storeForms = 'memory:, sqlite:// and the path of a file, or redis:// and a host';
const redisForm =
  'redis://user:password@host:port/database (rediss: for TLS; only the host is needed), % / ? # and @ in a password written as %25 %2F %3F %23 and %40';

/** Every setting with its meaning, default and pattern, in order. A check's message is the phrase that follows "expected". */
export const settings = z.object({
  DISCORD_TOKEN: value()
    .refine(token => !/^bot /i.test(token), says('the token alone, without "Bot " before it'))
    .refine(
      token => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token),
      says('a bot token: three parts joined by dots, of letters, digits, - and _ only'),
    )
    .optional()
    .describe("the bot's token; without it the playground starts, except with NODE_ENV=production"),
  DISCORD_API_URL: value()
    .refine(url => isAddress(url, /^https?:$/), says(`an http or https address ${bareAddress}`))
    .refine(url => !/[?#]/.test(url), says('an address without ? and #'))
    .refine(url => !/\/v\d+\/*$/i.test(url), says('the address without its version, so ending before the /v'))
    .transform(url => url.replace(/\/+$/, ''))
    .optional()
    .describe("REST base, for a proxy or a stand-in, without /v10; left out, Discord's"),
  STORE_URL: value()
    .refine(url => !isRedisUrl(url) || readRedisUrl(url) !== undefined, says(redisForm))
    .refine(url => isRedisUrl(url) || isStore(url), says(storeForms))
    .optional()
    .describe(
      'where preferences are kept: sqlite://path/of/a/file (from the package, or sqlite:///from/the/root), redis://user:password@host:port/database (rediss: for TLS), or memory:, which forgets at the end',
    ),
  ENCRYPTION_KEYS: value()
    .refine(
      areKeys,
      says('one or more keys joined by commas, each base64 of 32 bytes (44 characters), no key twice'),
    )
    .optional()
    .describe(
      'what seals private fields, base64 of 32 bytes: the current key, then older ones, joined by commas; required with redis:',
    ),
  TRANSPORT: value()
    .pipe(z.enum(transports, says(`one of ${transports.join(', ')}`)))
    .default('gateway')
    .describe(
      'how interactions arrive: gateway, a connection of this process to Discord; or http, posted by Discord to PORT',
    ),
  DISCORD_PUBLIC_KEY: value()
    .refine(
      key => /^[0-9a-f]{64}$/i.test(key),
      says('64 hexadecimal digits, from the page of the application'),
    )
    .optional()
    .describe(
      "the application's public key, by which posted interactions are known to be Discord's; for http",
    ),
  PORT: value()
    .refine(text => isWhole(text, 1, 65_535), says('a whole number from 1 to 65535'))
    .transform(Number)
    .default(8080)
    .describe('where posted interactions arrive; for http'),
  OPERATOR_NAME: line(100).optional().describe('who runs this bot, as shown in /about'),
  OPERATOR_CONTACT: line(200)
    .optional()
    .describe('how people reach you, as shown in /about; required with NODE_ENV=production'),
  PRIVACY_URL: value()
    .refine(url => isAddress(url, /^https:$/), says(`an https address ${bareAddress}`))
    .optional()
    .describe('your privacy policy, linked in /about'),
  BACKUP_DAYS: value()
    .refine(text => isWhole(text, 0, 3650), says('a whole number of days from 0 to 3650'))
    .transform(Number)
    .optional()
    .describe('for how many days your backups keep what was deleted, as shown in /my-data; 0 for no backups'),
  LOG_LEVEL: value()
    .pipe(z.enum(logLevels, says(`one of ${logLevels.join(', ')}`)))
    .default('info')
    .describe(`how much is logged: ${logLevels.join(', ')}`),
  PLAYGROUND_PORT: value()
    .refine(text => isWhole(text, 1, 65_535), says('a whole number from 1 to 65535'))
    .transform(Number)
    .default(8420)
    .describe("the playground's page and stand-in, on this machine only"),
  NUDGES_PER_SECOND: value()
    .refine(text => isWhole(text, 1, 45), says('a whole number from 1 to 45'))
    .transform(Number)
    .default(45)
    .describe('the most messages a second that the bot starts itself; Discord allows 50 requests in all'),
  HEALTH_PORT: value()
    .refine(text => isWhole(text, 1, 65_535), says('a whole number from 1 to 65535'))
    .transform(Number)
    .optional()
    .describe('where /livez, /readyz and /metrics (for Prometheus) are served; left out, nowhere'),
  HEALTH_HOST: value()
    .refine(
      text => text === 'localhost' || isIP(text) !== 0,
      says('an IP address of this machine, 0.0.0.0 or :: for all of them'),
    )
    .default('127.0.0.1')
    .describe('the address they are served at; whoever reaches it may read them'),
  QUEUE_URL: value()
    .refine(url => readRedisUrl(url) !== undefined, says(redisForm))
    .optional()
    .describe(
      'a Redis over which several processes share the work, as redis:// or rediss:// like STORE_URL, which has to be a Redis too',
    ),
});

export const names = settings.keyof().options;

/** The table of settings as the documents show it. */
export function settingNotes(): SettingNote[] {
  return names.map(name => {
    const schema: z.ZodType<string | number | undefined> = settings.shape[name];
    const standard = schema.parse(undefined);
    return {
      name,
      meaning: schema.description ?? '',
      ...(standard !== undefined && { default: `${standard}` }),
    };
  });
}

/** Says what came without giving away a secret: a value is shown only when it is short and cannot be one. */
export function came(value: string, name?: SettingName): string {
  const isSecret = name === 'DISCORD_TOKEN' || name === 'ENCRYPTION_KEYS';
  // Passwords of a store stand before an "@" or behind a "?"; and where one of them was forgotten, anywhere in an address.
  const isElsewhere = /^\w+:/.test(value) && !/^(memory|sqlite):/i.test(value);
  const isPlace = name === 'STORE_URL' || name === 'QUEUE_URL';
  const holdsOne = value.includes('@') || (isPlace && (value.includes('?') || isElsewhere));
  const mayBeSecret = isSecret || holdsOne || /[\w-]{16}/.test(value);
  if (!mayBeSecret && value.length <= 60) return JSON.stringify(value);
  return `a value of ${value.length} character${value.length === 1 ? '' : 's'}`;
}

function value() {
  return z
    .string()
    .refine(text => text === text.trim(), says('a value without spaces around it'))
    .refine(text => !/^["'`]|["'`]$/.test(text), says('a value without quotes around it'));
}

function line(most: number) {
  return value()
    .refine(text => !/\p{Cc}/u.test(text), says('a single line of text'))
    .refine(text => text.length <= most, says(`at most ${most} characters`));
}

function isAddress(text: string, protocol: RegExp): boolean {
  if (!/^\w+:\/\//.test(text) || /\s/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return protocol.test(url.protocol) && url.username === '' && url.password === '';
}

function isStore(url: string): boolean {
  if (url === 'memory:') return true;
  const path = /^sqlite:\/\/([^?#]+)(\?max_page_count=[1-9]\d*)?$/.exec(url)?.[1];
  if (path === undefined || path === ':memory:' || /\p{Cc}/u.test(path)) return false;
  return !/(^|[\\/])\.{0,2}$/.test(path); // which would be a folder
}

function areKeys(list: string): boolean {
  const written = list.split(',').map(key => key.trim());
  const keys = written.map(key => Buffer.from(key, 'base64'));
  return (
    new Set(written).size === written.length &&
    keys.every((key, at) => key.length === 32 && key.toString('base64') === written[at])
  );
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;
}

/** A message for a check after which no other check of that setting runs. */
function says(message: string) {
  return { error: message, abort: true };
}
