import type { CollectionDefinition } from '../store/collection.ts';

/** What the words of the interface are asked for. */
type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** What a kind tells its record with. */
export interface Telling {
  say: Say;
  /** The title of an exercise; its id where there is no such exercise any more. */
  exercise: (id: string) => string;
  /** The label of a feeling; its id where there is no such feeling any more. */
  feeling: (id: string) => string;
  /** The name of a country in the person's language. */
  country: (code: string) => string;
  /** Discord's locale code, for dates and times. */
  locale: string;
}

/** Every kept record says on which day its person last used Steady. */
export interface Kept {
  /** Local day of the host, such as 2026-11-22. */
  usedOn: string;
}

/**
 * One kind of record about a person. It is shown, exported and erased through what it says here, so a kind that leaves any of it
 * out does not compile. Its id is always the person's own.
 */
export interface PersonKind<T extends Kept> extends CollectionDefinition<T> {
  /** What is kept, in plain words, a line each. */
  tell: (value: T, telling: Telling) => string[];
  /** What changes in it when its person was here; the same value where nothing does. */
  met?: (value: T) => T;
}

/** Everything goes this long after its person last used Steady. */
export function untilOf({ usedOn }: Kept): number {
  const [year = 0, month = 1, day = 1] = usedOn.split('-').map(Number);
  return Date.UTC(year + 1, month - 1, day);
}

export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 'YYYY-MM-DD'.length);
