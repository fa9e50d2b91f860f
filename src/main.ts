import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsFolder, startApp } from './app.ts';
import { ConfigError, readConfig, storeUrlOf } from './config.ts';
import { packageRoot } from './core/package-root.ts';
import { RefusedError } from './discord/retry.ts';
import { LibraryError } from './library/faults.ts';
import { HealthError } from './ops/health.ts';
import { createLog } from './ops/log.ts';
import { StoreError } from './store/errors.ts';
import { KeysError } from './store/keys.ts';

const root = packageRoot(import.meta.url);
const stopping = new AbortController();
const closers: (() => Promise<void>)[] = [];

process.once('SIGTERM', () => void stop(0));
process.once('SIGINT', () => void stop(0));
try {
  await start();
} catch (error) {
  if (!stopping.signal.aborted) await fail(error);
}

async function start(): Promise<void> {
  const env = join(root, '.env');
  const envFile = existsSync(env) ? { path: '.env', text: readFileSync(env, 'utf8') } : undefined;
  const config = readConfig(process.env, envFile);
  const log = createLog(config.logLevel);
  const { operator, encryptionKeys, nudgesPerSecond, health } = config;
  const store = { storeUrl: storeUrlOf(config), encryptionKeys };
  const { signal } = stopping;
  const shared = { ...store, root, log, operator, nudgesPerSecond, health, signal, onEnd: failWith };
  const watch = process.argv.includes('--dev');
  if (config.mode === 'discord' && config.token) {
    const { token, apiUrl, endpoint } = config;
    const app = await startApp({ ...shared, watch, token, apiUrl, endpoint });
    closers.push(() => app.stop());
    log.info({}, 'Steady is ready.');
    const { afterReady } = await import('./ops/doctor.ts');
    const { countries } = app.words.current();
    await afterReady({ config, root, commandsFolder, countries, log, now: () => Date.now() });
    return;
  }
  const { runPlayground } = await import('./playground/run.ts');
  const isOwnStore = !config.storeUrl || config.storeUrl === 'memory:';
  const playground = await runPlayground({ ...shared, watch, port: config.playgroundPort, isOwnStore });
  closers.push(() => playground.stop());
  console.log(`No DISCORD_TOKEN, so this is the playground. Open ${playground.url} and type /ground.`);
}

async function stop(code: number): Promise<void> {
  stopping.abort();
  for (const close of closers.splice(0)) await close();
  process.exit(code);
}

function failWith(reason: string): void {
  if (!stopping.signal.aborted) void fail(new RefusedError(reason));
}

async function fail(error: unknown): Promise<void> {
  console.error(sentence(error));
  await stop(1);
}

/** What was expected and what came, one line a fault; a stack only for what is a bug. */
function sentence(error: unknown): string {
  const isOurs =
    error instanceof ConfigError ||
    error instanceof HealthError ||
    error instanceof LibraryError ||
    error instanceof RefusedError ||
    error instanceof StoreError ||
    error instanceof KeysError;
  if (error instanceof StoreError && error.why === 'full')
    return `${error.message} Free some space, or let STORE_URL name a place that has some, and start again.`;
  if (isOurs) return error.message;
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `PLAYGROUND_PORT or PORT: expected a free port, got one in use. Set another in .env.`;
  return error.stack ?? error.message;
}
