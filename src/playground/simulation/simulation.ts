import { setImmediate as breathe } from 'node:timers/promises';
import type { Outbox } from '../../core/ports.ts';
import { type Calendar, createCalendar } from '../../nudges/local-time.ts';
import { openMemory } from '../../store/memory.ts';
import { createWorld } from '../standin/world.ts';
import { createCrashes } from './crashes.ts';
import { createDates } from './dates.ts';
import { createDice } from './dice.ts';
import { createDoings } from './doings.ts';
import { createLedger } from './ledger.ts';
import { createMachine } from './machine.ts';
import type { Material } from './material.ts';
import { allZones, population } from './population.ts';
import { createSaid } from './said.ts';
import { hooksOf } from './store-hooks.ts';
import { count, createTally, type Tally } from './tally.ts';
import { createTime } from './time.ts';
import { createTroubles } from './troubles.ts';
import { createUptime } from './uptime.ts';
import { createWalls, dayMs, hourMs, minuteMs, plusDays } from './wall.ts';
import { createWeather } from './weather.ts';
import { outboxThrough } from './wire.ts';

export interface SimulationOptions {
  /** First and last local date, YYYY-MM-DD. */
  from: string;
  to: string;
  people: number;
  /** The same seed gives the same run. */
  seed: number;
  /** How many times as many requests fail as usual, for a run of few people; half as many times as often they change their minds. */
  roughness?: number;
  /** Told at the beginning of each day in UTC. */
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
  const { to, roughness = 1, broken = {} } = options;
  const from = Date.parse(options.from);
  const end = Date.parse(plusDays(to, 1)) + longestBehindMs;
  const dice = (stream: number) => createDice(options.seed, stream);
  const [tally, time, walls, troubles] = [createTally(), createTime(from), createWalls(), createTroubles()];
  const zones = allZones();
  const names = Array.from({ length: options.people }, (_, index) => ({ name: `Person ${index}` }));
  const world = createWorld({ people: names, clock: time });
  const addresses = world.people().map(({ id }) => ({ id, channel: world.openDm(id).id }));
  const everyone = population(addresses, zones, dice(1));
  const byChannel = new Map(everyone.map(someone => [someone.channel, someone]));
  const byId = new Map(everyone.map(someone => [someone.id, someone]));
  const weather = createWeather({ dice: dice(2), from, to: end, roughness, troubles, tally });
  const crashes = createCrashes(dice(3), tally, from);
  const ledger = createLedger({ walls, troubles, tally });
  const backend = openMemory();
  const kept = (id: string) => backend.table('nudges').get(id, Number.POSITIVE_INFINITY);

  let lostAt = Number.NEGATIVE_INFINITY;
  const troubled = (channel: string, isUnsure: boolean) => {
    if (isUnsure) lostAt = time.now();
    byChannel.get(channel)?.troubledAt.push(time.now());
  };
  const wire = { world, weather, crashes, time, tally, troubled };
  const storeParts = { crashes, weather, dice: dice(4), tally, roughness };
  const machine = createMachine({
    ...material,
    backend,
    clock: { now: () => time.now() + weather.step() },
    calendar: () => (broken.calendar ?? same)(createCalendar()),
    outbox: power => (broken.outbox ?? same)(outboxThrough(power, wire)),
    hooks: power => hooksOf(power, storeParts),
    logged: (level, message) => count(tally.logged, `${level}: ${message}`),
    ended: (owner, slot, part, outcome) => {
      const someone = byId.get(owner);
      if (someone) ledger.ended(someone, slot, part, outcome);
    },
  });
  const dates = createDates({ everyone, zones, from, walls, ledger, kept });
  const around = { everyone, zones, world, machine, weather, ledger, walls, time, tally, kept, dates };
  const restlessness = Math.max(1, roughness / 2);
  const doings = createDoings({ ...around, restlessness, dice: dice(5) });
  const chance = dice(6);
  const uptime = createUptime({ machine, crashes, weather, troubles, tally, time, dice: chance, from });
  const said = createSaid(world, time, (message, at) => {
    const someone = byChannel.get(message.channel_id);
    if (!someone) throw new Error('Expected messages in the DMs of people only.');
    const { slot, part } = ledger.message(someone, message);
    doings.came(someone, slot, part, at);
  });
  for (const someone of everyone)
    doings.begins(someone, chance.chance(0.9) ? from : from + chance.between(1, 20 * 24 * 60) * minuteMs);

  let waitsSince: number | undefined;
  const nextMoment = (now: number): number => {
    const moments = [now + longestGapMs, ...dates.next().map(at => at + chance.below(latestTickMs))];
    const upAt = uptime.upAt();
    if (upAt !== undefined) moments.push(upAt);
    waitsSince = machine.waiting() > 0 ? (waitsSince ?? now) : undefined;
    if (waitsSince !== undefined)
      moments.push(now + chance.one(now - waitsSince < longestGapMs ? pausesMs : longPausesMs));
    return Math.max(now + 1, Math.min(...moments));
  };

  let today = '';
  while (time.now() < end) {
    const now = time.now();
    weather.goTo(now, now - lostAt < 3 * minuteMs);
    crashes.goTo(now);
    await dates.begin(now);
    await uptime.keep(now);
    if (machine.isUp()) tally.ticks += 1;
    // What people do meets what is on its way.
    await Promise.all([machine.tick(), doings.go()]);
    uptime.look();
    said.forget(time.now() - 3 * dayMs);
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

const same = <T>(part: T): T => part;
/** The last zones end a date twelve hours after UTC. */
const longestBehindMs = 13 * hourMs;
const longestGapMs = 10 * minuteMs;
/** How late a tick comes, at most. */
const latestTickMs = 10_001;
/** How long until the next tick while something waits for another try: as a ticker does at first, and seldom in a long outage. */
const pausesMs = [10_000, 10_000, 20_000, 45_000, 120_000];
const longPausesMs = [30_000, 240_000, 600_000];
