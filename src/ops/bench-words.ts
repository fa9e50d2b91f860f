import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../core/package-root.ts';
import type { Log, Messages, Outbox } from '../core/ports.ts';
import { loadLibrary } from '../library/load.ts';
import { createCalendar } from '../nudges/local-time.ts';
import { createNudges } from '../nudges/nudges.ts';
import { createPeople } from '../people/person.ts';
import { loadCommands } from '../router/registry.ts';
import { createRouter, type Router } from '../router/router.ts';
import { openMemory } from '../store/memory.ts';
import { createSeal } from '../store/seal.ts';
import { createStore } from '../store/store.ts';

/** Measures what the words cost: reading them at the start, learning from them, a keystroke of completion, a search. */
async function bench(): Promise<void> {
  const library = await loadLibrary(content);
  const { topics, search } = library.words('en');
  const ways = topics.flatMap(topic => topic.ways);
  const router = await routerOver(library);
  const keys: number[] = [];
  for (const way of ways.slice(0, 400)) {
    for (let length = 1; length <= way.length; length += 3) {
      keys.push(await timed(() => complete(router, way.slice(0, length))));
    }
  }
  const searches: number[] = [];
  for (const way of ways.slice(0, 1_000)) searches.push(await timed(async () => search(`${way} so`)));
  const starts = Array.from({ length: 5 }, () => start());
  console.table({
    'reading content/ at a start, median of 5': {
      ms: middle(
        starts.map(({ read }) => read),
        0.5,
      ),
    },
    'learning from it, median of 5': {
      ms: middle(
        starts.map(({ learn }) => learn),
        0.5,
      ),
    },
    [`a keystroke, of ${keys.length}: median`]: { ms: middle(keys, 0.5) },
    'a keystroke: 99 of 100 within': { ms: middle(keys, 0.99) },
    'a search: 99 of 100 within': { ms: middle(searches, 0.99) },
  });
}

/** Each start is a process of its own, because the second one in a process is quicker. */
function start(): { read: number; learn: number } {
  const printed = execFileSync(process.execPath, [fileURLToPath(import.meta.url), 'start'], {
    encoding: 'utf8',
  });
  return JSON.parse(printed) as { read: number; learn: number };
}

async function measureStart(): Promise<void> {
  const before = performance.now();
  const words = (await loadLibrary(content)).words('en');
  const read = performance.now() - before;
  words.hear('anything');
  console.log(JSON.stringify({ read, learn: performance.now() - before - read }));
}

async function routerOver(library: Awaited<ReturnType<typeof loadLibrary>>): Promise<Router> {
  const clock = { now: () => Date.now() };
  const store = createStore(openMemory(), { seal: createSeal([new Uint8Array(32)]), deadline: 1_500 });
  const people = createPeople(store, { clock, log: silent });
  const noNudges = {
    contents: new Map(),
    words: (locale: string) => library.words(locale),
    calendar: createCalendar(),
  };
  return createRouter({
    registry: await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url))),
    library: () => library,
    operator: {},
    people,
    messages: noMessages,
    nudges: createNudges({ people, store, clock, log: silent, outbox: nothingSent, ...noNudges }),
    clock,
    random: { below: () => 0 },
    log: silent,
    // One person types here what thousands do.
    asking: { burst: 1e9, perSecond: 1e9 },
  });
}

/** Nobody asked for a message here. */
const noMessages: Messages = {
  tidy: async () => 0,
  write: async () => 'not-now',
  open: async () => 'not-now',
  post: async () => 'not-now',
  remove: async () => 'not-now',
};

const nothingSent: Outbox = {
  turn: async () => {},
  send: async () => ({ kind: 'sent' }),
  open: async () => 'not-now',
  find: async () => 'failed',
};

async function complete(router: Router, typed: string): Promise<void> {
  const caller = {
    id: '1',
    locale: 'en-US',
    place: 'server',
    channel: '1',
    managesServer: false,
    mayWrite: true,
  } as const;
  await router.answer({ kind: 'completion', caller, command: 'explain', option: 'topic', typed }).reply;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

/** The value that this share of all values does not exceed, rounded to a hundredth. */
function middle(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return Math.round(value * 100) / 100;
}

const content = join(packageRoot(import.meta.url), 'content');
const silent: Log = { info() {}, warn() {}, error() {} };

await (process.argv[2] === 'start' ? measureStart() : bench());
