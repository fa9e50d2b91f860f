import { z } from 'zod';
import { clockTime, dateIn, weekdaysIn } from '../core/dates.ts';
import { type PersonKind, type Telling, untilOf } from './kind.ts';

/** What somebody asked to be sent, and how far it has come: one record for all of it, so that one change moves all of it. */
export type Nudged = z.infer<typeof schema>;
export type Nudge = z.infer<typeof nudge>;
export type Claim = z.infer<typeof claim>;
export type Snooze = z.infer<typeof snooze>;
export type Pause = z.infer<typeof pause>;
export type IfLate = z.infer<typeof ifLate>;
/** What a daily message is about, with what was agreed to. */
export type Daily = z.infer<typeof daily>;
export type DailyKind = Daily['kind'];

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const minute = z.int().min(0).max(1439);
/** Milliseconds since 1970. */
const instant = z.number();

/** How late a message may come: not at all, within two hours, or any time that day. */
const ifLate = z.enum(['skip', 'hours', 'day']);

const address = z.object({
  kind: z.enum(['dm', 'channel']),
  /** Discord's id of the channel; a DM is a channel too. */
  channel: z.string(),
});

/** Looked at in one go: at a start every record is read, and number by number this took a fifth of it. */
const days = z.custom<number[]>(
  value =>
    Array.isArray(value) && value.length > 0 && value.every(day => [0, 1, 2, 3, 4, 5, 6].includes(day)),
);

/** In local time; `days` 0 Sunday to 6 Saturday. */
const schedule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('daily'), minute, days }),
  z.object({ kind: z.literal('once'), date, minute }),
]);

/** A delivery that was begun and is not known to have ended: written before the message is sent. */
const claim = z.object({
  /** The local date it is for, and its part of that day: 0, then one more for each snooze. */
  slot: date,
  part: z.int(),
  /** The instant it was asked for, and the one at which it was claimed. */
  meant: instant,
  at: instant,
  late: z.boolean(),
  /** What it says, in the terms of its content, so that another try says the same. */
  says: z.string(),
});

const snooze = z.object({ slot: date, part: z.int(), at: instant });

/** What was last sent, or is being sent: put off, it says the same again. `meant` is the instant it was asked for. */
const said = z.object({ slot: date, part: z.int(), meant: instant, says: z.string() });

/**
 * `asked` and `stopped`: the person wanted it. `gone`: Discord would not deliver, and `code` says why. `silent`: nobody answered.
 * `over`: there is nothing left to say until the person chooses.
 */
const pause = z.object({
  why: z.enum(['asked', 'stopped', 'gone', 'silent', 'over']),
  since: instant,
  /** The first local date on which it goes on by itself. */
  until: date.optional(),
  code: z.number().optional(),
  /** True once the person was told that messages do not reach them. */
  told: z.boolean().optional(),
});

const daily = z.object({
  kind: z.enum(['checkin', 'grounding', 'explainer', 'mixed', 'journey']),
  /** When it was agreed to, and in which wording of the question. */
  agreed: z.object({ at: instant, wording: z.int() }),
  /** How many messages in a row came without any sign of life. */
  unanswered: z.int(),
  /** The days that were chosen, while it comes on fewer of them. */
  usualDays: z.array(z.int()).optional(),
  /** Nothing is asked about fewer messages before this local date. */
  keepUntil: date.optional(),
  /** The day of the journey that comes next, from 1; past the last one, it is over. */
  day: z.int(),
});

/** Which promise a question is about, by the instant it was made. */
const promise = z.object({ madeAt: instant });

const nudge = z.object({
  address,
  schedule,
  ifLate,
  /** The last part claimed of the last slot. */
  part: z.int(),
  claim: claim.optional(),
  said: said.optional(),
  snooze: snooze.optional(),
  paused: pause.optional(),
  /** What the daily message is about. */
  daily: daily.optional(),
  promise: promise.optional(),
});

const schema = z.object({
  usedOn: z.string(),
  /** IANA name: one a person, for everything. */
  zone: z.string(),
  /** Discord's locale code of the person's client when they last changed something. */
  locale: z.string(),
  nudges: z.record(z.string(), nudge),
  /** By nudge, the local date of the last slot it had; kept when the nudge ends, so that no date has two. */
  lastSlots: z.record(z.string(), date),
});

export const nudgesKind: PersonKind<Nudged> = {
  name: 'nudges',
  version: 1,
  schema,
  until: untilOf,
  met: record => {
    const { daily } = record.nudges.daily ?? {};
    if (!daily || daily.unanswered === 0) return record;
    return withNudge(record, 'daily', nudge => ({ ...nudge, daily: { ...daily, unanswered: 0 } }));
  },
  tell: ({ zone, locale: language, nudges, lastSlots }, telling) => {
    const { say, locale } = telling;
    return [
      ...(nudges.daily?.daily ? toldDaily(nudges.daily, nudges.daily.daily, telling) : []),
      ...(nudges.promise ? toldQuestion(nudges.promise, telling) : []),
      ...(nudges.prompt ? toldPrompt(nudges.prompt, telling) : []),
      say('my-data.nudges.zone', { zone, language }),
      ...Object.values(lastSlots).map(last =>
        say('my-data.nudges.last', { date: dateIn(locale, Date.parse(last)) }),
      ),
    ];
  },
};

/** The record with one nudge changed; the same record where there is no such nudge. */
export function withNudge(record: Nudged, name: string, change: (nudge: Nudge) => Nudge): Nudged {
  const nudge = record.nudges[name];
  return nudge ? { ...record, nudges: { ...record.nudges, [name]: change(nudge) } } : record;
}

/** A question about a promise in plain words. */
function toldQuestion({ schedule, paused }: Nudge, { say, locale }: Telling): string[] {
  if (schedule.kind !== 'once') return [];
  const date = dateIn(locale, Date.parse(schedule.date));
  return [
    say('my-data.nudges.question', { date, time: clockTime(schedule.minute, locale) }),
    ...(paused ? [say('my-data.nudges.paused', { date: dateIn(locale, paused.since) })] : []),
  ];
}

/** A server's daily prompt in plain words. */
function toldPrompt({ address, schedule, paused }: Nudge, { say, locale }: Telling): string[] {
  return [
    say('my-data.nudges.prompt', {
      channel: address.channel,
      time: clockTime(schedule.minute, locale),
    }),
    ...(paused ? [say('my-data.nudges.paused', { date: dateIn(locale, paused.since) })] : []),
  ];
}

/** A daily message in plain words, all of it. */
function toldDaily(
  { schedule, ifLate, paused, said, snooze }: Nudge,
  daily: Daily,
  { say, locale }: Telling,
): string[] {
  if (schedule.kind !== 'daily') return [];
  const { kind, agreed, unanswered, usualDays, keepUntil, day } = daily;
  const date = (ms: number) => dateIn(locale, ms);
  return [
    say('my-data.nudges.daily', {
      kind: say(`nudge.kind.${kind}`),
      time: clockTime(schedule.minute, locale),
      days: weekdaysIn(locale, schedule.days),
    }),
    say('my-data.nudges.late', { late: say(`nudge.status.late.${ifLate}`) }),
    say('my-data.nudges.dm'),
    say('my-data.nudges.agreed', { date: date(agreed.at), wording: agreed.wording }),
    ...(paused ? [say('my-data.nudges.paused', { date: date(paused.since) })] : []),
    ...(usualDays ? [say('my-data.nudges.fewer', { days: weekdaysIn(locale, usualDays) })] : []),
    ...(kind === 'journey' ? [say('my-data.nudges.day', { day })] : []),
    ...(unanswered > 0 ? [say('my-data.nudges.since', { count: unanswered })] : []),
    ...(keepUntil ? [say('my-data.nudges.keep', { date: date(Date.parse(keepUntil)) })] : []),
    ...(said ? [say('my-data.nudges.said')] : []),
    ...(snooze
      ? [say('my-data.nudges.put-off', { time: new Date(snooze.at).toISOString().slice(0, 16) })]
      : []),
  ];
}
