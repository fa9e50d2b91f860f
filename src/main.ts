import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandsFolder, startApp } from './app.ts';
import { readConfig, storeUrlOf } from './config.ts';
import { packageRoot } from './core/package-root.ts';
import { RefusedError } from './discord/retry.ts';
import { createLog } from './ops/log.ts';
import { sentenceOf } from './ops/sentence-of.ts';

const root = packageRoot(import.meta.url);
const stopping = new AbortController();
const closers: (() => Promise<void>)[] = [];
/** Milliseconds. */
const stopWithinMs = 9_500;

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
    const { token, apiUrl, endpoint, queueUrl } = config;
    const { afterReady, beforeStart } = await import('./ops/doctor.ts');
    const looking = { config, root, commandsFolder, log, now: () => Date.now() };
    await beforeStart(looking);
    const app = await startApp({ ...shared, watch, token, apiUrl, endpoint, queueUrl });
    closers.push(() => app.stop());
    log.info({}, 'Steady is ready.');
    await afterReady({ ...looking, countries: app.words.current().countries });
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
  setTimeout(cutOff, stopWithinMs).unref();
  for (const close of closers.splice(0)) await close();
  process.exit(code);
}

/** A message on its way may take longer than whoever stops it waits. Its claim is written, so the next start looks whether it arrived. */
function cutOff(): void {
  console.error('Not everything came to its end in time; the next start goes on with it.');
  process.exit(1);
}

function failWith(reason: string): void {
  if (!stopping.signal.aborted) void fail(new RefusedError(reason));
}

async function fail(error: unknown): Promise<void> {
  console.error(sentenceOf(error));
  await stop(1);
}
