import { type Nudge, type Nudged, withNudge } from '../people/nudges.ts';
import type { People } from '../people/person.ts';

/** That messages did not reach somebody: which nudge, since when, in milliseconds, and Discord's code for why. */
export interface Unreached {
  name: string;
  since: number;
  code: number;
}

/** Who is to be told that messages do not reach them, in memory, so that no answer has to look for it. */
export interface UnreachedPeople {
  put(owner: string, record: Nudged): void;
  get(owner: string): Unreached | undefined;
  forget(owner: string): void;
  /** Notes that they were told: once is enough. @throws StoreError */
  told(owner: string): Promise<void>;
}

export function createUnreached(people: People): UnreachedPeople {
  const waiting = new Map<string, Unreached>();
  return {
    put(owner, { nudges }) {
      const [name, nudge] = Object.entries(nudges).find(([, one]) => isUntold(one)) ?? [];
      const paused = nudge?.paused;
      if (name && paused) waiting.set(owner, { name, since: paused.since, code: paused.code ?? 0 });
      else waiting.delete(owner);
    },
    get: owner => waiting.get(owner),
    forget: owner => void waiting.delete(owner),
    async told(owner) {
      waiting.delete(owner);
      await people.amend('nudges', owner, record =>
        Object.keys(record.nudges).reduce(
          (known, name) =>
            withNudge(known, name, nudge =>
              nudge.paused && isUntold(nudge) ? { ...nudge, paused: { ...nudge.paused, told: true } } : nudge,
            ),
          record,
        ),
      );
    },
  };
}

/** A channel is nobody's: who looks after its server is told by /server. */
const isUntold = ({ paused, address }: Nudge) =>
  address.kind === 'dm' && paused?.why === 'gone' && paused.told !== true;
