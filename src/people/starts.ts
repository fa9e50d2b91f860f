import { z } from 'zod';
import type { Store } from '../store/open.ts';
import { UnreadableError } from '../store/seal.ts';
import { digestOf, newKey } from './digest.ts';

/** Who started something for a group a short while ago, by digests alone: one a person in ten minutes. */
export interface Starts {
  /** When this person may start the next one; undefined where that is now. @throws StoreError */
  againAt(person: string): Promise<number | undefined>;
  /** Notes a start, unless it comes too soon. Gives what `againAt` gives. @throws StoreError */
  claim(person: string): Promise<number | undefined>;
  /** Takes back what is noted of a person. Gives whether there was anything. @throws StoreError */
  release(person: string): Promise<boolean>;
  /** Deletes what is past. @throws StoreError */
  sweep(): Promise<void>;
}

export function createStarts(store: Store, now: () => number): Starts {
  const records = store.collection<Recent>({
    name: 'together_starts',
    version: 1,
    schema,
    sealed: ['who'],
    until: ({ until }) => until,
  });
  const update = async (change: (kept: Recent | undefined) => Recent | 'absent' | 'same') => {
    try {
      await records.update(id, change);
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      // It held ten minutes at most: nobody is locked out because a key is gone.
      await records.delete(id);
      await records.update(id, change);
    }
  };
  return {
    async againAt(person) {
      const kept = await records.get(id);
      return kept && againAt(kept, person, now());
    },
    async claim(person) {
      let soon: number | undefined;
      await update((kept = { until: 0, who: { key: newKey(), starts: [] } }) => {
        soon = againAt(kept, person, now());
        return soon === undefined ? withStart(kept, person, now()) : 'same';
      });
      return soon;
    },
    async release(person) {
      let was = false;
      await update(kept => {
        if (!kept) return 'absent';
        const digest = digestOf(kept.who.key, person);
        was = kept.who.starts.some(start => start.digest === digest);
        return left(kept, start => start.digest !== digest);
      });
      return was;
    },
    sweep: () => update(kept => (kept ? left(kept, ({ at }) => now() - at < apartMs) : 'absent')),
  };
}

function againAt({ who: { key, starts } }: Recent, person: string, now: number): number | undefined {
  const digest = digestOf(key, person);
  const last = starts.findLast(start => start.digest === digest);
  return last && now - last.at < apartMs ? last.at + apartMs : undefined;
}

function withStart({ who: { key, starts } }: Recent, person: string, now: number): Recent {
  const recent = starts.filter(({ at }) => now - at < apartMs);
  return {
    until: now + apartMs,
    who: { key, starts: [...recent, { digest: digestOf(key, person), at: now }] },
  };
}

function left(kept: Recent, stays: (start: Start) => boolean): Recent | 'absent' | 'same' {
  const starts = kept.who.starts.filter(stays);
  if (starts.length === kept.who.starts.length) return 'same';
  return starts.length === 0 ? 'absent' : { ...kept, who: { ...kept.who, starts } };
}

type Recent = z.infer<typeof schema>;
type Start = Recent['who']['starts'][number];

/** All of it is one record: it is small, and a digest can only be found with the key beside it. */
const id = 'recent';
const schema = z.object({
  /** Milliseconds since 1970. */
  until: z.number(),
  who: z.object({ key: z.string(), starts: z.array(z.object({ digest: z.string(), at: z.number() })) }),
});
const apartMs = 10 * 60_000;
