import { inTime } from './deadline.ts';
import type { CollectionDefinition } from './definition.ts';
import { createQueue } from './queue.ts';
import { createRecords, isPast, rawOf } from './record.ts';
import { type Seal, UnreadableError } from './seal.ts';
import type { Row, Table } from './table.ts';

export type { CollectionDefinition } from './definition.ts';
export { StoreError } from './errors.ts';

/** Values of one kind by id. An id has 1 to 100 printable ASCII characters and no space. */
export interface Collection<T> {
  readonly name: string;
  /**
   * Undefined only when there surely is no record. `within`: milliseconds to wait, if not the usual deadline.
   * @throws StoreError when that could not be found out in time, UnreadableError when there is one that cannot be read.
   */
  get(id: string, options?: { within?: number }): Promise<T | undefined>;
  /**
   * Reads, changes and writes as one step, queued per id. `change` gives the new value, or 'absent' (the record goes,
   * or never comes), or 'same' (nothing is written). It is asked again when another process has written meanwhile: what it
   * said last is what counts. Gives what stands afterwards.
   * @throws StoreError when it was not written, or not surely; UnreadableError when what is there cannot be read.
   */
  update(id: string, change: (current: T | undefined) => T | 'absent' | 'same'): Promise<T | undefined>;
  /** Also deletes what cannot be read. @returns whether there was one. @throws StoreError */
  delete(id: string): Promise<boolean>;
  /** Every id with its value, by key, safe while others write. Unreadable records come as undefined value. */
  entries(): AsyncIterable<[id: string, value: T | undefined]>;
  /** What is stored, as stored: sealed fields sealed. Undefined when there is nothing. @throws StoreError */
  raw(id: string): Promise<unknown>;
}

/** A collection as the store sees it. */
export interface KeptCollection<T> extends Collection<T> {
  /** Deletes what is past its `until`; ids first. Gives how many. */
  sweep(now: number): Promise<number>;
}

/** The records of one kind on one table. `deadline` in milliseconds, for every call. */
export function createCollection<T extends object>(
  definition: CollectionDefinition<T>,
  parts: { table: Table; seal: Seal; deadline: number },
): KeptCollection<T> {
  checkDefinition(definition);
  const { table, deadline } = parts;
  const records = createRecords(definition, parts.seal);
  const queue = createQueue(table, deadline);
  const decoded = (id: string, text: string | undefined): T | undefined =>
    text === undefined ? undefined : records.decode(id, text);
  const read = async (id: string, within = deadline): Promise<string | undefined> => {
    checkId(id);
    const until = performance.now() + within;
    return inTime(table.get(id, until), until);
  };

  const remainsOf = (id: string, stored: string, now: number): string | undefined => {
    const { remains } = definition;
    if (!remains) return undefined;
    const value = readable(() => records.decode(id, stored));
    // The key may be found again; but nothing is kept for ever because nobody can read it.
    if (value === undefined) return isPast(stored, now - unreadableMs) ? undefined : stored;
    const left = remains(value, now);
    return left === 'absent' ? undefined : records.encode(id, left);
  };

  return {
    name: definition.name,
    async get(id, { within } = {}) {
      const known = table.known?.(id);
      return decoded(id, known ? known.value : await read(id, within));
    },
    async update(id, change) {
      checkId(id);
      return queue(id, stored => {
        const wanted = change(decoded(id, stored));
        // Read again, in case `change` played with what it was given.
        if (wanted === 'same') return { next: stored, result: decoded(id, stored) };
        if (wanted === 'absent') return { next: undefined, result: undefined };
        const next = records.encode(id, wanted);
        // Read back, so that the caller holds what a later `get` will give, and nothing that it shares with `wanted`.
        return { next, result: records.decode(id, next) };
      });
    },
    async delete(id) {
      checkId(id);
      return queue(id, stored => ({ next: undefined, result: stored !== undefined }));
    },
    async *entries() {
      for await (const page of pagesInTime(table, deadline)) {
        for (const { key, value } of page) yield [key, readable(() => records.decode(key, value))];
      }
    },
    async raw(id) {
      const text = await read(id);
      return text === undefined ? undefined : rawOf(text);
    },
    async sweep(now) {
      const past: string[] = [];
      for await (const page of pagesInTime(table, deadline)) {
        for (const { key, value } of page) if (isPast(value, now)) past.push(key);
      }
      let deleted = 0;
      for (const id of past) {
        // Looked at again: it may have been written since.
        const gone = await queue(id, stored => {
          if (stored === undefined || !isPast(stored, now)) return { next: stored, result: false };
          const next = remainsOf(id, stored, now);
          return { next, result: next === undefined };
        });
        if (gone) deleted++;
      }
      return deleted;
    },
  };
}

/** Every page has the whole deadline: how many there are says nothing about whether the store answers. */
async function* pagesInTime(table: Table, deadline: number): AsyncIterable<readonly Row[]> {
  const pages = table.pages(deadline)[Symbol.asyncIterator]();
  for (;;) {
    const page = await inTime(pages.next(), performance.now() + deadline);
    if (page.done) return;
    yield page.value;
  }
}

function readable<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

function checkDefinition<T extends object>({ name, version }: CollectionDefinition<T>): void {
  if (!namePattern.test(name)) throw new Error(`Expected small letters and underscores, got "${name}".`);
  if (!Number.isInteger(version) || version < 1) {
    throw new Error(`Expected "${name}" to have a version from 1, got ${version}.`);
  }
}

function checkId(id: string): void {
  // The id itself is not said: errors are logged.
  if (!idPattern.test(id))
    throw new Error('Expected an id of 1 to 100 printable characters without a space.');
}

/** A year, in milliseconds: as long as everything is kept after its last use. */
const unreadableMs = 366 * 24 * 60 * 60_000;
const namePattern = /^[a-z][a-z_]*$/;
const idPattern = /^[\x21-\x7e]{1,100}$/;
