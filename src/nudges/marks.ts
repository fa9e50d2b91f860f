import { z } from 'zod';
import type { Collection } from '../store/collection.ts';
import type { Store } from '../store/open.ts';
import { UnreadableError } from '../store/seal.ts';
import { mostDaysApart } from './due.ts';
import { addDays, compareLocal, type LocalTime } from './local-time.ts';

/**
 * The furthest local time that was looked at in every zone, in memory; and, stored, the furthest up to which everything that was
 * due is claimed or dropped. A restart goes on from the stored one, so nothing is lost between the two.
 */
export interface Marks {
  /** Takes what is stored for all that is known. */
  load(): Promise<void>;
  looked(zone: string): LocalTime | undefined;
  /** Notes that a zone was looked at up to `mark` and how many deliveries came of it. Call what it gives once for each that is settled. */
  advance(zone: string, mark: LocalTime, deliveries: number): () => void;
  /** Writes down what is settled, if that is more than before. @throws StoreError */
  save(): Promise<void>;
}

/** Several processes may keep theirs on one Redis: the furthest wins. @throws Error for a second one on the same store. */
export function createMarks(store: Store): Marks {
  const collection = store.collection(definition);
  const looked = new Map<string, LocalTime>();
  const settled = new Map<string, LocalTime>();
  const open = new Map<string, Look[]>();
  let unsaved = false;

  const settle = (zone: string): void => {
    const looks = open.get(zone) ?? [];
    for (let first = looks[0]; first && first.left === 0; first = looks[0]) {
      settled.set(zone, first.mark);
      unsaved = true;
      looks.shift();
    }
  };

  return {
    async load() {
      const stored = await readable(collection);
      for (const known of [looked, settled, open]) known.clear();
      for (const [zone, mark] of Object.entries(stored?.zones ?? {})) {
        looked.set(zone, mark);
        settled.set(zone, mark);
      }
    },
    looked: zone => looked.get(zone),
    advance(zone, mark, deliveries) {
      const before = looked.get(zone);
      const look = { mark, left: deliveries };
      looked.set(zone, mark);
      if (deliveries > 0 || before === undefined || compareLocal(before, mark) !== 0) {
        open.set(zone, [...(open.get(zone) ?? []), look]);
        settle(zone);
      }
      return () => {
        look.left -= 1;
        if (look.left === 0) settle(zone);
      };
    },
    async save() {
      if (!unsaved) return;
      unsaved = false;
      try {
        await collection.update(only, known => ({ zones: furthest(known?.zones ?? {}, settled) }));
      } catch (error) {
        unsaved = true;
        throw error;
      }
    },
  };
}

/** Marks that cannot be read are as good as none: every nudge knows the last slot it had. */
async function readable(collection: Collection<Stored>): Promise<Stored | undefined> {
  try {
    return await collection.get(only);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    await collection.delete(only);
    return undefined;
  }
}

/**
 * Another process may have come further, and what it wrote stands; unless no zone can be that far ahead, as after a clock that was
 * wrong. A mark that is too old costs a look, one too far a message.
 */
function furthest(known: Stored['zones'], settled: ReadonlyMap<string, LocalTime>): Stored['zones'] {
  const zones = { ...known };
  for (const [zone, mark] of settled) {
    const other = zones[zone];
    const isBelieved = other !== undefined && other.date <= addDays(mark.date, mostDaysApart);
    if (!isBelieved || compareLocal(other, mark) < 0) zones[zone] = mark;
  }
  return zones;
}

interface Look {
  mark: LocalTime;
  /** How many of its deliveries are neither claimed nor dropped. */
  left: number;
}

/** All zones in one record: it is written once a minute. */
const only = 'all';
const schema = z.object({
  zones: z.record(z.string(), z.object({ date: z.string(), minute: z.int() })),
});
type Stored = z.infer<typeof schema>;
const definition = { name: 'marks', version: 1, schema };
