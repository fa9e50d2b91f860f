import type { Outbox, Outgoing, Sent } from '../../src/core/ports.ts';
import type { Words } from '../../src/library/schema.ts';
import type { NudgeContent } from '../../src/nudges/content.ts';
import type { DeliverParts } from '../../src/nudges/deliver.ts';
import type { Job } from '../../src/nudges/job.ts';
import { createCalendar } from '../../src/nudges/local-time.ts';
import type { Nudge, Nudged } from '../../src/people/nudges.ts';
import { createPeople } from '../../src/people/person.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import type { Backend } from '../../src/store/table.ts';
import { collectingLog } from '../router/log.ts';

export type Setting = Awaited<ReturnType<typeof opened>>;

/** Ada wants a message at 8:30 (UTC), it is 8:30, and Discord answers what it is told to, or takes all. */
export async function opened(
  more: Partial<Nudge> = {},
  discord: {
    answers?: Sent[];
    found?: Awaited<ReturnType<Outbox['find']>>;
    opens?: Awaited<ReturnType<Outbox['open']>>;
  } = {},
) {
  const clock = { time: meant, now: () => clock.time };
  const { log, lines } = collectingLog();
  const backend = openMemory();
  const store = createStore(
    answering(backend, name => !seen.away.includes(name)),
    { seal, deadline: 1_500 },
  );
  const people = createPeople(store, { clock, log });
  const keep = (changes: Partial<Nudge>) => people.change('nudges', 'ada', () => recordWith(changes));
  const answers = [...(discord.answers ?? [])];
  const seen = {
    sent: [] as Outgoing[],
    lookUps: [] as Parameters<Outbox['find']>[],
    opened: [] as string[],
    changed: [] as [owner: string, record: Nudged][],
    /** Tables that answer nothing. */
    away: [] as string[],
    whileSending: async (): Promise<unknown> => undefined,
  };
  await keep(more);
  const outbox: Outbox = {
    turn: async () => {},
    async send(outgoing) {
      seen.sent.push(outgoing);
      await seen.whileSending();
      return answers.shift() ?? { kind: 'sent' };
    },
    async open(person) {
      seen.opened.push(person);
      return discord.opens ?? { channel: 'anew' };
    },
    async find(address, since, fits) {
      seen.lookUps.push([{ kind: address.kind, channel: address.channel }, since, fits]);
      return discord.found ?? 'not-there';
    },
  };
  const parts: DeliverParts = {
    people,
    outbox,
    contents: new Map([['daily', content]]),
    words: locale => ({ locale }) as unknown as Words,
    calendar: createCalendar(),
    clock,
    log,
    isStopped: () => false,
    changed: (owner, record) => seen.changed.push([owner, record]),
    believes: () => true,
  };
  const job: Job = { delivery, zone: 'UTC', meant, deadline: meant + hour, tries: 0, settled: () => {} };
  const record = () => people.read('nudges', 'ada');
  return { job, parts, seen, record, people, keep, backend, clock, lines };
}

/** A store some of whose tables answer nothing while they are away. */
function answering(backend: Backend, isThere: (name: string) => boolean): Backend {
  return {
    ...backend,
    table(name) {
      const table = backend.table(name);
      const through = <R>(work: () => Promise<R>) => (isThere(name) ? work() : new Promise<never>(() => {}));
      return {
        get: (...call) => through(() => table.get(...call)),
        swap: (...call) => through(() => table.swap(...call)),
        pages: patience => table.pages(patience),
      };
    },
  };
}

const seal = createSeal([new Uint8Array(32)]);

const recordWith = (more: Partial<Nudge>): Omit<Nudged, 'usedOn'> => ({
  zone: 'UTC',
  locale: 'de',
  lastSlots: { daily: '2026-11-22' },
  nudges: {
    daily: {
      address: { kind: 'dm', channel: 'dm' },
      schedule: { kind: 'daily', minute: 510, days: [0, 1, 2, 3, 4, 5, 6] },
      ifLate: 'hours',
      part: 0,
      ...more,
    },
  },
});

export const date = '2026-11-23';
export const meant = Date.parse(`${date}T08:30:00Z`);
export const hour = 3_600_000;
export const delivery = { owner: 'ada', name: 'daily', slot: date, part: 0 };
export const claim = { slot: date, part: 0, meant, at: meant, late: false, says: 'hello' };
export const said = { slot: date, part: 0, meant, says: 'hello' };

const content: NudgeContent = {
  choose: (_, __, { preferences }) => (preferences.discreet ? 'hello' : 'hello, Ada'),
  delivered: (nudge, says) => ({
    ...nudge,
    ...(nudge.said && { said: { ...nudge.said, says: `${says}, which came` } }),
  }),
  message: (says, _, { late, words }) => ({
    kind: 'plain',
    content: `${says} in ${(words as unknown as { locale: string }).locale}${late ? ', late' : ''}`,
    rows: [],
  }),
};
