import type { Log } from '../../core/ports.ts';
import { createMarks } from '../../nudges/marks.ts';
import { dueTogether, type Owner } from '../../ops/bench-nudges-people.ts';
import { createPeople, type People } from '../../people/person.ts';
import { openStore, type Store } from '../../store/open.ts';
import { createSeal } from '../../store/seal.ts';

/** Writes daily messages into a store that no process uses. */
export async function fill(
  storeUrl: string,
  owners: readonly Owner[],
  minutesAgo: (owner: number) => number,
): Promise<void> {
  const wants = dueTogether(Date.now());
  await opened(storeUrl, async (people, store) => {
    const marks = createMarks(store);
    for (const [index, owner] of owners.entries()) {
      const { record, mark } = wants(owner, minutesAgo(index));
      await people.change('nudges', owner.id, () => ({ ...record, usedOn: '' }));
      marks.advance(record.zone, mark, 0);
    }
    await marks.save();
  });
}

/** What somebody is found to have kept. */
export interface Found {
  country: string | undefined;
  words: string | undefined;
}

/** Reads what is kept of these people, past Steady, once no process uses the store; and how many deliveries are open. */
export async function readKept(
  storeUrl: string,
  ids: readonly string[],
): Promise<{ found: Map<string, Found>; open: number }> {
  return opened(storeUrl, async people => {
    const found = new Map<string, Found>();
    for (const id of ids) {
      const { country } = (await people.read('preferences', id)) ?? {};
      const plan = await people.read('plan', id);
      found.set(id, { country, words: plan?.parts.steadies });
    }
    let open = 0;
    for await (const [, record] of people.all('nudges')) if (record?.nudges.daily?.claim) open += 1;
    return { found, open };
  });
}

async function opened<T>(storeUrl: string, work: (people: People, store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(storeUrl, { root: '/', log: quiet, seal: createSeal([key]), deadline });
  const people = createPeople(store, { clock: { now: () => Date.now() }, log: quiet });
  try {
    return await work(people, store);
  } finally {
    people.stop();
    await store.close();
  }
}

export const key = Buffer.alloc(32, 1);
/** Milliseconds; many of these run side by side. */
const deadline = 30_000;
const quiet: Log = { info() {}, warn() {}, error() {} };
