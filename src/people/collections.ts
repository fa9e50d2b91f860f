import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/open.ts';
import type { Kept, PersonKind } from './kind.ts';
import { kinds } from './kinds.ts';

type Kinds = typeof kinds;
export type KindName = keyof Kinds;
export type ValueOf<K extends KindName> = Kinds[K] extends PersonKind<infer T> ? T : never;
export type Collections = { [K in KindName]: Collection<ValueOf<K>> };

export const kindNames = Object.keys(kinds) as KindName[];

/** A collection for each kind of record about people. */
export function collections(store: Store): Collections {
  const entries = Object.entries(kinds).map(([name, kind]) => [
    name,
    store.collection(kind as PersonKind<Kept>),
  ]);
  return Object.fromEntries(entries) as Collections;
}
