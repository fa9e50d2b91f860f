import type { Day, JudgeParts, PutOff, Someone } from './model.ts';
import { count, noteWrong } from './tally.ts';
import { hourMs, minuteMs } from './wall.ts';

/** Says what became of one local date of somebody, once it is long past. */
export function judgeDay(someone: Someone, day: Day, parts: JudgeParts): void {
  const { tally } = parts;
  const [first] = day.sent;
  if (day.sent.length > 1) {
    tally.doubled += day.sent.length - 1;
    noteWrong(tally, `doubled: ${said(someone, day, parts)}`);
  }
  if (first !== undefined) judgeTime(someone, day, first, parts);
  if (day.free !== undefined) {
    count(tally.free, first === undefined ? `${day.free}, none came` : `${day.free}, one came`);
    return;
  }
  if (!day.isExpected) {
    if (first !== undefined && !wasClockWrong(day, first, parts)) {
      tally.unwanted += 1;
      noteWrong(tally, `not wanted: ${said(someone, day, parts)}`);
    }
    return;
  }
  tally.expected += 1;
  if (day.sent.length === 1) tally.sentOnce += 1;
  if (first === undefined) judgeMissing(someone, day, parts);
}

/** Says what became of a message that was put off. */
export function judgePutOff(someone: Someone, putOff: PutOff, { tally, troubles }: JudgeParts): void {
  const [first] = putOff.sent;
  const where = `${someone.wish.zone} ${someone.id} ${putOff.slot}/${putOff.part} at ${iso(putOff.at)}`;
  if (putOff.sent.length > 1) {
    tally.doubled += putOff.sent.length - 1;
    noteWrong(tally, `put off, doubled: ${where}, came ${putOff.sent.map(iso).join(', ')}`);
  }
  if (first !== undefined) {
    count(tally.snoozes, 'sent');
    if (first >= putOff.at) return;
    if (troubles.between(first - hourMs, first, 'clock')) count(tally.byClock, 'put off, early');
    else {
      tally.early += 1;
      noteWrong(tally, `put off, early: ${where}, came ${iso(first)}`);
    }
    return;
  }
  if (putOff.isFree) {
    count(tally.snoozes, 'ended by the person');
    return;
  }
  const trouble =
    troubles.between(putOff.until - graceMs, putOff.until) ?? personal(someone, putOff.at, putOff.until);
  if (trouble) {
    count(tally.snoozes, 'dropped by rule');
    return;
  }
  tally.lost += 1;
  const around = troubles.said(putOff.at - hourMs, putOff.until);
  noteWrong(tally, `put off, lost: ${where}, until ${iso(putOff.until)}, troubles ${around}`);
}

function judgeTime(someone: Someone, day: Day, at: number, parts: JudgeParts): void {
  const { walls, tally } = parts;
  const wanted = Math.min(...day.wanted);
  const isByClock = wasClockWrong(day, at, parts);
  const wrong = (what: 'early' | 'late' | 'tooLate' | 'wrongDay', clock: string) => {
    if (isByClock) return count(tally.byClock, clock);
    tally[what] += 1;
    if (what !== 'late') noteWrong(tally, `${what}: ${said(someone, day, parts)}`);
  };
  if (day.wanted.length > 0 && at < wanted) wrong('early', 'early');
  if (day.free !== undefined) return;
  if (day.wanted.length > 0 && at > wanted + 10 * minuteMs) wrong('late', 'late');
  if (day.until && at > day.until.at + minuteMs) wrong('tooLate', 'after its last instant');
  // A time that its day did not have comes on the date its instant lies on.
  const { zone } = day;
  const dates = [day.date, ...day.wanted.map(instant => walls.at(zone, instant).date)];
  if (!dates.includes(walls.at(zone, at).date)) wrong('wrongDay', 'on another local day');
}

function judgeMissing(someone: Someone, day: Day, parts: JudgeParts): void {
  const { tally, troubles } = parts;
  const [wanted = 0] = day.wanted;
  const { at: until, rule } = day.until ?? { at: wanted, rule: 'local midnight' };
  // Trouble that ended long before the last instant is no excuse.
  const trouble =
    troubles.between(Math.max(wanted - graceMs, until - graceMs), until) ?? personal(someone, wanted, until);
  if (trouble) {
    count(tally.byRule, `${rule} (${trouble})`);
    return;
  }
  tally.lost += 1;
  if (day.ended !== undefined) tally.unexplained += 1;
  noteWrong(tally, `lost: ${said(someone, day, parts)}, the bot says ${day.ended ?? 'nothing'}`);
}

/** Whether a request about this one person failed shortly before their message's last instant. */
function personal({ troubledAt }: Someone, from: number, until: number): string | undefined {
  const since = Math.max(from, until - graceMs);
  return troubledAt.some(at => at >= since && at <= until + minuteMs) ? 'this message failed' : undefined;
}

function wasClockWrong(day: Day, at: number, { troubles }: JudgeParts): boolean {
  const wanted = day.wanted[0] ?? at;
  return troubles.between(Math.min(at, wanted) - minuteMs, Math.max(at, wanted), 'clock') !== undefined;
}

function said({ id, wish, isFollowed }: Someone, day: Day, { troubles }: JudgeParts): string {
  const times = [...day.sent, ...day.wanted, day.until?.at ?? Number.NaN].filter(Number.isFinite);
  const { ifLate } = wish;
  return [
    `${day.date} of ${id} in ${day.zone} (${ifLate}${isFollowed ? ', followed' : ''}${day.free ? `, ${day.free}` : ''})`,
    `wanted ${day.wanted.map(iso).join(' or ')}`,
    `until ${day.until ? `${iso(day.until.at)} by ${day.until.rule}` : 'never'}`,
    `came ${day.sent.map(iso).join(', ') || 'never'}`,
    `troubles ${troubles.said(Math.min(...times) - hourMs, Math.max(...times))}`,
  ].join(', ');
}

const iso = (instant: number) => new Date(instant).toISOString();

/** How long sending may need to come back after a trouble: a halt of ten minutes, and what waits by then. */
const graceMs = 25 * minuteMs;
