import fs from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { schedule } from 'node-cron';
import type { Clock, Log, Outbox } from '../core/ports.ts';
import { createCalendar, weekdayOf } from '../nudges/local-time.ts';
import { createNudges } from '../nudges/nudges.ts';
import type { Nudged } from '../people/nudges.ts';
import { createPeople, type People } from '../people/person.ts';
import { openStore } from '../store/open.ts';
import { createSeal } from '../store/seal.ts';
import { choosing, owners } from './bench-nudges-people.ts';

/** What one way of knowing who is due costs: until it works, the memory of its process then, and processor time a minute. */
export interface Cost {
  startMs: number;
  residentMb: number;
  minuteMs: number;
}

/** In milliseconds. */
export interface Paces {
  idleTicks: number[];
  /** Ticks at which a minute passes: nothing is sent, but how far they came is written down. */
  minuteTicks: number[];
  optIns: number[];
  optOuts: number[];
  /** What the machine takes for as much with nothing of Steady's: 4 kB read, and written and flushed. */
  bare: number[];
}

/** Each of these is measured in a process of its own, which prints what came as JSON. */
const measures: Record<string, (file: string) => Promise<Cost | Paces>> = {
  /** What a plain bot does: reads everybody, and has a task for each. */
  async cron(file) {
    const bench = await open(file);
    return cost(
      async () => {
        for await (const [, record] of bench.people.all('nudges')) if (record) addTask(record);
      },
      () => sleep(minuteMs),
    );
  },

  /** What another plain bot does: reads everybody each minute. */
  async reading(file) {
    const bench = await open(file);
    const look = async () => void (await countDue(bench.people, Date.now()));
    return cost(look, look);
  },

  async timetable(file) {
    const bench = await open(file);
    const nudges = nudgesOver(bench);
    return cost(
      async () => {
        await nudges.load();
        await nudges.tick();
      },
      async () => {
        for (let tick = 0; tick < ticksAMinute; tick += 1) {
          bench.clock.time += minuteMs / ticksAMinute;
          await nudges.tick();
        }
      },
    );
  },

  async paces(file) {
    const bench = await open(file);
    const nudges = nudgesOver(bench);
    bench.clock.time = Math.ceil(bench.clock.time / minuteMs) * minuteMs;
    await nudges.load();
    await nudges.tick();
    const idleTicks: number[] = [];
    const minuteTicks: number[] = [];
    for (let tick = 0; tick < samples; tick += 1) {
      bench.clock.time += minuteMs / ticksAMinute;
      const isNewMinute = bench.clock.time % minuteMs === 0;
      (isNewMinute ? minuteTicks : idleTicks).push(await timed(() => nudges.tick()));
    }
    const wanted = choosing(Date.now());
    const optIns: number[] = [];
    const optOuts: number[] = [];
    for (const owner of owners(samples)) {
      // Somebody who is not in the file yet.
      const id = `9${owner.id}`;
      const { record } = wanted(owner);
      optIns.push(await timed(() => nudges.change(id, () => record)));
      optOuts.push(await timed(() => nudges.stop(id, 'daily')));
    }
    return { idleTicks, minuteTicks, optIns, optOuts, bare: await bareWrites(`${file}-bare`) };
  },
};

async function cost(start: () => Promise<void>, minute: () => Promise<void>): Promise<Cost> {
  const startMs = await timed(start);
  const residentMb = process.memoryUsage().rss / 1e6;
  const before = process.cpuUsage();
  await minute();
  const { user, system } = process.cpuUsage(before);
  return { startMs, residentMb, minuteMs: (user + system) / 1_000 };
}

interface Bench {
  people: People;
  store: Awaited<ReturnType<typeof openStore>>;
  clock: Clock & { time: number };
}

async function open(file: string): Promise<Bench> {
  const clock = { time: Date.now(), now: () => clock.time };
  const seal = createSeal([new Uint8Array(32)]);
  const store = await openStore(`sqlite://${file}`, { root: '/', log: silent, seal });
  return { clock, store, people: createPeople(store, { clock, log: silent }) };
}

function nudgesOver({ people, store, clock }: Bench) {
  const content = { choose: unexpected, message: unexpected };
  return createNudges({
    people,
    store,
    clock,
    log: silent,
    outbox: nothingSent,
    contents: new Map([['daily', content]]),
    words: unexpected,
    calendar: createCalendar(),
  });
}

function addTask({ zone, nudges }: Nudged): void {
  const { schedule: wanted } = nudges.daily ?? {};
  if (wanted?.kind !== 'daily') return;
  const [hour, minute] = [Math.floor(wanted.minute / 60), wanted.minute % 60];
  schedule(`${minute} ${hour} * * ${wanted.days.join(',')}`, () => {}, { timezone: zone });
}

async function countDue(people: People, now: number): Promise<number> {
  const calendar = createCalendar();
  let due = 0;
  for await (const [, record] of people.all('nudges')) {
    const { schedule: wanted } = record?.nudges.daily ?? {};
    if (!record || wanted?.kind !== 'daily') continue;
    const { date, minute } = calendar.localAt(record.zone, now);
    if (wanted.minute === minute && wanted.days.includes(weekdayOf(date))) due += 1;
  }
  return due;
}

/** A change of a record goes to other threads and back as well, twice. */
async function bareWrites(path: string): Promise<number[]> {
  const page = Buffer.alloc(4_096, 1);
  const handle = await fs.open(path, 'w+');
  const writes: number[] = [];
  for (let write = 0; write < samples; write += 1) {
    const once = async () => {
      await handle.read(Buffer.alloc(page.length), 0, page.length, 0);
      await handle.write(page);
      await handle.datasync();
    };
    writes.push(await timed(once));
  }
  await handle.close();
  return writes;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

function unexpected(): never {
  throw new Error('Expected nothing to be due.');
}

const minuteMs = 60_000;
const ticksAMinute = 6;
const samples = 300;
const silent: Log = { info() {}, warn() {}, error() {} };
const nothingSent: Outbox = {
  turn: async () => {},
  send: unexpected,
  open: unexpected,
  find: unexpected,
};

const [measure = '', file = ''] = process.argv.slice(2);
console.log(JSON.stringify(await measures[measure]?.(file)));
process.exit();
