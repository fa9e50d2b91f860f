import { z } from 'zod';
import { dateIn } from '../core/dates.ts';
import { quoted } from '../core/own-words.ts';
import { type PersonKind, type Telling, untilOf } from './kind.ts';

/** Whether somebody wants a private history of check-ins, and the history. */
export type Checkins = z.infer<typeof schema>;
export type Checkin = z.infer<typeof checkin>;

/** Longest texts, in characters; longer ones are refused by the forms themselves. */
export const longestOwnWord = 30;
export const longestNote = 1_000;

const checkin = z.object({
  /** When it was begun, in milliseconds since 1970: no two have the same. */
  at: z.number(),
  /** A feeling by its id, or '' for a word of the person's own. */
  feeling: z.string(),
  ownWord: z.string().max(longestOwnWord).optional(),
  strength: z.int().min(0).max(10),
  note: z.string().max(longestNote).optional(),
  /** What was opened from it: an exercise or a page, as `exercise:<id>` or `topic:<id>`. */
  opened: z.array(z.string()),
});

const schema = z.object({
  usedOn: z.string(),
  /** False where the person said that none is to be kept. */
  keeps: z.boolean(),
  /** Oldest first. */
  entries: z.array(checkin),
});

export const checkinsKind: PersonKind<Checkins> = {
  name: 'checkins',
  version: 1,
  schema,
  sealed: ['entries'],
  until: record => Math.min(untilOf(record), ...record.entries.map(({ at }) => at + keptMs)),
  remains: (record, now) => (untilOf(record) < now ? 'absent' : withoutOld(record, now)),
  tell: ({ keeps, entries }, telling) => {
    const { say } = telling;
    return [
      say(keeps ? 'my-data.checkins.keeps' : 'my-data.checkins.keeps-none'),
      ...entries.map(entry => told(entry, telling)),
    ];
  },
};

/** The record without what is past its 180 days. `now` in milliseconds. */
export const withoutOld = <T extends Pick<Checkins, 'entries'>>(record: T, now: number): T => ({
  ...record,
  entries: record.entries.filter(({ at }) => at + keptMs > now),
});

/** The record with a check-in in it; one begun at the same instant is the same one, and keeps its note. */
export function withCheckin<T extends Pick<Checkins, 'entries'>>(
  record: T,
  entry: Omit<Checkin, 'opened'>,
): T {
  const before = record.entries.find(({ at }) => at === entry.at);
  const note = entry.note ?? before?.note;
  const made = { opened: before?.opened ?? [], ...entry, ...(note !== undefined && { note }) };
  const others = record.entries.filter(({ at }) => at !== entry.at);
  return { ...record, entries: [...others, made].sort((a, b) => a.at - b.at).slice(-mostKept) };
}

/** The record with one check-in changed; 'same' where there is none of that instant. */
export function withChanged(
  record: Checkins,
  at: number,
  change: (entry: Checkin) => Checkin,
): Checkins | 'same' {
  if (!record.entries.some(entry => entry.at === at)) return 'same';
  return { ...record, entries: record.entries.map(entry => (entry.at === at ? change(entry) : entry)) };
}

/** The record without one check-in. */
export const without = <T extends Pick<Checkins, 'entries'>>(record: T, at: number): T => ({
  ...record,
  entries: record.entries.filter(entry => entry.at !== at),
});

function told(
  { at, feeling, ownWord, strength, note }: Checkin,
  { say, locale, feeling: nameOf }: Telling,
): string {
  const line = say('my-data.checkins.line', {
    date: dateIn(locale, at),
    feeling: ownWord === undefined ? nameOf(feeling) : ownWord,
    strength,
  });
  return note === undefined ? line : `${line}\n${quoted(note)}`;
}

/** Eleven a day for 180 days: what one record may hold has an end. */
const mostKept = 2_000;
const dayMs = 24 * 60 * 60_000;
const keptMs = 180 * dayMs;
