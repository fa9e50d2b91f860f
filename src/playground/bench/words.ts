import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '../../core/package-root.ts';
import type { Log, Messages, Outbox } from '../../core/ports.ts';
import { loadLibrary } from '../../library/load.ts';
import { createCalendar } from '../../nudges/local-time.ts';
import { createNudges } from '../../nudges/nudges.ts';
import { createPeople } from '../../people/person.ts';
import { loadCommands } from '../../router/registry.ts';
import { createRouter, type Router } from '../../router/router.ts';
import { openMemory } from '../../store/memory.ts';
import { createSeal } from '../../store/seal.ts';
import { createStore } from '../../store/store.ts';
import type { Part } from './part.ts';
import { median, type Row, share } from './row.ts';

/** What the words cost: reading them at a start, learning from them, a keystroke of completion, a search, and the chart. */
export const words: Part = async ({ quick }) => {
  const library = await loadLibrary(content);
  const { topics, search, learn } = library.words('en');
  await learn();
  const ways = topics.flatMap(topic => topic.ways).slice(0, quick ? 50 : 400);
  const router = await routerOver(library);
  const keys: number[] = [];
  for (const way of ways) {
    for (let length = 1; length <= way.length; length += 3) {
      keys.push(await timed(() => complete(router, way.slice(0, length))));
    }
  }
  const searches: number[] = [];
  for (const way of ways) searches.push(await timed(async () => search(`${way} so`)));
  const starts = Array.from({ length: quick ? 1 : 5 }, () =>
    inChild<{ read: number; learn: number }>('start'),
  );
  const charts = inChild<number[]>('charts');
  const row = (what: string, value: number): Row => ({ part: 'words', what, value, unit: 'ms' });
  return [
    row('reading content/ at a start', median(starts.map(({ read }) => read))),
    row('learning from it', median(starts.map(({ learn }) => learn))),
    row('a keystroke in the choices: median', median(keys)),
    row('a keystroke in the choices: 99 of 100 within', share(keys, 0.99)),
    row('a search: median', median(searches)),
    row('a search: 99 of 100 within', share(searches, 0.99)),
    row('the first chart of a process', charts[0] ?? Number.NaN),
    row('a chart after that: median', median(charts.slice(1))),
  ];
};

/** A process of its own, because the second time in a process is quicker. */
function inChild<T>(what: 'start' | 'charts'): T {
  const program = fileURLToPath(new URL('./words-child.js', import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [program, what], { encoding: 'utf8' })) as T;
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
    registry: await loadCommands(fileURLToPath(new URL('../../../commands', import.meta.url))),
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

const content = join(packageRoot(import.meta.url), 'content');
const silent: Log = { info() {}, warn() {}, error() {} };
