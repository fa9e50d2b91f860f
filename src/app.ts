import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRedisUrl } from './config/redis-url.ts';
import type { Config } from './config.ts';
import type { Clock, Log, Metrics, Random } from './core/ports.ts';
import { type Gateway, startGateway } from './discord/gateway.ts';
import type { EndpointParts } from './discord/http.ts';
import { messagesOver } from './discord/messenger.ts';
import { outboxOver } from './discord/outbox.ts';
import { createPacer } from './discord/pacer.ts';
import { botRest } from './discord/rest.ts';
import { loadLibrary } from './library/load.ts';
import type { Library } from './library/schema.ts';
import { type LibrarySource, type WatchedLibrary, watchLibrary } from './library/watch.ts';
import { createCalendar } from './nudges/local-time.ts';
import { createNudges } from './nudges/nudges.ts';
import { runNudges } from './nudges/running.ts';
import { checksOf, type Works } from './ops/checks.ts';
import { type Health, serveHealth } from './ops/health.ts';
import type { KeptMetrics } from './ops/metrics.ts';
import { type Readiness, readinessOf } from './ops/readiness.ts';
import { createPeople, type People } from './people/person.ts';
import { loadCommands, nudgeContents, publicCommands, type Registry } from './router/registry.ts';
import { createRouter, type Router, type RouterParts } from './router/router.ts';
import { keysBeside, keysFor, readKeys } from './store/keys.ts';
import { DriverMissingError, openStore, type Store, sqliteFile } from './store/open.ts';
import { createSeal, type Seal } from './store/seal.ts';

/** A running Steady. */
export interface App {
  /** What is stored about a person, sealed fields sealed. */
  stored(personId: string): Promise<Record<string, unknown>>;
  /** Lets what is being answered end, sends what is due, and resolves when that is done: for a clock that was pushed. */
  tick(): Promise<void>;
  /** The words it answers with. */
  words: LibrarySource;
  /** Whether people are served, and what is wrong where they are not. */
  readiness: () => Promise<Readiness>;
  /** Where its health is served, if anywhere. */
  healthPort?: number | undefined;
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
  /** The words, and what reads texts for danger, where they were made already. */
  library?: Library;
  makeDetector?: RouterParts['makeDetector'];
  onEnd: (reason: string) => void;
  signal: AbortSignal;
  clock?: Clock;
  random?: Random;
  storeUrl: string;
  /** Opens the store; tests hand in one that never answers. */
  open?: typeof openStore;
  /** True where it may go on without SQLite and forget at the end; the playground may. */
  mayForget?: boolean;
  encryptionKeys?: string | undefined;
  /** How long a helping command waits for what is kept, and an answer for the one before it, in milliseconds. */
  glanceMs?: number;
  turnMs?: number;
  /** How long until a deletion or a stop that failed is tried again, in milliseconds. */
  retryMs?: number;
  /** The shortest time between two changes of one message that many press on, in milliseconds. */
  editEveryMs?: number;
  /** The most messages a second that the bot starts itself. */
  nudgesPerSecond?: number | undefined;
  /** Where Discord posts interactions, in place of a connection to its gateway. */
  endpoint?: Pick<EndpointParts, 'publicKey' | 'port' | 'listening'> | undefined;
  /** Where its health is served; left out, nowhere, and nothing is counted. Port 0 picks a free one. */
  health?: Config['health'] | undefined;
}

/**
 * Puts the parts together and connects to Discord.
 * @throws LibraryError for faults in content/, StoreError where the store cannot be opened, HealthError where its health cannot be
 * served, RefusedError where Discord refuses.
 */
export async function startApp(parts: AppParts): Promise<App> {
  const { token, apiUrl, log, root, onEnd, signal, clock = machineClock } = parts;
  const content = join(root, 'content');
  const words = parts.watch
    ? await watchLibrary(content, { log })
    : fixed(parts.library ?? (await loadLibrary(content)));
  const registry = await loadCommands(commandsFolder);
  const works: Works = {};
  const metrics = parts.health && (await metricsOf(registry, works));
  const store = await storeOf(parts, metrics);
  const rest = botRest(token, apiUrl);
  const pacer = createPacer(parts.nudgesPerSecond);
  const people = createPeople(store, { clock, log, glanceMs: parts.glanceMs, retryMs: parts.retryMs });
  const nudges = createNudges({
    people,
    store,
    clock,
    log,
    outbox: outboxOver(rest, token, pacer),
    contents: nudgeContents(registry),
    words: locale => words.current().words(locale),
    calendar: createCalendar(),
    retryMs: parts.retryMs,
    due: () => metrics?.nudgeDue(),
    ended: ({ meant }, outcome) =>
      metrics?.nudgeEnded(outcome, outcome === 'sent' ? clock.now() - meant : undefined),
  });
  works.nudges = nudges;
  const router = routerOf(registry, () => words.current(), {
    ...parts,
    people,
    nudges,
    messages: messagesOver(rest, pacer),
  });
  const commands = publicCommands(registry);
  const { editEveryMs, endpoint } = parts;
  const checks = checksOf(store, works);
  const readiness = () => readinessOf(checks);
  // Before Discord is reached, which may take as long as Discord is away.
  const health = metrics && parts.health && (await serveHealth({ ...parts.health, readiness, metrics }));
  const answering = { apiUrl, rest, router, commands, log, metrics, editEveryMs, signal };
  const starting = endpoint
    ? startPosted({ ...answering, ...endpoint, clock })
    : startGateway({ ...answering, token, onEnd });
  const transport = await orStopped<Gateway>(starting, health);
  const learning = learnSoon(words);
  const running = runNudges(nudges, log);
  Object.assign(works, { gateway: transport, running });
  const sweeping = sweepDaily(store, clock, log, running.loaded);
  const forgetting = forgetGroups(people, log);
  return {
    stored: id => people.raw(id),
    async tick() {
      await transport.quiet();
      await running.loaded;
      await nudges.tick();
      await nudges.idle();
      await people.together.sweep();
    },
    words,
    readiness,
    healthPort: health?.port,
    async stop() {
      learning.stop();
      await transport.stop();
      sweeping.stop();
      forgetting.stop();
      await running.stop();
      people.stop();
      await store.close();
      words.close();
      await health?.stop();
    },
  };
}

/**
 * Learning takes some tenths of a second, and most first answers can do without: so it comes when Discord is connected and those are
 * answered who waited for that.
 */
function learnSoon(words: LibrarySource): { stop: () => void } {
  const timer = setTimeout(() => words.current().words('en').hear(''), learnAfterMs);
  return { stop: () => clearTimeout(timer) };
}

/** Its packages are loaded only where it is asked for. */
async function startPosted(parts: EndpointParts): Promise<Gateway> {
  const { startEndpoint } = await import('./discord/http.ts');
  return startEndpoint(parts);
}

/** The bot without Discord, as `startApp` connects it. */
export function routerOf(
  registry: Registry,
  library: () => Library,
  {
    operator,
    log,
    people,
    messages,
    nudges,
    clock = machineClock,
    random = machineRandom,
    turnMs,
    makeDetector,
  }: Pick<AppParts, 'operator' | 'log' | 'clock' | 'random' | 'turnMs' | 'makeDetector'> &
    Pick<RouterParts, 'people' | 'messages' | 'nudges'>,
): Router {
  return createRouter({
    registry,
    library,
    operator,
    people,
    messages,
    nudges,
    clock,
    random,
    log,
    turnMs,
    makeDetector,
  });
}

/** Loaded only where somebody asks. */
async function metricsOf(registry: Registry, works: Works): Promise<KeptMetrics> {
  const { createMetrics } = await import('./ops/metrics.ts');
  return createMetrics({ commands: registry.values(), waiting: () => works.nudges?.state().waiting ?? 0 });
}

/** A start that fails leaves no port open. */
async function orStopped<T>(starting: Promise<T>, health: Health | undefined): Promise<T> {
  try {
    return await starting;
  } catch (error) {
    await health?.stop();
    throw error;
  }
}

async function storeOf(
  { mayForget = false, open = openStore, ...parts }: AppParts,
  metrics: Metrics | undefined,
): Promise<Store> {
  const { storeUrl, log, root } = parts;
  try {
    return await open(storeUrl, { seal: await sealFor(parts), log, root, metrics });
  } catch (error) {
    if (!mayForget || !(error instanceof DriverMissingError)) throw error;
    log.warn({}, 'SQLite is not installed, so everything is forgotten at the end.');
    return openStore('memory:', { seal: createSeal([randomBytes(32)]), log, root, metrics });
  }
}

/**
 * Keys from the settings and those beside the file; else made once there; in memory, for as long as the memory lasts. For a Redis
 * from the settings only: several processes share it.
 */
async function sealFor({ storeUrl, encryptionKeys, root, log }: AppParts): Promise<Seal> {
  if (isRedisUrl(storeUrl)) return createSeal(readKeys(encryptionKeys ?? ''));
  const file = sqliteFile(storeUrl, root);
  if (!file) return createSeal([randomBytes(32)]);
  if (encryptionKeys) return createSeal(await keysFor(file, encryptionKeys));
  const { keys, made } = await keysBeside(file);
  if (made)
    log.warn({}, `A key for sealed records was made at ${file}.key. Back it up apart from the store.`);
  return createSeal(keys);
}

/**
 * Once a day, and first once `begun` has ended: what is past its time goes. A restart begins with a sweep, so nothing is forgotten; it
 * reads every record, so it waits for what else does.
 */
function sweepDaily(store: Store, clock: Clock, log: Log, begun: Promise<void>): { stop: () => void } {
  let stopped = false;
  const sweep = () => {
    store.sweep(clock.now()).then(
      count => log.info({ count }, 'Records past their time were deleted'),
      (error: unknown) =>
        log.warn({ err: error }, 'Records past their time could not be deleted; tomorrow again'),
    );
  };
  void begun.then(() => {
    if (!stopped) sweep();
  });
  const timer = setInterval(sweep, dayMs);
  timer.unref();
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

/** Digests of who was there go to the minute, and what a stop left over goes at the next start. */
function forgetGroups({ together }: People, log: Log): { stop: () => void } {
  const sweep = () => {
    together.sweep().catch((error: unknown) => {
      log.warn({ err: error }, 'Digests past their time could not be deleted; in a minute again');
    });
  };
  sweep();
  const timer = setInterval(sweep, minuteMs).unref();
  return { stop: () => clearInterval(timer) };
}

const fixed = (library: Library): WatchedLibrary => ({
  current: () => library,
  readings: () => 1,
  isWatched: false,
  close: () => {},
});

/** Beside src: commands/ in a checkout, dist/commands/ once built. */
export const commandsFolder = fileURLToPath(new URL('../commands', import.meta.url));

const machineClock: Clock = { now: () => Date.now() };
const machineRandom: Random = { below: below => Math.floor(Math.random() * below) };
const learnAfterMs = 200;
const minuteMs = 60 * 1000;
const dayMs = 24 * 60 * minuteMs;
