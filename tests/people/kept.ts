import type { Clock, Log } from '../../src/core/ports.ts';
import { createPeople, type People } from '../../src/people/person.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';

/** A store of its own in memory, with nobody in it. */
export function peopleIn(clock: Clock, log: Log): People {
  const seal = createSeal([new Uint8Array(32)]);
  return createPeople(createStore(openMemory(), { seal, deadline: 1_500 }), { clock, log });
}

export const noMessages = { tidy: async () => 0 };
