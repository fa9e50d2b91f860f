import { createHash } from 'node:crypto';
import { parseCustomId } from '../../discord/custom-id.ts';
import { partsOf } from '../../discord/measure.ts';
import type { SeenMessage } from '../standin/contract.ts';
import { judgeDay, judgePutOff } from './judge.ts';
import type { Day, JudgeParts, PutOff, Someone } from './model.ts';
import { lastInstant } from './rules.ts';
import { count, noteWrong, type Tally } from './tally.ts';
import type { Troubles } from './troubles.ts';
import { plusDays, weekday } from './wall.ts';

/**
 * What must come and what came. It knows people's wishes by their own doing, the world's messages by their buttons, and local
 * time by `Intl`; nothing of it comes from src/nudges.
 */
export interface Ledger {
  /** A local date begins for somebody. `wants` says what holds on it; days long past are judged. */
  beginDay(someone: Someone, date: string, wants: { minute: number } | undefined): number | undefined;
  /** From here on none or one may come on these dates. */
  free(someone: Someone, first: string, last: string, why: string): void;
  putOff(someone: Someone, made: PutOff): void;
  /** The message is no longer asked for. */
  dropPutOff(someone: Someone): void;
  /** A message stands in the world. Gives which delivery it is of, by its buttons. */
  message(someone: Someone, message: SeenMessage): { slot: string; part: number };
  /** How a delivery ended, as the bot says it. */
  ended(someone: Someone, slot: string, part: number, outcome: string): void;
  /** Judges what is left, up to a date. */
  close(someone: Someone, last: string): void;
  /** Of every sending: when, where, and which. */
  digest(): string;
}

export function createLedger(parts: JudgeParts): Ledger {
  const { walls, troubles, tally } = parts;
  const hash = createHash('sha256');
  const judgeUpTo = (someone: Someone, last: string) => {
    for (const day of someone.days) if (day.date <= last) judgeDay(someone, day, parts);
    someone.days = someone.days.filter(day => day.date > last);
  };
  const finishPutOff = (someone: Someone) => {
    if (someone.putOff) judgePutOff(someone, someone.putOff, parts);
    someone.putOff = undefined;
  };

  return {
    beginDay(someone, date, wants) {
      const past = plusDays(date, -2);
      judgeUpTo(someone, past);
      someone.troubledAt = someone.troubledAt.slice(-mostTroubles);
      if (someone.putOff && someone.putOff.slot <= past) finishPutOff(someone);
      const day = dayOf(someone, date);
      const { zone, days, ifLate } = someone.wish;
      // A day whose message came in another zone, or that was changed, stays as it is.
      if (day.free !== undefined || day.wanted.length > 0) return undefined;
      if (someone.isClosed) day.free = 'closed DMs';
      if (!wants || (!someone.isFollowed && !days.includes(weekday(date)))) return undefined;
      const at = walls.instantOf(zone, date, wants.minute);
      day.zone = zone;
      day.wanted.push(at);
      day.until = lastInstant(walls, { zone, date, minute: wants.minute, at, ifLate });
      day.isExpected = !someone.isClosed;
      return at;
    },
    free(someone, first, last, why) {
      for (let date = first; date <= last; date = plusDays(date, 1)) {
        const day = dayOf(someone, date);
        day.isExpected = false;
        day.free ??= why;
        const { zone, minute } = someone.wish;
        day.wanted.push(walls.instantOf(zone, date, minute));
      }
    },
    putOff(someone, made) {
      finishPutOff(someone);
      someone.putOff = made;
      count(tally.snoozes, 'asked for');
    },
    dropPutOff(someone) {
      if (someone.putOff) someone.putOff.isFree = true;
    },
    message(someone, message) {
      const at = Date.parse(message.timestamp);
      hash.update(`${at} ${message.channel_id} ${message.nonce ?? ''}\n`);
      tally.sent += 1;
      const { action, slot, part } = buttonOf(message);
      const question = questions.get(action);
      if (question !== undefined) count(tally.questions, question);
      const { zone } = someone.wish;
      const on = walls.at(zone, at).date;
      if (part > 0) {
        notePutOff(someone, slot, part, at, parts);
        return { slot, part };
      }
      const day = dayOf(someone, slot);
      day.sent.push(at);
      noteSameDate(someone, day, on, at, troubles, tally);
      someone.last = { slot, on, at };
      return { slot, part };
    },
    ended(someone, slot, part, outcome) {
      count(tally.ended, outcome);
      const day = part === 0 ? someone.days.find(one => one.date === slot) : undefined;
      if (day) day.ended = outcome;
    },
    close(someone, last) {
      judgeUpTo(someone, last);
      finishPutOff(someone);
    },
    digest: () => hash.copy().digest('hex').slice(0, 16),
  };
}

function dayOf(someone: Someone, date: string): Day {
  const known = someone.days.find(day => day.date === date);
  if (known) return known;
  const day: Day = {
    date,
    zone: someone.wish.zone,
    isExpected: false,
    wanted: [],
    until: undefined,
    sent: [],
  };
  someone.days.push(day);
  return day;
}

/** Which delivery a message is of, by its first button. */
function buttonOf(message: SeenMessage): { action: string; slot: string; part: number } {
  const id = partsOf(message.components ?? []).find(({ custom_id }) => custom_id !== undefined)?.custom_id;
  const { action, args } = parseCustomId(id ?? '');
  const [, slot = '', part = ''] = args;
  return { action, slot, part: Number(part) };
}

/** Two of a day's own messages on one local date are two too, whatever dates they are for. */
function noteSameDate(
  someone: Someone,
  day: Day,
  on: string,
  at: number,
  troubles: Troubles,
  tally: Tally,
): void {
  const { last } = someone;
  if (!last || last.on !== on || last.slot === day.date) return;
  const isExcused =
    day.free !== undefined ||
    someone.days.some(({ date, free }) => date === last.slot && free !== undefined) ||
    troubles.between(last.at, at, 'clock') !== undefined ||
    comesAfterItsDay(someone, last.slot) ||
    comesAfterItsDay(someone, day.date);
  if (isExcused) return;
  tally.doubled += 1;
  noteWrong(tally, `two on ${on}: for ${last.slot} and ${day.date}, ${someone.wish.zone}`);
}

const comesAfterItsDay = ({ days }: Someone, date: string) =>
  days.some(
    day =>
      day.date === date &&
      day.until?.rule === 'local midnight' &&
      day.until.at - (day.wanted[0] ?? 0) === tenMinutes,
  );

function notePutOff(someone: Someone, slot: string, part: number, at: number, { tally }: JudgeParts): void {
  const { putOff } = someone;
  if (putOff?.slot !== slot || putOff.part !== part) {
    count(tally.snoozes, 'came after another was asked for');
    return;
  }
  putOff.sent.push(at);
}

/** Of one person, to be looked at when days are judged. */
const mostTroubles = 40;
const tenMinutes = 10 * 60_000;
/** What a message asks, by the first of its buttons. */
const questions: ReadonlyMap<string, string> = new Map([
  ['keep', 'whether it is still wanted every day'],
  ['again', 'nothing: the last line before silence'],
  ['next', 'what comes after the fourteen days'],
]);
