import type { Clock, Log } from '../core/ports.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/open.ts';
import { UnreadableError } from '../store/seal.ts';
import { dayOf, type Kept, type PersonKind, type Say, untilOf } from './kind.ts';
import { kinds } from './kinds.ts';

type Kinds = typeof kinds;
type KindName = keyof Kinds;
type ValueOf<K extends KindName> = Kinds[K] extends PersonKind<infer T> ? T : never;
type Body<K extends KindName> = Omit<ValueOf<K>, 'usedOn'>;

/** What is kept about people, one record of a kind a person. */
export interface People {
  /**
   * What a helping command may know: it waits 250 ms at most, and a store that is away is like a person nothing is kept of.
   * Nothing may be written on the strength of it.
   */
  glance<K extends KindName>(kind: K, id: string): Promise<ValueOf<K> | undefined>;
  /** The record, or nothing where there surely is none. @throws StoreError, UnreadableError. */
  read<K extends KindName>(kind: K, id: string): Promise<ValueOf<K> | undefined>;
  /** Changes a record, or makes it. Gives what stands afterwards. @throws StoreError, UnreadableError. */
  change<K extends KindName>(
    kind: K,
    id: string,
    change: (current: ValueOf<K> | undefined) => Body<K>,
  ): Promise<ValueOf<K>>;
  /** Notes on every record there is that its person used Steady today; makes none. */
  touch(id: string): Promise<void>;
  /** Every kept record in plain words. @throws StoreError. */
  show(id: string, say: Say): Promise<Shown[]>;
  /** Erases every record, and the bytes of it. Gives how many there were. @throws StoreError. */
  erase(id: string): Promise<number>;
  /** As stored, sealed fields sealed. */
  raw(id: string): Promise<Record<string, unknown>>;
}

/** One record as /my-data tells of it. */
export interface Shown {
  kind: KindName;
  /** Undefined where the record cannot be read any more. */
  value: unknown;
  lines: string[];
  /** When it goes, in milliseconds since 1970. */
  until: number | undefined;
}

export function createPeople(
  store: Store,
  { clock, log, glanceMs = usualGlanceMs }: { clock: Clock; log: Log; glanceMs?: number | undefined },
): People {
  const all = collections(store);
  const names = Object.keys(kinds) as KindName[];
  const today = () => dayOf(clock.now());
  return {
    async glance(kind, id) {
      try {
        return await all[kind].get(id, { within: glanceMs });
      } catch (error) {
        log.warn({ err: error, kind }, 'A record could not be read in time, so the defaults serve');
        return undefined;
      }
    },
    read: (kind, id) => all[kind].get(id),
    async change<K extends KindName>(
      kind: K,
      id: string,
      change: (current: ValueOf<K> | undefined) => Body<K>,
    ): Promise<ValueOf<K>> {
      const collection: Collection<ValueOf<K>> = all[kind];
      const after = await collection.update(
        id,
        current => ({ ...change(current), usedOn: today() }) as ValueOf<K>,
      );
      return after as ValueOf<K>;
    },
    async touch(id) {
      const usedOn = today();
      for (const name of names) await touchOne(all[name] as Collection<Kept>, id, usedOn);
    },
    show: async (id, say) =>
      (await Promise.all(names.map(name => shown(name, all[name] as Collection<Kept>, id, say)))).flat(),
    async erase(id) {
      const erased = await Promise.all(names.map(name => all[name].delete(id)));
      await store.scrub();
      return erased.filter(Boolean).length;
    },
    raw: id => store.raw(id),
  };
}

type Collections = { [K in KindName]: Collection<ValueOf<K>> };

function collections(store: Store): Collections {
  const entries = Object.entries(kinds).map(([name, kind]) => [
    name,
    store.collection(kind as PersonKind<Kept>),
  ]);
  return Object.fromEntries(entries) as Collections;
}

async function touchOne(collection: Collection<Kept>, id: string, usedOn: string): Promise<void> {
  const known = await collection.get(id);
  if (!known || known.usedOn === usedOn) return;
  await collection.update(id, current => (current ? { ...current, usedOn } : 'absent'));
}

async function shown(name: KindName, collection: Collection<Kept>, id: string, say: Say): Promise<Shown[]> {
  try {
    const value = await collection.get(id);
    if (!value) return [];
    const { tell } = kinds[name] as PersonKind<Kept>;
    return [{ kind: name, value, lines: tell(value, say), until: untilOf(value) }];
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return [{ kind: name, value: undefined, lines: [say('my-data.unreadable')], until: undefined }];
  }
}

/** How long a helping command waits for what is kept, in milliseconds. */
const usualGlanceMs = 250;
