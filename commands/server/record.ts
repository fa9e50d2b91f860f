import { lastSlotBelieved } from '../../src/nudges/due.ts';
import type { Calendar } from '../../src/nudges/local-time.ts';
import { type Nudge, type Nudged, withNudge } from '../../src/people/nudges.ts';
import { everyDay } from '../nudge/draft.ts';
import { type Body, withoutPastSlots } from '../nudge/record.ts';
import { prompt } from './prompt.ts';

/** A daily prompt, as somebody wants it for a server. */
export interface PromptWish {
  /** Discord's id of the channel. */
  channel: string;
  /** Of the local day. */
  minute: number;
  zone: string;
}

export interface RecordParts {
  locale: string;
  now: number;
  calendar: Calendar;
}

/**
 * The record with a prompt that begins, in place of any before it. `had` is the local date whose prompt was posted already. What was on
 * its way to another channel is let go of: that date has had its own.
 */
export function begun(known: Nudged | undefined, wish: PromptWish, had: string, parts: RecordParts): Body {
  const nudge: Nudge = {
    address: { kind: 'channel', channel: wish.channel },
    schedule: scheduleOf(wish),
    ifLate: 'hours',
    part: 0,
  };
  const record = {
    zone: wish.zone,
    locale: parts.locale,
    nudges: { ...known?.nudges, [prompt]: nudge },
    lastSlots: known?.lastSlots ?? {},
  };
  return withoutPastSlots(withHad(record, had), prompt, parts.calendar, parts.now);
}

/** The record with the prompt of the same channel at another time; it goes on if it was off. */
export function changedTo(known: Nudged, wish: PromptWish, { locale, now, calendar }: RecordParts): Nudged {
  const record = withNudge({ ...known, zone: wish.zone, locale }, prompt, nudge => ({
    ...unpaused(nudge),
    schedule: scheduleOf(wish),
  }));
  return withoutPastSlots(record, prompt, calendar, now);
}

/** The record with the prompt going on again. `had`: the local date whose prompt was posted already, if one was. */
export function resumed(
  known: Nudged,
  had: string | undefined,
  { now, calendar }: Omit<RecordParts, 'locale'>,
): Nudged {
  const record = withNudge(known, prompt, unpaused);
  return withoutPastSlots(had === undefined ? record : withHad(record, had), prompt, calendar, now);
}

/** Whether a local date has had its prompt; in a zone further west it may still be the day before. */
export function hasHad({ lastSlots }: Pick<Nudged, 'lastSlots'>, date: string): boolean {
  const last = lastSlotBelieved(lastSlots[prompt], date);
  return last !== undefined && last >= date;
}

function withHad<T extends Body>(record: T, had: string): T {
  const last = lastSlotBelieved(record.lastSlots[prompt], had);
  const latest = last !== undefined && last > had ? last : had;
  return { ...record, lastSlots: { ...record.lastSlots, [prompt]: latest } };
}

function unpaused(nudge: Nudge): Nudge {
  const { paused: _, ...rest } = nudge;
  return rest;
}

const scheduleOf = ({ minute }: PromptWish): Nudge['schedule'] => ({
  kind: 'daily',
  minute,
  days: [...everyDay],
});
