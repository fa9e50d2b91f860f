import { z } from 'zod';
import { dateIn } from '../core/dates.ts';
import { quoted } from '../core/own-words.ts';
import { type PersonKind, untilOf } from './kind.ts';

/** What somebody promised themselves: the one that is asked about, and the ones they kept. */
export type Promises = z.infer<typeof schema>;
type Body = Omit<Promises, 'usedOn'>;

/** Milliseconds since 1970. */
const instant = z.number();

const schema = z.object({
  usedOn: z.string(),
  /** The one that was not answered yet. When it is asked about, and whether it still will be, stands with what is to be sent. */
  waiting: z.object({ text: z.string(), madeAt: instant }).optional(),
  /** Oldest first. `madeAt` tells them apart, so that each is kept once. */
  kept: z.array(z.object({ text: z.string(), madeAt: instant, on: instant })),
});

export const promisesKind: PersonKind<Promises> = {
  name: 'promises',
  version: 1,
  schema,
  sealed: ['waiting', 'kept'],
  until: untilOf,
  tell: ({ waiting, kept }, { say, locale }) => [
    ...(waiting
      ? [
          `${say('my-data.promises.waiting', { date: dateIn(locale, waiting.madeAt) })}\n${quoted(waiting.text)}`,
        ]
      : []),
    ...kept.map(
      ({ text, on }) => `${say('my-data.promises.kept', { date: dateIn(locale, on) })}\n${quoted(text)}`,
    ),
  ],
};

/** The record with a promise that waits, in place of the one before. */
export const withWaiting = (known: Body | undefined, text: string, madeAt: number): Body => ({
  kept: known?.kept ?? [],
  waiting: { text, madeAt },
});

/** The record without the promise made at that instant; 'same' where another one waits, or none. */
export function withoutWaiting<T extends Body>(known: T, madeAt: number): T | 'same' {
  if (known.waiting?.madeAt !== madeAt) return 'same';
  const { waiting: _, ...rest } = known;
  return rest as T;
}

/** The record with the promise made at that instant among the kept ones; 'same' where another one waits, or none. */
export function withKept<T extends Body>(known: T, madeAt: number, on: number): T | 'same' {
  const rest = withoutWaiting(known, madeAt);
  if (rest === 'same' || !known.waiting) return 'same';
  return { ...rest, kept: [...rest.kept, { ...known.waiting, on }].slice(-mostKept) };
}

/** The newest; a list that goes back years is none that anybody reads. */
const mostKept = 200;
