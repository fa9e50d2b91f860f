import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import type { Clock, Log, Random } from './core/ports.ts';
import { type Gateway, startGateway } from './discord/gateway.ts';
import { loadLibrary } from './library/load.ts';
import type { Library } from './library/schema.ts';
import { watchLibrary } from './library/watch.ts';
import { loadCommands, publicCommands, type Registry } from './router/registry.ts';
import { createRouter, type Router } from './router/router.ts';

/** A running Steady. */
export interface App {
  stop(): Promise<void>;
}

export interface AppParts {
  token: string;
  apiUrl?: string | undefined;
  operator: Config['operator'];
  log: Log;
  /** Folder of the package, in which content/ lies. */
  root: string;
  /** True to read content/ again when a file in it is saved. */
  watch?: boolean;
  onEnd: (reason: string) => void;
  signal: AbortSignal;
  clock?: Clock;
  random?: Random;
}

/**
 * Puts the parts together and connects to Discord.
 * @throws LibraryError for faults in content/, RefusedError where Discord refuses the token.
 */
export async function startApp(parts: AppParts): Promise<App> {
  const content = join(parts.root, 'content');
  const words = parts.watch
    ? await watchLibrary(content, { log: parts.log })
    : fixed(await loadLibrary(content));
  const registry = await loadCommands(commandsFolder);
  const router = routerOf(registry, () => words.current(), parts);
  const { token, apiUrl, log, onEnd, signal } = parts;
  const commands = publicCommands(registry);
  const gateway: Gateway = await startGateway({ token, apiUrl, router, commands, log, onEnd, signal });
  return {
    async stop() {
      await gateway.stop();
      words.close();
    },
  };
}

/** The bot without Discord, as `startApp` connects it. */
export function routerOf(
  registry: Registry,
  library: () => Library,
  {
    operator,
    log,
    clock = machineClock,
    random = machineRandom,
  }: Pick<AppParts, 'operator' | 'log' | 'clock' | 'random'>,
): Router {
  return createRouter({ registry, library, operator, clock, random, log });
}

const fixed = (library: Library) => ({ current: () => library, close: () => {} });

/** Beside src: commands/ in a checkout, dist/commands/ once built. */
export const commandsFolder = fileURLToPath(new URL('../commands', import.meta.url));

const machineClock: Clock = { now: () => Date.now() };
const machineRandom: Random = { below: below => Math.floor(Math.random() * below) };
