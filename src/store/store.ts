import { randomUUID } from 'node:crypto';
import type { Metrics } from '../core/ports.ts';
import { type Collection, createCollection, type KeptCollection } from './collection.ts';
import { inTime } from './deadline.ts';
import type { CollectionDefinition } from './definition.ts';
import { measured } from './measured.ts';
import type { Seal } from './seal.ts';
import type { Backend } from './table.ts';

/** Everything Steady keeps. */
export interface Store {
  /** @throws Error for a second collection of one name, and for a definition that cannot work. */
  collection<T extends object>(definition: CollectionDefinition<T>): Collection<T>;
  /** Deletes what is past its `until`: collects ids first. Gives how many. `now`: ms since 1970. @throws StoreError */
  sweep(now: number): Promise<number>;
  /** After erasing: makes sure that no deleted byte is left in the file. @throws StoreError when that is not sure. */
  scrub(): Promise<void>;
  /** What every collection holds under this id, as stored. @throws StoreError */
  raw(id: string): Promise<Record<string, unknown>>;
  /** Reads what is not there, to see that it answers. @throws StoreError when it does not. */
  check(): Promise<void>;
  /**
   * Notes an id for so many milliseconds, and gives whether none of the processes had noted it. Left out where one process is alone
   * with the store. @throws StoreError, soon: somebody waits for the answer.
   */
  note?: (id: string, forMs: number) => Promise<boolean>;
  close(): Promise<void>;
}

/** A store on a place that keeps tables. `deadline`: milliseconds for every call. */
export function createStore(
  place: Backend,
  options: { seal: Seal; deadline: number; metrics?: Metrics | undefined },
): Store {
  const { seal, deadline, metrics } = options;
  const backend = metrics ? measured(place, metrics) : place;
  const { note } = backend;
  const collections = new Map<string, Pick<KeptCollection<object>, 'raw' | 'sweep'>>();
  return {
    collection(definition) {
      const { name } = definition;
      if (collections.has(name)) throw new Error(`Expected one collection "${name}", got a second.`);
      const collection = createCollection(definition, { table: backend.table(name), seal, deadline });
      collections.set(name, collection);
      return collection;
    },
    async sweep(now) {
      let deleted = 0;
      for (const collection of collections.values()) deleted += await collection.sweep(now);
      return deleted;
    },
    async scrub() {
      const until = performance.now() + scrubFor;
      await inTime(backend.scrub(until), until);
    },
    async raw(id) {
      const held = await Promise.all(
        [...collections].map(async ([name, collection]) => [name, await collection.raw(id)] as const),
      );
      return Object.fromEntries(held.filter(([, stored]) => stored !== undefined));
    },
    async check() {
      const [any] = collections.values();
      // Another one each time: what was read before may be known without a read.
      await any?.raw(`nobody-${randomUUID()}`);
    },
    ...(note && {
      note(id, forMs) {
        const until = performance.now() + noteWithin;
        return inTime(note(id, forMs, until), until);
      },
    }),
    close: () => backend.close(),
  };
}

/** Milliseconds. It has to rewrite what waits in the log of the file, which may be many megabytes. */
const scrubFor = 30_000;
/** Milliseconds, as where a helping command reads. */
const noteWithin = 250;
