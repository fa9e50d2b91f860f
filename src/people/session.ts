import { z } from 'zod';
import type { CollectionDefinition } from '../store/collection.ts';
import { digestOf, newKey } from './digest.ts';

/** What a group does in a channel, and how far it has come. */
export type Session = Omit<KeptSession, 'who'>;
export type KeptSession = z.infer<typeof schema>;

/** Milliseconds since 1970. */
const instant = z.number();

const schema = z.object({
  /** Tells it from those before it in the same channel. */
  session: z.int(),
  exercise: z.string(),
  /** Discord's locale code of whoever started it: all see the same words. */
  locale: z.string(),
  /** From 1. */
  step: z.int(),
  count: z.int(),
  /** One more with every change that is seen. */
  version: z.int(),
  startedAt: instant,
  movedAt: instant,
  /** When somebody last joined or moved it on. */
  activeAt: instant,
  ended: z.boolean(),
  /** Marks of those who are there and of whoever started it, with their key; nothing once it has ended. */
  who: z.object({ key: z.string(), starter: z.string().optional(), joined: z.array(z.string()) }).optional(),
});

/** One a channel, by the channel's id. */
export const sessions: CollectionDefinition<KeptSession> = {
  name: 'together',
  version: 1,
  schema,
  sealed: ['who'],
  until: endOf,
};

/** A new one, after the one that was there before. */
export function begun(
  before: KeptSession | undefined,
  { exercise, locale }: Pick<Session, 'exercise' | 'locale'>,
  person: string,
  now: number,
): KeptSession {
  const key = newKey();
  const starter = digestOf(key, person);
  return {
    session: Math.max(now, (before?.session ?? 0) + 1),
    exercise,
    locale,
    step: 1,
    count: 1,
    version: 1,
    startedAt: now,
    movedAt: now,
    activeAt: now,
    ended: false,
    who: { key, starter, joined: [starter] },
  };
}

/** True while it holds its channel: one that everybody has left makes room for the next. */
export const isRunning = (kept: KeptSession, now: number): boolean =>
  !kept.ended && !isOver(kept, now) && now - kept.activeAt < abandonedMs;

/** True from when nothing of it is kept any more. */
export const isOver = (kept: KeptSession, now: number): boolean => now >= endOf(kept);

export function endOf({ startedAt }: Pick<Session, 'startedAt'>): number {
  return startedAt + lifeMs;
}

/** The same record where the person is counted already. */
export function withPerson(kept: KeptSession, person: string, now: number): KeptSession {
  const { who, count, version } = kept;
  if (!who || isIn(kept, person)) return kept;
  const joined = [...who.joined, digestOf(who.key, person)];
  return { ...kept, count: count + 1, version: version + 1, activeAt: now, who: { ...who, joined } };
}

/** The same record where the person was not counted. */
export function withoutPerson(kept: KeptSession, person: string): KeptSession {
  const { who, count, version } = kept;
  if (!who || !isIn(kept, person)) return kept;
  const { starter, joined, key } = who;
  const digest = digestOf(key, person);
  const left = { key, joined: joined.filter(one => one !== digest), ...(starter !== digest && { starter }) };
  return { ...kept, count: count - 1, version: version + 1, who: left };
}

export const isIn = ({ who }: KeptSession, person: string): boolean =>
  who?.joined.includes(digestOf(who.key, person)) ?? false;

/** When this person may move it on: whoever started it at once, the others after some quiet. */
export function mayMoveAt({ who, movedAt }: KeptSession, person: string): number {
  return who && who.starter === digestOf(who.key, person) ? movedAt : movedAt + quietMs;
}

/** One step further; after the last one it has ended, and the digests go. */
export function movedOn(kept: KeptSession, steps: number, now: number): KeptSession {
  const version = kept.version + 1;
  if (kept.step < steps) return { ...kept, step: kept.step + 1, version, movedAt: now, activeAt: now };
  const { who: _, ...rest } = kept;
  return { ...rest, version, ended: true };
}

const minuteMs = 60_000;
const lifeMs = 120 * minuteMs;
const quietMs = 2 * minuteMs;
const abandonedMs = 10 * minuteMs;
