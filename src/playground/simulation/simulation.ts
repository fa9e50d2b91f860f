import { setImmediate as breathe } from 'node:timers/promises';
import TinyQueue from 'tinyqueue';
import type { Outbox } from '../../core/ports.ts';
import { type Calendar, createCalendar } from '../../nudges/local-time.ts';
import { openMemory } from '../../store/memory.ts';
import { createWorld } from '../standin/world.ts';
import { createAgenda } from './agenda.ts';
import { createCrashes } from './crashes.ts';
import { createDice } from './dice.ts';
import { createDoings } from './doings.ts';
import { isWantedOn, wishKept } from './kept.ts';
import { createLedger } from './ledger.ts';
import { createMachine } from './machine.ts';
import type { Material } from './material.ts';
import type { Someone } from './model.ts';
import { allZones, population } from './population.ts';
import { hooksOf } from './store-hooks.ts';
import { count, createTally, type Tally } from './tally.ts';
import { createTime } from './time.ts';
import { createTroubles } from './troubles.ts';
import { createWalls, dayMs, hourMs, minuteMs, plusDays, weekday } from './wall.ts';
import { createWeather } from './weather.ts';
import { outboxThrough } from './wire.ts';

export interface SimulationOptions {
  /** First and last local date, YYYY-MM-DD. */
  from: string;
  to: string;
  people: number;
  /** The same seed gives the same run. */
  seed: number;
  /** How many times as many requests fail as usual, for a run of few people. */
  roughness?: number;
  /** Told at the beginning of each day. */
  progress?: (date: string, tally: Tally) => void;
  /** Parts that are broken on purpose, to see that it is noticed. */
  broken?: { outbox?: (outbox: Outbox) => Outbox; calendar?: (calendar: Calendar) => Calendar };
}

export interface Run {
  tally: Tally;
  /** Of every sending: two runs that made the same ones have the same. */
  digest: string;
}

/** Lives through a span of time with the real code of the bot, in a Discord of its own where everything goes wrong that can. */
export async function simulate(options: SimulationOptions, material: Material): Promise<Run> {
  const { seed, to, roughness = 1, broken = {} } = options;
  const from = Date.parse(options.from);
  const end = Date.parse(plusDays(to, 1)) + 13 * hourMs;
  const dice = (stream: number) => createDice(seed, stream);
  const [tally, time, walls, troubles] = [createTally(), createTime(from), createWalls(), createTroubles()];
  const zones = allZones();
  const names = Array.from({ length: options.people }, (_, index) => ({ name: `Person ${index}` }));
  const world = createWorld({ people: names, clock: time });
  const ids = world.people().map(({ id }) => id);
  const everyone = population(options.people, zones, dice(1), index => {
    const id = ids[index] ?? '';
    return { id, channel: world.openDm(id).id };
  });
  const byChannel = new Map(everyone.map(someone => [someone.channel, someone]));
  const byId = new Map(everyone.map(someone => [someone.id, someone]));
  const weather = createWeather({ dice: dice(2), from, to: end, roughness, troubles, tally });
  const crashes = createCrashes(dice(3), tally, from);
  const ledger = createLedger({ walls, troubles, tally });
  const backend = openMemory();
  const table = backend.table('nudges');
  const kept = (id: string) => table.get(id, Number.POSITIVE_INFINITY);

  let lostAt = Number.NEGATIVE_INFINITY;
  const troubled = (channel: string, isUnsure: boolean) => {
    if (isUnsure) lostAt = time.now();
    const someone = byChannel.get(channel);
    if (someone) someone.troubledAt = [...someone.troubledAt.slice(-19), time.now()];
  };
  const wire = { world, weather, crashes, time, tally, troubled };
  const storeHooks = { crashes, weather, dice: dice(4), tally, roughness };
  const machine = createMachine({
    backend,
    clock: { now: () => time.now() + weather.step() },
    ...material,
    calendar: () => (broken.calendar ?? same)(createCalendar()),
    outbox: power => (broken.outbox ?? same)(outboxThrough(power, wire)),
    hooks: power => hooksOf(power, storeHooks),
    logged: (level, message) => count(tally.logged, `${level}: ${message}`),
    ended: (owner, slot, part, outcome) => {
      const someone = byId.get(owner);
      if (someone) ledger.ended(someone, slot, part, outcome);
    },
  });

  const livingIn = new Map(zones.map(zone => [zone, new Set<Someone>()]));
  for (const someone of everyone) livingIn.get(someone.wish.zone)?.add(someone);
  const moved = (someone: Someone, left: string) => {
    livingIn.get(left)?.delete(someone);
    livingIn.get(someone.wish.zone)?.add(someone);
  };
  const lives = { everyone, zones, world, machine, weather, ledger, walls, time, tally, kept, moved };
  const doings = createDoings({ ...lives, dice: dice(5) });

  const said = new TinyQueue<{ at: number; channel: string; id: string }>([], (a, b) => a.at - b.at);
  world.on(happening => {
    if (happening.kind !== 'message') return;
    const { id, channel_id: channel } = happening.message;
    const someone = byChannel.get(channel);
    if (!someone) throw new Error('Expected messages in the DMs of people only.');
    const { slot, part } = ledger.message(someone, happening.message);
    said.push({ at: time.now(), channel, id });
    doings.came(someone, slot, part, time.now());
  });
  /** Old messages go, so that memory stays as it is. */
  const forget = (before: number) => {
    for (let oldest = said.peek(); oldest && oldest.at < before; oldest = said.peek()) {
      said.pop();
      world.deleteMessage(oldest.channel, oldest.id);
    }
  };

  const dueAt = new TinyQueue<number>();
  const midnights = createAgenda<{ zone: string; date: string }>();
  const plan = (zone: string, date: string) => midnights.put(walls.instantOf(zone, date, 0), { zone, date });
  for (const zone of zones) plan(zone, plusDays(walls.at(zone, from).date, 1));
  const beginDays = async (now: number) => {
    for (let next = midnights.take(now); next; next = midnights.take(now)) {
      const { zone } = next;
      plan(zone, plusDays(next.date, 1));
      // A date the zone leaves out begins nowhere.
      if (walls.at(zone, walls.instantOf(zone, next.date, 0)).date !== next.date) continue;
      for (const someone of livingIn.get(zone) ?? []) {
        const at = ledger.beginDay(someone, next.date, await wantedOf(someone, next.date, kept));
        if (at !== undefined) dueAt.push(at);
      }
    }
    while ((dueAt.peek() ?? end) <= now) dueAt.pop();
  };

  const late = dice(6);
  for (const someone of everyone) {
    const isFirst = late.chance(0.9);
    doings.begins(someone, isFirst ? from : from + late.between(1, 20 * 24 * 60) * minuteMs);
  }

  let isDown = true;
  let upAt = from;
  let restartAt = from + late.wait(5 * dayMs);
  const goDown = (ms: number) => {
    isDown = true;
    upAt = time.now() + ms;
    troubles.begin('down', time.now());
  };
  const keepUp = async (now: number) => {
    if (!isDown && now >= restartAt) {
      restartAt = now + late.wait(5 * dayMs);
      await machine.stop();
      count(tally.crashes, 'restarted');
      goDown(late.between(2_000, 30_000));
    }
    if (!isDown && crashes.strikes('between two ticks')) {
      machine.cut();
      goDown(crashes.downtime());
    }
    if (machine.isUp() || now < upAt) return;
    if (isDown && now > from + dayMs && late.chance(0.1)) {
      const step = late.between(-120, 60) * minuteMs;
      if (step !== 0) weather.wrongClock(now, step, now + late.between(2, 90) * minuteMs);
    }
    isDown = false;
    await machine.start();
    if (machine.isUp()) troubles.end('down', time.now());
  };
  let waitsSince = from;
  const nextMoment = (now: number): number => {
    const moments = [now + 10 * minuteMs, (dueAt.peek() ?? end) + late.below(10_001)];
    const midnight = midnights.next();
    if (midnight !== undefined) moments.push(midnight + late.below(10_001));
    if (isDown && upAt > now) moments.push(upAt);
    if (machine.waiting() === 0) waitsSince = now;
    else moments.push(now + late.one(now - waitsSince < 10 * minuteMs ? pausesMs : longPausesMs));
    return Math.max(now + 1, Math.min(...moments));
  };

  let today = '';
  while (time.now() < end) {
    const now = time.now();
    weather.goTo(now, now - lostAt < 3 * minuteMs);
    crashes.goTo(now);
    await beginDays(now);
    await keepUp(now);
    if (machine.isUp()) tally.ticks += 1;
    const ticking = machine.isUp() ? machine.tick() : undefined;
    await doings.go();
    await ticking;
    if (!isDown && !machine.isOn()) goDown(crashes.downtime());
    forget(time.now() - 3 * dayMs);
    const date = new Date(now).toISOString().slice(0, 10);
    if (date !== today) {
      today = date;
      options.progress?.(date, tally);
      await breathe();
    }
    time.goTo(nextMoment(time.now()));
  }
  await machine.stop();
  for (const someone of everyone) {
    if (someone.putOff && someone.putOff.until > end) ledger.dropPutOff(someone);
    ledger.close(someone, to);
  }
  for (const problem of world.problems) count(tally.logged, `stand-in: ${problem.slice(0, 80)}`);
  return { tally, digest: ledger.digest() };
}

/** What is wanted on a date that begins: by their own doing, or by their record where Steady changes it. */
async function wantedOf(
  someone: Someone,
  date: string,
  kept: (id: string) => Promise<string | undefined>,
): Promise<{ minute: number } | undefined> {
  const { isOn, pausedUntil, isFollowed, wish } = someone;
  if (!isOn || (pausedUntil !== undefined && date < pausedUntil)) return undefined;
  if (!isFollowed) return wish;
  const record = wishKept(await kept(someone.id));
  return record && isWantedOn(record, date, weekday(date)) ? record : undefined;
}

const same = <T>(part: T): T => part;
/** How long until the next tick while something waits for another try. */
const pausesMs = [10_000, 10_000, 20_000, 45_000, 120_000];
const longPausesMs = [30_000, 240_000, 600_000];
