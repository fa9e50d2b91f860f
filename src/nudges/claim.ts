import { type Claim, type Nudge, type Nudged, withNudge } from '../people/nudges.ts';
import type { NudgeContent, SayingParts } from './content.ts';
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

/** The owner's record with this delivery claimed in it, or why there is none to claim. Pure. */
export function claimed(
  record: Nudged,
  wanted: Wanted,
  parts: ClaimParts,
): { record: Nudged; claim: Claim } | Dropped {
  const { delivery, meant } = wanted;
  const { calendar, content, now } = parts;
  const nudge = record.nudges[delivery.name];
  if (!nudge || !isWanted(record, nudge, wanted, calendar)) return 'changed';
  if (isPaused(nudge, delivery.slot)) return 'paused';
  if (now > deadlineFor(calendar, record, nudge, wanted)) return 'late';
  const { slot, part, name } = delivery;
  const chosen = content.choose(nudge, delivery, parts);
  const claim: Claim = { slot, part, meant, at: now, late: isLate(meant, now), says: chosen.says };
  const { snooze, ...rest } = chosen.nudge;
  const kept = snooze && part === 0 ? { ...rest, snooze } : rest;
  return {
    claim,
    record: {
      ...withNudge(record, name, () => ({ ...kept, part, claim })),
      lastSlots: { ...record.lastSlots, [name]: later(record.lastSlots[name], slot) },
    },
  };
}

/** The record with this delivery no longer open, changed further by `more`; 'same' where it is not open. */
export function unclaimed(
  record: Nudged,
  { name, slot, part }: Delivery,
  more: (nudge: Nudge) => Nudge = nudge => nudge,
): Nudged | 'same' {
  const nudge = record.nudges[name];
  if (nudge?.claim?.slot !== slot || nudge.claim.part !== part) return 'same';
  const { claim: _, ...rest } = nudge;
  return withNudge(record, name, () => more(rest));
}

/** Until when this may be sent, by what the record says now. */
export function deadlineFor(
  calendar: Calendar,
  { zone }: Nudged,
  { ifLate, schedule }: Nudge,
  { delivery: { slot, part }, meant: at }: Wanted,
): number {
  if (part === 0) return deadlineOf(calendar, { zone, date: slot, minute: schedule.minute, at, ifLate });
  return deadlineOf(calendar, { zone, ...calendar.localAt(zone, at), at, ifLate, snoozed: true });
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
