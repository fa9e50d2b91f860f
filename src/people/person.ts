import type { Clock, Log } from '../core/ports.ts';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/open.ts';
import { UnreadableError } from '../store/seal.ts';
import { collections, type KindName, kindNames, type ValueOf } from './collections.ts';
import { createErasing } from './erasing.ts';
import { dayOf, type Kept, type PersonKind, type Telling, untilOf } from './kind.ts';
import { kinds } from './kinds.ts';
import { createSeenToday } from './seen-today.ts';
import { createTogether, type Together } from './together.ts';

type Body<K extends KindName> = Omit<ValueOf<K>, 'usedOn'>;

/** What is kept about people, one record of a kind a person. */
export interface People {
  /**
   * What a helping command may know: it waits 250 ms at most, and a store that is away is like a person nothing is kept of.
   * Nothing may be written on the strength of it.
   */
  glance<K extends KindName>(kind: K, id: string): Promise<ValueOf<K> | undefined>;
  /** A glance where the person is told what there is: 'unknown' where that cannot be found out, for that is not nothing. */
  peek<K extends KindName>(kind: K, id: string): Promise<ValueOf<K> | 'unknown' | undefined>;
  /** The record, or nothing where there surely is none. @throws StoreError, UnreadableError. */
  read<K extends KindName>(kind: K, id: string): Promise<ValueOf<K> | undefined>;
  /** Changes a record, or makes it. Gives what stands afterwards. @throws StoreError, UnreadableError. */
  change<K extends KindName>(
    kind: K,
    id: string,
    change: (current: ValueOf<K> | undefined) => Body<K>,
  ): Promise<ValueOf<K>>;
  /**
   * Changes a record that is there, from Steady's own side: it does not count as use, and never makes one. 'same' leaves it.
   * Gives what stands afterwards. @throws StoreError, UnreadableError.
   */
  amend<K extends KindName>(
    kind: K,
    id: string,
    change: (current: ValueOf<K>) => ValueOf<K> | 'same',
  ): Promise<ValueOf<K> | undefined>;
  /** Every record of a kind, by id; those that cannot be read come as undefined. @throws StoreError. */
  all<K extends KindName>(kind: K): AsyncIterable<[id: string, value: ValueOf<K> | undefined]>;
  /** Notes on every record there is that its person used Steady today; makes none. */
  touch(id: string): Promise<void>;
  /** Every kept record in plain words. @throws StoreError. */
  show(id: string, telling: Telling): Promise<Shown[]>;
  /**
   * Erases every record, and the bytes of it. Gives how many there were.
   * @throws StoreError where it could not; from then on nothing of it is used, and it is tried again until it is done.
   */
  erase(id: string): Promise<number>;
  /** The same for one record, also where it cannot be read. Gives whether there was one. @throws StoreError as `erase` does. */
  eraseOne(kind: KindName, id: string): Promise<boolean>;
  /** What groups are doing in channels; nobody is named there. */
  readonly together: Together;
  /** As stored, sealed fields sealed. */
  raw(id: string): Promise<Record<string, unknown>>;
  /** Tries no more to finish what it could not erase. */
  stop(): void;
}

/** One record as /my-data tells of it. */
export interface Shown {
  kind: KindName | 'together';
  /** Undefined where the record cannot be read any more. */
  value: unknown;
  lines: string[];
  /** When it goes, in milliseconds since 1970. */
  until: number | undefined;
}

interface PeopleParts {
  clock: Clock;
  log: Log;
  /** How long a glance waits, in milliseconds. */
  glanceMs?: number | undefined;
  /** How long until an erasure that failed is tried again, in milliseconds. */
  retryMs?: number | undefined;
}

export function createPeople(
  store: Store,
  { clock, log, glanceMs = usualGlanceMs, retryMs }: PeopleParts,
): People {
  const all = collections(store);
  const together = createTogether(store, clock);
  const erasing = createErasing(all, store, { log, retryMs, forget: id => together.forget(id) });
  const today = () => dayOf(clock.now());
  const seen = createSeenToday();
  const peek: People['peek'] = async (kind, id) => {
    if (erasing.isOwed(kind, id)) return undefined;
    try {
      return await all[kind].get(id, { within: glanceMs });
    } catch (error) {
      log.warn({ err: error, kind }, 'A record could not be read in time, so the defaults serve');
      return 'unknown';
    }
  };
  return {
    peek,
    async glance(kind, id) {
      const found = await peek(kind, id);
      return found === 'unknown' ? undefined : found;
    },
    read: async (kind, id) => (erasing.isOwed(kind, id) ? undefined : all[kind].get(id)),
    async change<K extends KindName>(
      kind: K,
      id: string,
      change: (current: ValueOf<K> | undefined) => Body<K>,
    ): Promise<ValueOf<K>> {
      await erasing.settle(id, [kind]);
      const collection: Collection<ValueOf<K>> = all[kind];
      const after = await collection.update(
        id,
        current => ({ ...change(current), usedOn: today() }) as ValueOf<K>,
      );
      return after as ValueOf<K>;
    },
    async amend<K extends KindName>(
      kind: K,
      id: string,
      change: (current: ValueOf<K>) => ValueOf<K> | 'same',
    ): Promise<ValueOf<K> | undefined> {
      if (erasing.isOwed(kind, id)) return undefined;
      const collection: Collection<ValueOf<K>> = all[kind];
      return collection.update(id, current => (current === undefined ? 'absent' : change(current)));
    },
    all: kind => all[kind].entries(),
    async touch(id) {
      const usedOn = today();
      // Whatever is written later that day carries the day already.
      const isKnown = seen.has(id, usedOn);
      for (const name of kindNames.filter(name => !erasing.isOwed(name, id))) {
        const kind = kinds[name] as PersonKind<Kept>;
        if (!isKnown || kind.met) await touchOne(all[name] as Collection<Kept>, id, usedOn, kind);
      }
      seen.add(id, usedOn);
    },
    async show(id, telling) {
      await erasing.settle(id, kindNames);
      const told = kindNames.map(name => shown(name, all[name] as Collection<Kept>, id, telling));
      return (await Promise.all([...told, counted(together, id, telling)])).flat();
    },
    erase: id => erasing.all(id),
    eraseOne: (kind, id) => erasing.one(kind, id),
    together,
    raw: id => store.raw(id),
    stop: () => erasing.stop(),
  };
}

async function touchOne(
  collection: Collection<Kept>,
  id: string,
  usedOn: string,
  { met = known => known }: PersonKind<Kept>,
): Promise<void> {
  const known = await readable(collection, id);
  if (!known || (known.usedOn === usedOn && met(known) === known)) return;
  await collection.update(id, current => (current ? { ...met(current), usedOn } : 'absent'));
}

/** Nothing where it cannot be read: one record that is damaged is no reason to let the others go. */
async function readable(collection: Collection<Kept>, id: string): Promise<Kept | undefined> {
  try {
    return await collection.get(id);
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

async function shown(
  name: KindName,
  collection: Collection<Kept>,
  id: string,
  telling: Telling,
): Promise<Shown[]> {
  try {
    const value = await collection.get(id);
    if (!value) return [];
    const { tell } = kinds[name] as PersonKind<Kept>;
    return [{ kind: name, value, lines: tell(value, telling), until: untilOf(value) }];
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return [{ kind: name, value: undefined, lines: [telling.say('my-data.unreadable')], until: undefined }];
  }
}

/** That somebody is counted in a channel, as long as that is known. */
async function counted(together: Together, id: string, { say }: Telling): Promise<Shown[]> {
  const last = await together.countedUntil(id);
  if (last === undefined) return [];
  const until = new Date(last).toISOString();
  const lines = [say('my-data.together.line', { time: until.slice(0, 'YYYY-MM-DDTHH:MM'.length) })];
  return [{ kind: 'together', value: { until }, lines, until: undefined }];
}

/** How long a helping command waits for what is kept, in milliseconds. */
const usualGlanceMs = 250;
