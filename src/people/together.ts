import type { Clock } from '../core/ports.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/open.ts';
import {
  begun,
  endOf,
  isIn,
  isOver,
  isRunning,
  type KeptSession,
  mayMoveAt,
  movedOn,
  type Session,
  sessions,
  withoutPerson,
  withPerson,
} from './session.ts';
import { createStarts } from './starts.ts';

/**
 * Exercises that groups do in channels, one a channel. Nobody is named: who is there is known by digests under a key of that one
 * session, for two hours. All of it throws StoreError where the store fails.
 */
export interface Together {
  /** Why this person can't start one in a channel now. */
  hindrance(channel: string, person: string): Promise<Hindrance | undefined>;
  /** Starts one, with this person in it. */
  start(channel: string, person: string, what: What): Promise<{ session: Session } | Hindrance>;
  /** Counts somebody once. */
  join(at: At, person: string): Promise<Joined | Over>;
  /** Moves it on from a step, once, if this person may; `steps` is how many there are. */
  next(at: At & { step: number }, person: string, steps: number): Promise<Moved | Over>;
  /** When the last digest of this person goes, in milliseconds since 1970; undefined where there is none. */
  countedUntil(person: string): Promise<number | undefined>;
  /** Takes every digest of a person away. Gives whether there was one. */
  forget(person: string): Promise<boolean>;
  /** Deletes what is past its time, and what cannot be read any more. */
  sweep(): Promise<void>;
}

type What = Pick<Session, 'exercise' | 'locale'>;

/** One is there already; or this person started one too short a while ago, and may again at an instant. */
export type Hindrance = { why: 'running' } | { why: 'soon'; at: number };

/** A channel, and which of its sessions. */
interface At {
  channel: string;
  session: number;
}

interface Joined {
  how: 'joined' | 'again';
  session: Session;
}

/** `behind`: it had moved already. `early` and `outside`: not before an instant; who is outside has not joined. */
export type Moved =
  | { how: 'moved' | 'behind'; session: Session }
  | { how: 'early' | 'outside'; at: number; session: Session };

/** Nothing of it is kept any more, or all that is left is how it ended. */
interface Over {
  how: 'over';
  session?: Session;
}

export function createTogether(store: Store, clock: Clock): Together {
  const records = store.collection(sessions);
  const now = () => clock.now();
  const starts = createStarts(store, now);
  return {
    async hindrance(channel, person) {
      const kept = await records.get(channel);
      if (kept && isRunning(kept, now())) return { why: 'running' };
      const at = await starts.againAt(person);
      return at === undefined ? undefined : { why: 'soon', at };
    },
    async start(channel, person, what) {
      const at = await starts.claim(person);
      if (at !== undefined) return { why: 'soon', at };
      let begins: KeptSession | undefined;
      await records.update(channel, before => {
        if (before && isRunning(before, now())) return 'same';
        begins = begun(before, what, person, now());
        return begins;
      });
      if (begins) return { session: seen(begins) };
      await starts.release(person);
      return { why: 'running' };
    },
    join: (at, person) =>
      pressed(records, at, now(), (open): Decided<Joined> => {
        const kept = withPerson(open, person, now());
        return [kept, session => ({ how: kept === open ? 'again' : 'joined', session })];
      }),
    next: (at, person, steps) =>
      pressed(records, at, now(), (open): Decided<Moved> => {
        if (open.step !== at.step) return [open, session => ({ how: 'behind', session })];
        const from = mayMoveAt(open, person);
        if (!isIn(open, person)) return [open, session => ({ how: 'outside', at: from, session })];
        if (now() < from) return [open, session => ({ how: 'early', at: from, session })];
        return [movedOn(open, steps, now()), session => ({ how: 'moved', session })];
      }),
    async countedUntil(person) {
      const ends: number[] = [];
      for await (const [, kept] of records.entries()) if (kept && isIn(kept, person)) ends.push(endOf(kept));
      const again = await starts.againAt(person);
      return ends.length > 0 ? Math.max(...ends) : again;
    },
    async forget(person) {
      const inIt: string[] = [];
      for await (const [channel, kept] of records.entries())
        if (kept && isIn(kept, person)) inIt.push(channel);
      for (const channel of inIt)
        await records.update(channel, kept => (kept ? withoutPerson(kept, person) : 'absent'));
      const started = await starts.release(person);
      return started || inIt.length > 0;
    },
    async sweep() {
      await starts.sweep();
      const past: [channel: string, kept: KeptSession | undefined][] = [];
      for await (const [channel, kept] of records.entries())
        if (!kept || isOver(kept, now())) past.push([channel, kept]);
      for (const [channel, kept] of past) {
        if (!kept) await records.delete(channel);
        // Looked at again: another may have begun there since.
        else await records.update(channel, kept => (kept && !isOver(kept, now()) ? 'same' : 'absent'));
      }
    },
  };
}

/** What stands afterwards, and what is told of it. */
type Decided<How> = [kept: KeptSession, told: (session: Session) => How];

/** Decides about an open session and changes it, as one step. */
async function pressed<How>(
  records: Collection<KeptSession>,
  { channel, session }: At,
  now: number,
  decide: (open: KeptSession) => Decided<How>,
): Promise<How | Over> {
  let result: How | Over = { how: 'over' };
  await records.update(channel, before => {
    if (before?.session !== session || isOver(before, now)) return 'same';
    if (before.ended) {
      result = { how: 'over', session: seen(before) };
      return 'same';
    }
    const [kept, told] = decide(before);
    result = told(seen(kept));
    return kept;
  });
  return result;
}

/** What commands get to know of it. */
function seen(kept: KeptSession): Session {
  const { who: _, ...session } = kept;
  return session;
}
