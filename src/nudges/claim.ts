import { type Claim, type Nudge, type Nudged, type Snooze, withNudge } from '../people/nudges.ts';
import type { NudgeContent, NudgeContents, SayingParts } from './content.ts';
import type { Delivery } from './delivery.ts';
import { lastSlotBelieved } from './due.ts';
import { deadlineOf, isLate } from './lateness.ts';
import { type Calendar, weekdayOf } from './local-time.ts';

/** A delivery to be made, as the timetable or a snooze asked for it. */
export interface Wanted {
  delivery: Delivery;
  zone: string;
  /** The instant it was asked for, in milliseconds. */
  meant: number;
}

/** Why nothing is sent after all. `changed`: the person no longer wants it then, or it was claimed before. */
export type Dropped = 'late' | 'paused' | 'stopped' | 'changed';

export interface ClaimParts extends SayingParts {
  calendar: Calendar;
  content: NudgeContent;
  now: number;
}

/**
 * The owner's record with this delivery claimed in it, or why there is none to claim. `isOlder`: the claim stood there before, so it
 * is not sure that nothing was sent. Pure.
 */
export function claimed(
  record: Nudged,
  wanted: Wanted,
  parts: ClaimParts,
): { record: Nudged; claim: Claim; isOlder: boolean } | Dropped {
  const { delivery, meant } = wanted;
  const { calendar, content, now } = parts;
  const nudge = record.nudges[delivery.name];
  // Written before by the same process, which never heard that it was.
  if (nudge && isClaimOf(nudge, delivery)) return { record, claim: nudge.claim, isOlder: true };
  if (!nudge || !isWanted(record, nudge, wanted, calendar)) return 'changed';
  if (isPaused(nudge, delivery.slot)) return 'paused';
  if (now > deadlineFor(calendar, record, nudge, wanted)) return 'late';
  const { slot, part, name } = delivery;
  const again = part > 0 && nudge.said?.slot === slot ? nudge.said.says : undefined;
  const says = again ?? content.choose(nudge, delivery, parts);
  const claim: Claim = { slot, part, meant, at: now, late: isLate(meant, now), says };
  const said = { slot, part, meant, says };
  // A pause that is over goes.
  const { snooze, paused: _, ...rest } = nudge;
  const isPending = snooze && part === 0 && now <= snoozeDeadline(calendar, record, nudge, snooze);
  const kept = isPending ? { ...rest, snooze } : rest;
  const last = lastSlotBelieved(record.lastSlots[name], calendar.localAt(record.zone, now).date);
  return {
    claim,
    isOlder: false,
    record: {
      ...withNudge(record, name, () => ({ ...kept, part, claim, said })),
      lastSlots: { ...record.lastSlots, [name]: later(last, slot) },
    },
  };
}

/** The record with this delivery no longer open, changed further by `more`; 'same' where it is not open. */
export function unclaimed(
  record: Nudged,
  delivery: Delivery,
  more: (nudge: Nudge) => Nudge = nudge => nudge,
): Nudged | 'same' {
  const nudge = record.nudges[delivery.name];
  if (!nudge || !isClaimOf(nudge, delivery)) return 'same';
  const { claim: _, ...rest } = nudge;
  return withNudge(record, delivery.name, () => more(rest));
}

/** The record with this delivery ended as delivered, and with what that changes; the same record where it is not open. */
export function arrived(record: Nudged, delivery: Delivery, contents: NudgeContents, now: number): Nudged {
  const says = record.nudges[delivery.name]?.claim?.says ?? '';
  const content = contents.get(delivery.name);
  const after = unclaimed(record, delivery, nudge =>
    delivery.part > 0 ? nudge : (content?.delivered?.(nudge, says, now) ?? nudge),
  );
  return after === 'same' ? record : after;
}

/** Until when this may be sent, by what the record says now. */
export function deadlineFor(
  calendar: Calendar,
  record: Nudged,
  nudge: Nudge,
  { delivery: { slot, part }, meant: at }: Wanted,
): number {
  if (part > 0) return snoozeDeadline(calendar, record, nudge, { at });
  const { ifLate, schedule } = nudge;
  return deadlineOf(calendar, { zone: record.zone, date: slot, minute: schedule.minute, at, ifLate });
}

/** Until when a message that was put off may be sent. */
export function snoozeDeadline(
  calendar: Calendar,
  { zone }: Pick<Nudged, 'zone'>,
  { ifLate }: Pick<Nudge, 'ifLate'>,
  { at }: Pick<Snooze, 'at'>,
): number {
  return deadlineOf(calendar, { zone, ...calendar.localAt(zone, at), at, ifLate, snoozed: true });
}

/** Whether the open claim of a nudge, if there is one, is that of this delivery. */
export function isClaimOf(nudge: Nudge, { slot, part }: Delivery): nudge is Nudge & { claim: Claim } {
  return nudge.claim?.slot === slot && nudge.claim.part === part;
}

/** Paused on that date; a pause without an end goes on. */
export const isPaused = ({ paused }: Nudge, date: string): boolean =>
  paused !== undefined && (paused.until === undefined || date < paused.until);

function isWanted(
  record: Nudged,
  nudge: Nudge,
  { delivery, zone, meant }: Wanted,
  calendar: Calendar,
): boolean {
  const { slot, part, name } = delivery;
  const { schedule, snooze } = nudge;
  if (part > 0) return snooze?.slot === slot && snooze.part === part && snooze.at === meant;
  const local = calendar.localAt(zone, meant);
  const lastSlot = lastSlotBelieved(record.lastSlots[name], local.date);
  if (record.zone !== zone || (lastSlot !== undefined && slot <= lastSlot)) return false;
  if (calendar.instantOf(zone, { date: slot, minute: schedule.minute }) !== meant) return false;
  return schedule.kind === 'once' ? schedule.date === slot : schedule.days.includes(weekdayOf(slot));
}

const later = (known: string | undefined, date: string) =>
  known !== undefined && known > date ? known : date;
