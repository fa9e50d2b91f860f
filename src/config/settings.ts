import { z } from 'zod';

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
const bareAddress = 'without a user name and password';

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
  OPERATOR_NAME: line(100).optional().describe('who runs this bot, as shown in /about'),
  OPERATOR_CONTACT: line(200)
    .optional()
    .describe('how people reach you, as shown in /about; required with NODE_ENV=production'),
  PRIVACY_URL: value()
    .refine(url => isAddress(url, /^https:$/), says(`an https address ${bareAddress}`))
    .optional()
    .describe('your privacy policy, linked in /about'),
  LOG_LEVEL: value()
    .pipe(z.enum(logLevels, says(`one of ${logLevels.join(', ')}`)))
    .default('info')
    .describe(`how much is logged: ${logLevels.join(', ')}`),
  PLAYGROUND_PORT: value()
    .refine(isPort, says('a whole number from 1 to 65535'))
    .transform(Number)
    .default(8420)
    .describe("the playground's page and stand-in, on this machine only"),
});

export const names = settings.keyof().options;

/** Settings that later versions will have. */
export const laterNames: readonly string[] = [
  'STORE_URL',
  'QUEUE_URL',
  'TRANSPORT',
  'DISCORD_PUBLIC_KEY',
  'PORT',
  'ENCRYPTION_KEYS',
  'BACKUP_DAYS',
  'HEALTH_PORT',
  'HEALTH_HOST',
  'NUDGES_PER_SECOND',
];

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
  const mayBeSecret = name === 'DISCORD_TOKEN' || value.includes('@') || /[\w-]{16}/.test(value);
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

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** A message for a check after which no other check of that setting runs. */
function says(message: string) {
  return { error: message, abort: true };
}
