import type { z } from 'zod';
import { type EnvFile, type Given, readEnvFile } from './config/env-file.ts';
import { environmentNameFaults, fileNameFaults } from './config/names.ts';
import { isRedisUrl } from './config/redis-url.ts';
import { came, names, type SettingName, settings } from './config/settings.ts';

export interface Config {
  mode: 'discord' | 'playground';
  production: boolean;
  /** Set whenever `mode` is `discord`. */
  token?: string;
  /** REST base without version and closing slash; Discord's own when left out. */
  apiUrl?: string;
  /** `memory:`, `sqlite://` and a path from the package's folder, or from the root, or `redis:`; left out, see `storeUrlOf`. Never to be printed. */
  storeUrl?: string;
  /** Base64 of 32 bytes each, joined by commas, the current key first; set whenever the store is on Redis. Never to be printed. */
  encryptionKeys?: string;
  /** The Redis over which several processes share the work; the store is on one too, then. Never to be printed. */
  queueUrl?: string;
  operator: { name?: string; contact?: string; privacyUrl?: string; backupDays?: number };
  logLevel: z.output<typeof settings.shape.LOG_LEVEL>;
  playgroundPort: number;
  /** The most messages a second that the bot starts itself. */
  nudgesPerSecond: number;
  /** Set where interactions are posted by Discord; left out where they come over the gateway. */
  endpoint?: { publicKey: string; port: number };
  /** Where its health is served; left out, nowhere. */
  health?: { port: number; host: string };
}

/** The settings cannot be used. Each fault is one line: what was expected and what came, never a secret. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/**
 * Reads the environment, and the text of `.env` for what the environment does not name; throws a `ConfigError` with every fault.
 * An empty value means "not set", so an empty variable of the environment also switches off the line in `.env`.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, envFile?: EnvFile): Config {
  const file = envFile ? readEnvFile(envFile) : { given: new Map<string, Given>(), faults: [] };
  const given = choose(env, file.given);
  const production = env.NODE_ENV === 'production';
  const checked = settings.safeParse(
    Object.fromEntries([...given].map(([name, { value }]) => [name, value])),
  );
  const faults = [
    ...file.faults,
    ...fileNameFaults(file.given),
    ...environmentNameFaults(env),
    ...productionFaults(env.NODE_ENV, given),
    ...keyFaults(given),
    ...transportFaults(given),
    ...queueFaults(given),
    ...valueFaults(checked.error?.issues ?? [], given),
  ];
  if (!checked.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(checked.data, production);
}

/** Where this process keeps things: what the setting says, else a file in data/, the playground's being its own. */
export function storeUrlOf({ storeUrl, mode }: Pick<Config, 'storeUrl' | 'mode'>): string {
  return storeUrl ?? `sqlite://data/${mode === 'discord' ? 'steady' : 'playground'}.sqlite`;
}

function choose(
  env: Readonly<Record<string, string | undefined>>,
  file: ReadonlyMap<string, Given>,
): Map<SettingName, Given> {
  const given = new Map<SettingName, Given>();
  for (const name of names) {
    const value = env[name];
    const one = value === undefined ? file.get(name) : { value, where: 'the environment' };
    if (one && one.value.trim() !== '') given.set(name, one);
  }
  // Many machines have a PORT that means something else.
  if (given.get('TRANSPORT')?.value !== 'http') given.delete('PORT');
  return given;
}

function productionFaults(nodeEnv: string | undefined, given: ReadonlyMap<SettingName, Given>): string[] {
  if (nodeEnv !== 'production') {
    // A near miss here would quietly start the playground on a host that is meant to serve people.
    if (!nodeEnv || !/^\W*prod/i.test(nodeEnv)) return [];
    return [`NODE_ENV (the environment): expected production, came ${came(nodeEnv)}`];
  }
  if (!given.has('DISCORD_TOKEN')) {
    return ['DISCORD_TOKEN: expected a token because NODE_ENV is production, came nothing'];
  }
  if (given.has('OPERATOR_CONTACT')) return [];
  return ['OPERATOR_CONTACT: expected a way to reach you because NODE_ENV is production, came nothing'];
}

/** Beside a file a key can be made; a Redis has no place for one that is not the Redis itself. */
function keyFaults(given: ReadonlyMap<SettingName, Given>): string[] {
  if (!isRedisUrl(given.get('STORE_URL')?.value ?? '') || given.has('ENCRYPTION_KEYS')) return [];
  return ['ENCRYPTION_KEYS: expected one or more keys because STORE_URL is a Redis, came nothing'];
}

/** Posted interactions need the key they are known by, and a store that all who answer them share. */
function transportFaults(given: ReadonlyMap<SettingName, Given>): string[] {
  if (given.get('TRANSPORT')?.value !== 'http') return [];
  const because = 'because TRANSPORT is http, came nothing';
  const needed = (['DISCORD_TOKEN', 'DISCORD_PUBLIC_KEY'] as const).filter(name => !given.has(name));
  const url = given.get('STORE_URL')?.value ?? '';
  return [
    ...needed.map(name => `${name}: expected ${name === 'DISCORD_TOKEN' ? 'a token' : 'a key'} ${because}`),
    ...(isRedisUrl(url) ? [] : ['STORE_URL: expected a Redis because TRANSPORT is http, came another store']),
  ];
}

/** What one process keeps for itself cannot be shared. */
function queueFaults(given: ReadonlyMap<SettingName, Given>): string[] {
  if (!given.has('QUEUE_URL') || isRedisUrl(given.get('STORE_URL')?.value ?? '')) return [];
  const came = given.has('STORE_URL') ? 'another store' : 'nothing';
  return [`STORE_URL: expected a Redis because QUEUE_URL is set, came ${came}`];
}

function valueFaults(issues: readonly z.core.$ZodIssue[], given: ReadonlyMap<SettingName, Given>): string[] {
  return names.flatMap(name => {
    const issue = issues.find(({ path }) => path[0] === name);
    const one = given.get(name);
    if (!issue || !one) return [];
    return [`${name} (${one.where}): expected ${issue.message}, came ${came(one.value, name)}`];
  });
}

function toConfig(values: z.output<typeof settings>, production: boolean): Config {
  const {
    DISCORD_TOKEN: token,
    DISCORD_API_URL: apiUrl,
    STORE_URL: storeUrl,
    ENCRYPTION_KEYS: encryptionKeys,
    QUEUE_URL: queueUrl,
    OPERATOR_NAME: name,
    OPERATOR_CONTACT: contact,
    PRIVACY_URL: privacyUrl,
    BACKUP_DAYS: backupDays,
    DISCORD_PUBLIC_KEY: publicKey,
  } = values;
  return {
    mode: token ? 'discord' : 'playground',
    production,
    ...(token && { token }),
    ...(apiUrl && { apiUrl }),
    ...(storeUrl && { storeUrl }),
    ...(encryptionKeys && { encryptionKeys }),
    ...(queueUrl && { queueUrl }),
    operator: {
      ...(name && { name }),
      ...(contact && { contact }),
      ...(privacyUrl && { privacyUrl }),
      ...(backupDays !== undefined && { backupDays }),
    },
    logLevel: values.LOG_LEVEL,
    playgroundPort: values.PLAYGROUND_PORT,
    nudgesPerSecond: values.NUDGES_PER_SECOND,
    ...(values.TRANSPORT === 'http' && publicKey && { endpoint: { publicKey, port: values.PORT } }),
    ...(values.HEALTH_PORT !== undefined && {
      health: { port: values.HEALTH_PORT, host: values.HEALTH_HOST },
    }),
  };
}
