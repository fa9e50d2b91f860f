import type { World } from '../standin/api.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import type { Dice } from './dice.ts';
import { agreeWith } from './kept.ts';
import type { Ledger } from './ledger.ts';
import * as life from './life.ts';
import type { Machine, Process } from './machine.ts';
import type { Someone } from './model.ts';
import { someMinute } from './population.ts';
import { lastInstant } from './rules.ts';
import { count, type Tally } from './tally.ts';
import type { Time } from './time.ts';
import { dayMs, hourMs, minuteMs, plusDays, type Walls } from './wall.ts';
import type { Weather } from './weather.ts';

/** What people do of their own accord, and when. */
export interface Doings {
  /** Somebody wants to begin at an instant. */
  begins(someone: Someone, at: number): void;
  /** A message came to somebody. */
  came(someone: Someone, slot: string, part: number, at: number): void;
  /** Does all that is due. What cannot be done while the bot is away is done later. */
  go(): Promise<void>;
  next(): number | undefined;
}

export interface DoingParts {
  everyone: readonly Someone[];
  zones: readonly string[];
  world: World;
  machine: Machine;
  weather: Weather;
  ledger: Ledger;
  walls: Walls;
  time: Time;
  dice: Dice;
  tally: Tally;
  /** The row of somebody, as it is kept. */
  kept: (id: string) => Promise<string | undefined>;
  moved: (someone: Someone, from: string) => void;
}

type What =
  | 'begin'
  | 'press'
  | 'snooze'
  | 'change'
  | 'move'
  | 'pause'
  | 'stop'
  | 'again'
  | 'open'
  | 'turn on';

interface Plan {
  what: What;
  who: Someone;
  /** Of the message that is pressed. */
  on?: { slot: string; part: number };
  /** The zones still to be gone to. */
  route?: readonly string[];
}

export function createDoings(parts: DoingParts): Doings {
  const { everyone, machine, weather, time, dice, tally } = parts;
  const agenda: Agenda<Plan> = createAgenda();
  const perYear = (rate: number) => yearMs / (everyone.length * rate);
  let nextWhim = time.now() + dayMs + dice.wait(perYear(whimsAYear));

  const go = async (): Promise<void> => {
    const now = time.now();
    for (; nextWhim <= now; nextWhim += dice.wait(perYear(whimsAYear))) {
      const plan = whim(parts);
      const wait = plan?.what === 'open' ? dice.between(1, 240) * hourMs : 0;
      if (plan) agenda.put(nextWhim + wait, plan);
    }
    for (let plan = agenda.take(now); plan; plan = agenda.take(now)) {
      const canBeDone = machine.isUp() && weather.isDiscordWell() && weather.isStoreWell();
      if (plan.what === 'open') openDms(plan.who, parts, agenda);
      else if (canBeDone && (await done(plan, parts, agenda))) count(tally.lived, plan.what);
      else if (isRepeated[plan.what]) agenda.put(now + dice.between(5, 60) * minuteMs, plan);
    }
  };

  return {
    go,
    begins: (who, at) => agenda.put(at, { what: 'begin', who }),
    came(who, slot, part, at) {
      if (who.isSilent) return;
      who.unpressed += 1;
      const on = { slot, part };
      if (who.unpressed >= who.patience) {
        who.unpressed = 0;
        agenda.put(at + dice.between(1, 600) * minuteMs, { what: 'press', who, on });
      }
      const share = part > 0 ? 0.3 : who.wish.minute >= 22 * 60 ? 0.1 : 0.02;
      if (!who.isFollowed && dice.chance(share))
        agenda.put(at + dice.between(1, 150) * minuteMs, { what: 'snooze', who, on });
    },
    next: () => agenda.next(),
  };
}

/** One of the things people do out of the blue. */
function whim(parts: DoingParts): Plan | undefined {
  const { everyone, world, ledger, zones, dice, tally } = parts;
  const who = dice.one(everyone);
  const roll = dice.below(100);
  if (who.isFollowed || !who.isOn || who.isClosed) return undefined;
  if (roll < 48) return { what: 'change', who };
  if (roll < 66) return { what: 'move', who, route: routeOf(who, zones, dice) };
  if (roll < 88) return { what: 'pause', who };
  if (roll < 97) return { what: 'stop', who };
  count(tally.lived, 'close DMs');
  world.change(who.id, { closedDms: true });
  ledger.free(who, ...datesAround(who, who.wish.zone, parts), 'closed DMs');
  ledger.dropPutOff(who);
  who.isClosed = true;
  return { what: 'open', who };
}

/** Does it. False where it may not have been done. */
async function done(plan: Plan, parts: DoingParts, agenda: Agenda<Plan>): Promise<boolean> {
  const { who, on } = plan;
  const { dice, time } = parts;
  const now = time.now();
  switch (plan.what) {
    case 'press':
      return on === undefined || parts.machine.act(process => life.press(who, on, process));
    case 'snooze':
      return on === undefined || putOff(who, on, parts);
    case 'begin':
    case 'again':
      return changed(who, who.wish, plan.what, parts, process => life.begin(who, process));
    case 'change': {
      const wish = { ...who.wish, minute: someMinute(dice) };
      return changed(who, wish, 'changed', parts, process => life.change(who, wish, process));
    }
    case 'move': {
      const [zone = who.home, ...route] = plan.route ?? [];
      const wish = { ...who.wish, zone };
      if (route.length > 0) agenda.put(now + dice.between(1, 100) * hourMs, { what: 'move', who, route });
      if (!who.isOn || who.isClosed || zone === who.wish.zone) return true;
      const { pausedUntil } = who;
      const isDone = await changed(who, wish, 'moved', parts, process => life.move(who, zone, process));
      if (isDone) who.pausedUntil = pausedUntil;
      return isDone;
    }
    case 'pause': {
      const until = plusDays(parts.walls.at(who.wish.zone, now).date, dice.between(1, 14));
      const isDone = await changed(who, who.wish, 'paused', parts, process =>
        life.pause(who, until, process),
      );
      if (isDone) who.pausedUntil = until;
      return isDone;
    }
    case 'stop': {
      const isDone = await changed(who, who.wish, 'stopped', parts, process => life.stop(who, process));
      agenda.put(now + dice.between(1, 20) * dayMs, { what: 'again', who });
      if (isDone) who.isOn = false;
      return isDone;
    }
    case 'turn on': {
      const isDone = await changed(who, who.wish, 'turned on', parts, process => life.turnOn(who, process));
      if (isDone) who.isClosed = false;
      return isDone;
    }
    case 'open':
      return true;
  }
}

/** Changes somebody's record, and what the ledger knows of their wishes. Days on which this happens may have none or one. */
async function changed(
  who: Someone,
  wish: Someone['wish'],
  why: string,
  parts: DoingParts,
  work: (process: Process) => Promise<void>,
): Promise<boolean> {
  const { machine, ledger, kept } = parts;
  const from = who.wish.zone;
  const [first, last] = datesAround(who, wish.zone, parts);
  ledger.free(who, first, last, why);
  ledger.dropPutOff(who);
  const isDone = await machine.act(work);
  if (isDone) {
    who.wish = wish;
    who.isOn = true;
    who.pausedUntil = undefined;
  } else agreeWith(who, await kept(who.id));
  if (who.wish.zone !== from) parts.moved(who, from);
  ledger.free(who, first, last, why);
  return isDone;
}

async function putOff(
  who: Someone,
  on: { slot: string; part: number },
  { machine, ledger, walls, weather, tally }: DoingParts,
): Promise<boolean> {
  if (!who.isOn || who.isClosed) return true;
  let made: { part: number; at: number } | undefined;
  const isDone = await machine.act(async process => {
    made = await life.snooze(who, on, process);
  });
  const { zone, ifLate } = who.wish;
  if (!isDone) ledger.dropPutOff(who);
  else if (made) {
    const { at, part } = made;
    const until = lastInstant(walls, { zone, ...walls.at(zone, at), at, ifLate, snoozed: true }).at;
    ledger.putOff(who, { slot: on.slot, part, at, until, sent: [], isFree: weather.step() !== 0 });
  } else count(tally.snoozes, 'past');
  return isDone;
}

/** DMs are open again, and a little later the bot is told. */
function openDms(who: Someone, { world, time, dice }: DoingParts, agenda: Agenda<Plan>): void {
  world.change(who.id, { closedDms: false });
  agenda.put(time.now() + dice.between(0, 300) * minuteMs, { what: 'turn on', who });
}

function routeOf({ home }: Someone, zones: readonly string[], dice: Dice): readonly string[] {
  if (dice.chance(0.5)) return [dice.one(zones), home];
  return [...dice.one(overTheDateLine), home];
}

/** The local dates that a change now may touch: by true time and by the machine's, where somebody is and where they go. */
function datesAround(
  { wish }: Someone,
  to: string,
  { walls, time, weather }: Pick<DoingParts, 'walls' | 'time' | 'weather'>,
): [first: string, last: string] {
  const instants = [time.now(), time.now() + weather.step()];
  const dates = instants.flatMap(at => [walls.at(wish.zone, at).date, walls.at(to, at).date]).sort();
  return [dates[0] ?? '', dates.at(-1) ?? ''];
}

const yearMs = 365 * dayMs;
/** A person: changes of time, moves, pauses, stops and closed DMs together. */
const whimsAYear = 4.5;
const overTheDateLine: readonly (readonly string[])[] = [
  ['Pacific/Auckland', 'Pacific/Honolulu', 'Pacific/Auckland'],
  ['Pacific/Kiritimati', 'Pacific/Niue', 'Pacific/Kiritimati'],
  ['Pacific/Niue', 'Pacific/Kiritimati', 'Pacific/Niue'],
  ['Pacific/Apia', 'Pacific/Pago_Pago', 'Pacific/Apia'],
];
/** Whether somebody who could not do it tries again. */
const isRepeated: Readonly<Record<What, boolean>> = {
  begin: true,
  again: true,
  press: true,
  'turn on': true,
  move: true,
  open: true,
  snooze: false,
  change: false,
  pause: false,
  stop: false,
};
