import { ConfigError, readConfig } from '../../src/config.ts';

/** Built like a bot token, and nobody's. */
export const token = 'MTA0OTc2.Gx7_Qa.u-5zC1pXy9';

export const tokenShape = 'a bot token: three parts joined by dots, of letters, digits, - and _ only';

export const keysShape =
  'one or more keys joined by commas, each base64 of 32 bytes (44 characters), no key twice';

/** An encryption key as it is written, of 32 times this byte. */
export function key(byte: number): string {
  return Buffer.alloc(32, byte).toString('base64');
}

export function file(text: string) {
  return { path: '.env', text };
}

/** The faults that settings have; none when they are taken. */
export function faultsOf(env: Record<string, string>, envFile?: string): readonly string[] {
  return errorOf(env, envFile)?.faults ?? [];
}

export function errorOf(env: Record<string, string>, envFile?: string): ConfigError | undefined {
  try {
    readConfig(env, envFile === undefined ? undefined : file(envFile));
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  return undefined;
}
