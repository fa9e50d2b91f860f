import { agreeWith } from './kept.ts';
import * as life from './life.ts';
import type { Process } from './machine.ts';
import type { Someone } from './model.ts';
import { type Around, datesAround, type Later, type Plan } from './plan.ts';
import { someMinute } from './population.ts';
import { lastInstant } from './rules.ts';
import { count } from './tally.ts';
import { dayMs, hourMs, minuteMs, plusDays } from './wall.ts';

/** Does what somebody planned. False where the process went away, so that it may not have been done. */
export async function carryOut(plan: Plan, around: Around, later: Later): Promise<boolean> {
  const { who, on } = plan;
  const { dice, machine } = around;
  const now = around.time.now();
  switch (plan.what) {
    case 'press':
      return on === undefined || machine.act(process => life.press(who, on, process));
    case 'snooze':
      return on === undefined || putOff(who, on, around);
    case 'begin':
    case 'again':
      return changed(who, who.wish, plan.what, around, process => life.begin(who, process));
    case 'change': {
      const wish = { ...who.wish, minute: someMinute(dice) };
      return changed(who, wish, plan.what, around, process => life.change(who, wish, process));
    }
    case 'move':
      return move(plan, around, later);
    case 'pause': {
      const until = plusDays(around.walls.at(who.wish.zone, now).date, dice.between(1, 14));
      const work = (process: Process) => life.pause(who, until, process);
      const isDone = await changed(who, who.wish, plan.what, around, work);
      if (isDone) who.pausedUntil = until;
      return isDone;
    }
    case 'stop': {
      later(now + dice.between(1, 20) * dayMs, { what: 'again', who });
      const isDone = await changed(who, who.wish, plan.what, around, process => life.stop(who, process));
      if (isDone) who.isOn = false;
      return isDone;
    }
    case 'open DMs':
      around.world.change(who.id, { closedDms: false });
      later(now + dice.between(0, 300) * minuteMs, { what: 'turn on', who });
      return true;
    case 'turn on': {
      const isDone = await changed(who, who.wish, plan.what, around, process => life.turnOn(who, process));
      if (isDone) who.isClosed = false;
      return isDone;
    }
  }
}

async function move({ who, route = [] }: Plan, around: Around, later: Later): Promise<boolean> {
  const [zone = who.home, ...further] = route;
  const { pausedUntil, isOn, isClosed, wish } = who;
  const leavesAt = around.time.now() + around.dice.between(1, 100) * hourMs;
  if (isOn && !isClosed && zone !== wish.zone) {
    const work = (process: Process) => life.move(who, zone, process);
    const isDone = await changed(who, { ...wish, zone }, 'move', around, work);
    if (!isDone) return false;
    who.pausedUntil = pausedUntil;
  }
  if (further.length > 0) later(leavesAt, { what: 'move', who, route: further });
  return true;
}

/** Changes somebody's record, and what the ledger knows of their wishes. Days on which this happens may have none or one. */
async function changed(
  who: Someone,
  wish: Someone['wish'],
  why: string,
  around: Around,
  work: (process: Process) => Promise<void>,
): Promise<boolean> {
  const { machine, ledger, kept, time, dates } = around;
  const from = who.wish.zone;
  const [first, last] = datesAround(who, wish.zone, around);
  ledger.free(who, first, last, why);
  ledger.dropPutOff(who);
  const isDone = await machine.act(work);
  if (isDone) {
    who.wish = wish;
    who.isOn = true;
    who.pausedUntil = undefined;
  } else agreeWith(who, await kept(who.id));
  if (who.wish.zone !== from) dates.moved(who, from);
  ledger.free(who, first, last, why);
  for (const at of who.days.flatMap(day => day.wanted)) if (at > time.now()) dates.due(at);
  return isDone;
}

async function putOff(who: Someone, on: { slot: string; part: number }, around: Around): Promise<boolean> {
  const { machine, ledger, walls, weather, tally, dates } = around;
  if (!who.isOn || who.isClosed) return true;
  let made: { part: number; at: number } | undefined;
  const isDone = await machine.act(async process => {
    made = await life.snooze(who, on, process);
  });
  if (!isDone) ledger.dropPutOff(who);
  else if (made === undefined) count(tally.snoozes, 'past');
  else {
    const { at, part } = made;
    const { zone, ifLate } = who.wish;
    const until = lastInstant(walls, { zone, ...walls.at(zone, at), at, ifLate, snoozed: true }).at;
    dates.due(at);
    ledger.putOff(who, { slot: on.slot, part, at, until, sent: [], isFree: weather.step() !== 0 });
  }
  return isDone;
}
