import type { Log } from '../core/ports.ts';
import type { Store } from '../store/open.ts';
import { type Collections, type KindName, kindNames } from './collections.ts';
import { createOwed } from './owed.ts';

/** Erases records, and the bytes of them. What the store does not do at once is owed: nothing of it is used from then on. */
export interface Erasing {
  /** Every record of a person. Gives how many there were. @throws StoreError where it is owed from now on. */
  all(id: string): Promise<number>;
  /** One record. Gives whether there was one. @throws StoreError where it is owed from now on. */
  one(kind: KindName, id: string): Promise<boolean>;
  /** True while this record is still to go. */
  isOwed(kind: KindName, id: string): boolean;
  /** Carries out what is owed of these records. @throws StoreError where it cannot. */
  settle(id: string, kinds: readonly KindName[]): Promise<void>;
  /** Tries no more. */
  stop(): void;
}

interface ErasingParts {
  log: Log;
  retryMs?: number | undefined;
  /** Takes somebody out of what stands under no id of theirs. Gives whether there was anything. */
  forget: (id: string) => Promise<boolean>;
}

export function createErasing(
  collections: Collections,
  store: Store,
  { log, retryMs, forget }: ErasingParts,
): Erasing {
  const eraseAll = async (id: string): Promise<number> => {
    const erased = await Promise.all([...kindNames.map(kind => collections[kind].delete(id)), forget(id)]);
    await store.scrub();
    return erased.filter(Boolean).length;
  };
  const eraseOne = async (key: string): Promise<boolean> => {
    const [kind, id] = key.split(' ') as [KindName, string];
    const erased = await collections[kind].delete(id);
    await store.scrub();
    return erased;
  };
  const keyOf = (kind: KindName, id: string) => `${kind} ${id}`;
  const people = createOwed(eraseAll, { what: 'Deletions', log, retryMs });
  const records = createOwed(eraseOne, { what: 'Deletions of single records', log, retryMs });
  return {
    all: id => people.carryOut(id),
    one: (kind, id) => records.carryOut(keyOf(kind, id)),
    isOwed: (kind, id) => people.isOwed(id) || records.isOwed(keyOf(kind, id)),
    async settle(id, kinds) {
      if (people.isOwed(id)) await people.carryOut(id);
      for (const key of kinds.map(kind => keyOf(kind, id))) {
        if (records.isOwed(key)) await records.carryOut(key);
      }
    },
    stop() {
      people.stop();
      records.stop();
    },
  };
}
