import { setTimeout as sleep } from 'node:timers/promises';
import type { Outbox, Sent } from '../../src/core/ports.ts';
import type { NudgeContents } from '../../src/nudges/content.ts';
import { deliveryArgs } from '../../src/nudges/delivery.ts';
import { createCalendar } from '../../src/nudges/local-time.ts';
import { createNudges, type NudgeParts, type NudgeWorks } from '../../src/nudges/nudges.ts';
import type { Nudge, Nudged } from '../../src/people/nudges.ts';
import { createPeople, type People } from '../../src/people/person.ts';
import { createWorld } from '../../src/playground/standin/world.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';
import type { Backend, Table } from '../../src/store/table.ts';
import { outboxIn } from '../bot/outbox-in.ts';
import { partsOf } from '../bot/parts.ts';
import { library } from '../library/shipped.ts';
import { collectingLog, type Line } from '../router/log.ts';

/** What happens to one message on its way: whether Discord makes it, and what the bot hears of it; `never`: nothing at all. */
interface Fate {
  made: boolean;
  heard: Sent | 'never';
}

/** A scheduler with its store and its Discord, in one process and with a clock of its own. */
export interface Machine {
  clock: { time: number; now(): number };
  /** Ids of people who can be written to. */
  ids: string[];
  world: ReturnType<typeof createWorld>;
  backend: Backend;
  nudges: NudgeWorks;
  people: People;
  lines: Line[];
  /** What befalls the next messages, in order; a message without a fate arrives. */
  fates: Fate[];
  /** How many requests were made: messages, look-ups, openings. */
  requests: { messages: number; lookUps: number; openings: number };
  /** What the look-up answers instead of looking. */
  lookUp?: Awaited<ReturnType<Outbox['find']>>;
  /** What comes of opening a DM, if it is not opened. */
  opening?: Awaited<ReturnType<Outbox['open']>>;
  /** What somebody does while a claim is being written, or while a channel is looked at. */
  meanwhile: { claim?: () => Promise<unknown>; lookUp?: () => Promise<unknown> };
  /** While true the store answers nothing. */
  storeIsAway: boolean;
  /** How each delivery ended. */
  ended: string[];
  /** Keeps a daily message for somebody, as if they had agreed to it. */
  wants: (id: string, zone: string, time: string, more?: Partial<Nudge>) => Promise<void>;
  /** Sets the clock (an instant in UTC), ticks, and waits until nothing moves. */
  at: (instant: string) => Promise<void>;
  /** Ticks every so many milliseconds up to an instant. */
  runUntil: (instant: string, everyMs: number) => Promise<void>;
  /** The process stops dead: what it had begun has no further effect. A new one starts on the same store. */
  killed: () => Promise<void>;
  /** What lies in somebody's DM: slot and part of each message, by its buttons. */
  arrived: (id: string) => string[];
  /** The same of a channel. */
  arrivedIn: (channel: string) => string[];
  record: (id: string) => Promise<Nudged | undefined>;
}

/** Makes a machine that begins at an instant (UTC), with so many people. */
export type OpenMachine = (start: string, people?: number) => Promise<Machine>;

/** One plain message with one button, which says what it was asked to say. */
export const contents: NudgeContents = new Map([
  [
    'daily',
    {
      choose: () => 'hello',
      message: (says, delivery, { late }) => ({
        kind: 'plain',
        content: late ? `${says}, late` : says,
        rows: [
          [
            {
              label: 'Open',
              to: { command: 'nudge', action: 'open', args: deliveryArgs(delivery) },
              style: 'plain',
            },
          ],
        ],
      }),
    },
  ],
]);

/** What several processes share, to find out together what is due. */
export interface Sharing {
  /** For a process that begins. */
  begin(): Promise<NudgeParts['share']>;
  /** The process that began last stops dead. */
  kill(): Promise<void>;
  /** How long a tick may take where a message is never answered, in milliseconds. */
  patienceMs: number;
}

/** `says`: what the messages say, if not the one line of `contents`. */
export async function machine(
  start: string,
  people = 3,
  says = contents,
  sharing?: Sharing,
): Promise<Machine> {
  const clock = { time: Date.parse(start), now: () => clock.time };
  const named = Array.from({ length: people }, (_, index) => ({ name: `Person ${index}` }));
  const world = createWorld({ clock, people: named });
  const backend = openMemory();
  const { log, lines } = collectingLog();
  const calendar = createCalendar();
  let power = { on: true };

  const run = async () => {
    const mine = { on: true };
    power = mine;
    const store = createStore(
      powered(backend, self, () => mine.on),
      { seal, deadline: 40 },
    );
    const kept = createPeople(store, { clock, log, glanceMs: 20, retryMs: 5 });
    const outbox = fated(outboxIn(world), self, () => mine.on);
    const nudges = createNudges({
      people: kept,
      store,
      outbox,
      contents: says,
      words: locale => library.words(locale),
      calendar,
      clock,
      log,
      retryMs: 5,
      share: await sharing?.begin(),
      ended: (_, outcome) => self.ended.push(outcome),
    });
    self.people = kept;
    self.nudges = nudges;
    await nudges.load();
    await nudges.tick();
    await nudges.idle();
  };

  const self: Machine = {
    clock,
    ids: world.people().map(({ id }) => id),
    world,
    backend,
    // Both are set by `run`, before anybody sees them.
    nudges: undefined as unknown as NudgeWorks,
    people: undefined as unknown as People,
    lines,
    fates: [],
    requests: { messages: 0, lookUps: 0, openings: 0 },
    meanwhile: {},
    storeIsAway: false,
    ended: [],
    async wants(id, zone, time, more = {}) {
      const [hour = 0, minute = 0] = time.split(':').map(Number);
      const nudge: Nudge = {
        address: more.address ?? { kind: 'dm', channel: world.openDm(id).id },
        schedule: { kind: 'daily', minute: hour * 60 + minute, days: [0, 1, 2, 3, 4, 5, 6] },
        ifLate: 'hours',
        part: 0,
        ...more,
      };
      await self.nudges.change(id, known => ({
        zone,
        locale: 'en-US',
        nudges: { ...known?.nudges, daily: nudge },
        lastSlots: known?.lastSlots ?? { daily: calendar.localAt(zone, clock.time - 86_400_000).date },
      }));
    },
    async at(instant) {
      clock.time = Date.parse(instant);
      await self.nudges.tick();
      // A message that is never answered keeps it busy.
      await Promise.race([self.nudges.idle(), sleep(sharing?.patienceMs ?? 300)]);
    },
    async runUntil(instant, everyMs) {
      for (const end = Date.parse(instant); clock.time < end; ) {
        clock.time = Math.min(end, clock.time + everyMs);
        await self.nudges.tick();
        await self.nudges.idle();
      }
    },
    async killed() {
      power.on = false;
      await sharing?.kill();
      await run();
    },
    arrived: id => self.arrivedIn(world.openDm(id).id),
    arrivedIn(channel) {
      return world
        .listMessages(channel, { limit: 100 })
        .reverse()
        .flatMap(({ components }) => partsOf(components).find(part => part.custom_id)?.custom_id ?? [])
        .map(customId => customId.split(':').slice(3, 5).join(' part '));
    },
    record: id => self.people.read('nudges', id),
  };
  await run();
  return self;
}

function fated(outbox: Outbox, machine: Machine, isOn: () => boolean): Outbox {
  const never = new Promise<never>(() => {});
  return {
    ...outbox,
    async send(outgoing) {
      if (!isOn()) return never;
      machine.requests.messages += 1;
      const { made, heard } = machine.fates.shift() ?? { made: true, heard: undefined };
      const sent = made ? await outbox.send(outgoing) : undefined;
      if (heard === 'never') return never;
      return heard ?? sent ?? { kind: 'unsure', reason: 'nothing was made' };
    },
    async open(person) {
      if (!isOn()) return never;
      machine.requests.openings += 1;
      return machine.opening ?? outbox.open(person);
    },
    async find(address, since, fits) {
      if (!isOn()) return never;
      machine.requests.lookUps += 1;
      await machine.meanwhile.lookUp?.();
      return machine.lookUp ?? outbox.find(address, since, fits);
    },
  };
}

/** A store of a process: once that is off, nothing it asks for has an effect or an answer. */
function powered(backend: Backend, machine: Machine, isOn: () => boolean): Backend {
  const through = async <R>(work: () => Promise<R>): Promise<R> =>
    isOn() && !machine.storeIsAway ? work() : new Promise<never>(() => {});
  return {
    ...backend,
    table(name): Table {
      const table = backend.table(name);
      return {
        get: (key, until) => through(() => table.get(key, until)),
        swap: (key, before, after, until) =>
          through(async () => {
            const { claim } = machine.meanwhile;
            if (claim && after?.includes('"claim"')) {
              delete machine.meanwhile.claim;
              await claim();
            }
            return table.swap(key, before, after, until);
          }),
        pages: patience => table.pages(patience),
      };
    },
  };
}

const seal = createSeal([new Uint8Array(32)]);
