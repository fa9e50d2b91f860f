import type { z } from 'zod';

/** One kind of record. */
export interface CollectionDefinition<T extends object> {
  /** Small letters and underscores: the name of its table. */
  name: string;
  schema: z.ZodType<T>;
  /** From 1. */
  version: number;
  /** From that version to the next, for every version before this one. */
  upgrades?: Readonly<Record<number, (older: unknown) => unknown>>;
  /** Fields kept encrypted, each by itself. */
  sealed?: readonly (keyof T & string)[];
  /** Milliseconds since 1970; the sweep deletes it after. Asked whenever the record is written. */
  until?: (value: T) => number | undefined;
  /** What the sweep leaves of a record that is past its `until`; nothing where this is left out. `now` in milliseconds. */
  remains?: (value: T, now: number) => T | 'absent';
}
