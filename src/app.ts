import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readRedisUrl } from './config/redis-url.ts';
import type { Config } from './config.ts';
import type { Clock, Log, Random } from './core/ports.ts';
import { commonPacer } from './discord/common-pacer.ts';
import { gatewayHeldMs } from './discord/held.ts';
import { messagesOver } from './discord/messenger.ts';
import { outboxOver } from './discord/outbox.ts';
import { createPacer } from './discord/pacer.ts';
import { botRest } from './discord/rest.ts';
import { startTransport, type TransportParts } from './discord/transport.ts';
import { loadLibrary } from './library/load.ts';
import type { Library } from './library/schema.ts';
import { type LibrarySource, type WatchedLibrary, watchLibrary } from './library/watch.ts';
import { createCalendar } from './nudges/local-time.ts';
import { createNudges } from './nudges/nudges.ts';
import type { SharedParts } from './nudges/queue/shared-scheduler.ts';
import { runNudges } from './nudges/running.ts';
import { checksOf, type Works } from './ops/checks.ts';
import { countedOutbox } from './ops/counted-outbox.ts';
import { type Health, serveHealth } from './ops/health.ts';
import type { KeptMetrics } from './ops/metrics.ts';
import { type Readiness, readinessOf } from './ops/readiness.ts';
import { storeFor } from './ops/store-for.ts';
import { forgetGroups, sweepDaily } from './ops/sweeping.ts';
import { createPeople } from './people/person.ts';
import { loadCommands, nudgeContents, publicCommands, type Registry } from './router/registry.ts';
import { createRouter, type Router, type RouterParts } from './router/router.ts';
import { createLease } from './store/lease.ts';
import type { openStore } from './store/open.ts';

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
  /** How long the data of a form or of choices may take, and when any other answer is deferred, in milliseconds. */
  undeferrableMs?: number;
  deferAfter?: number;
  /** How much one person may ask for; what nobody reaches by hand when left out. */
  asking?: RouterParts['asking'];
  /** How long until a deletion or a stop that failed is tried again, in milliseconds. */
  retryMs?: number;
  /** The shortest time between two changes of one message that many press on, in milliseconds. */
  editEveryMs?: number;
  /** The Redis over which several processes share the work. */
  queueUrl?: string | undefined;
  /** The most messages a second that the bot starts itself. */
  nudgesPerSecond?: number | undefined;
  /** Where Discord posts interactions, in place of a connection to its gateway. */
  endpoint?: TransportParts['endpoint'];
  /** Where its health is served; left out, nowhere, and nothing is counted. Port 0 picks a free one. */
  health?: Config['health'] | undefined;
}

/**
 * Puts the parts together and connects to Discord.
 * @throws LibraryError for faults in content/, StoreError where the store cannot be opened, HealthError where its health cannot be
 * served, RefusedError where Discord refuses.
 */
export async function startApp(parts: AppParts): Promise<App> {
  const { token, apiUrl, log, root, clock = machineClock } = parts;
  const content = join(root, 'content');
  const words = parts.watch
    ? await watchLibrary(content, { log })
    : fixed(parts.library ?? (await loadLibrary(content)));
  const registry = await loadCommands(commandsFolder);
  const works: Works = {};
  const metrics = parts.health && (await metricsOf(registry, works));
  const store = await storeFor({ ...parts, metrics });
  const shared = await sharedRedis(parts.queueUrl);
  const rest = botRest(token, apiUrl);
  const own = createPacer(parts.nudgesPerSecond);
  const pacer = shared ? commonPacer(own, shared.link, parts.nudgesPerSecond) : own;
  const people = createPeople(store, { clock, log, glanceMs: parts.glanceMs, retryMs: parts.retryMs });
  const outbox = outboxOver(rest, token, pacer);
  const nudges = createNudges({
    people,
    store,
    clock,
    log,
    outbox: metrics ? countedOutbox(outbox, metrics) : outbox,
    contents: nudgeContents(registry),
    words: locale => words.current().words(locale),
    calendar: createCalendar(),
    retryMs: parts.retryMs,
    due: () => metrics?.nudgeDue(),
    ended: ({ meant }, outcome) =>
      metrics?.nudgeEnded(outcome, outcome === 'sent' ? clock.now() - meant : undefined),
    share: shared?.share,
  });
  works.nudges = nudges;
  const router = routerOf(registry, () => words.current(), {
    ...parts,
    people,
    nudges,
    messages: messagesOver(rest, pacer),
  });
  const commands = publicCommands(registry);
  const checks = checksOf(store, works, parts.endpoint ? 'endpoint' : 'gateway');
  const readiness = (only?: string) => readinessOf(checks, only);
  // Before Discord is reached, which may take as long as Discord is away.
  const health = metrics && parts.health && (await serveHealth({ ...parts.health, readiness, metrics }));
  const answering = { ...parts, rest, router, commands, metrics, clock };
  const connecting = startTransport({ ...answering, lease: shared?.lease, note: store.note });
  const transport = await orStopped(connecting, health);
  const learning = learnSoon(router, log);
  const running = runNudges(nudges, log);
  Object.assign(works, { gateway: transport, running });
  const sweeping = sweepDaily(store, clock, log, running.loaded);
  const forgetting = forgetGroups(people.together, log);
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
      await shared?.link.close();
      await store.close();
      words.close();
      await health?.stop();
    },
  };
}

/** Most first answers can do without: so it comes when Discord is connected and those are answered who waited for that. */
function learnSoon(router: Router, log: Log): { stop: () => void } {
  const learn = () =>
    void router.warmUp().catch((error: unknown) => log.error({ err: error }, 'The words cannot be learned'));
  const timer = setTimeout(learn, learnAfterMs);
  return { stop: () => clearTimeout(timer) };
}

/** The bot without Discord, as `startApp` connects it. */
export function routerOf(
  registry: Registry,
  library: () => Library,
  parts: Omit<RouterParts, 'registry' | 'library' | 'clock' | 'random'> & { clock?: Clock; random?: Random },
): Router {
  const { clock = machineClock, random = machineRandom } = parts;
  return createRouter({ ...parts, registry, library, clock, random });
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

/** What several processes share; loaded only where it is needed: it takes some tenths of a second. */
async function sharedRedis(url: string | undefined) {
  const address = readRedisUrl(url ?? '');
  if (!address) return undefined;
  const { createRedisLink } = await import('./store/redis-link.ts');
  const { createSharedScheduler } = await import('./nudges/queue/shared-scheduler.ts');
  const link = createRedisLink(address);
  return {
    link,
    lease: createLease(link, 'gateway', gatewayHeldMs),
    share: (parts: SharedParts) => createSharedScheduler({ link, address, silentMs, heldMs }, parts),
  };
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
/** After which a process that says nothing counts as dead, and another finds out what is due. */
const silentMs = 15_000;
const heldMs = 15_000;
