import type { Clock, Log, Messages, Outbox } from '../../src/core/ports.ts';
import type { NudgeContents } from '../../src/nudges/content.ts';
import { createCalendar } from '../../src/nudges/local-time.ts';
import { createNudges, type NudgeWorks } from '../../src/nudges/nudges.ts';
import { createPeople, type People } from '../../src/people/person.ts';
import { openMemory } from '../../src/store/memory.ts';
import { createSeal } from '../../src/store/seal.ts';
import { createStore } from '../../src/store/store.ts';

/** What a router is handed besides words and commands, on a store of its own in memory, with nobody in it. */
export function keptIn(clock: Clock, log: Log): { people: People; nudges: NudgeWorks; messages: Messages } {
  const seal = createSeal([new Uint8Array(32)]);
  const store = createStore(openMemory(), { seal, deadline: 1_500 });
  const people = createPeople(store, { clock, log });
  const contents: NudgeContents = new Map();
  const words = () => {
    throw new Error('Expected that nothing is sent.');
  };
  const calendar = createCalendar();
  const nudges = createNudges({ people, store, clock, log, outbox: noOutbox, contents, words, calendar });
  return { people, nudges, messages: noMessages };
}

const noMessages: Messages = {
  tidy: async () => 0,
  write: async () => 'not-now',
  open: async () => 'not-now',
  post: async () => 'not-now',
  remove: async () => 'not-now',
};
const noOutbox: Outbox = {
  turn: async () => {},
  send: async () => ({ kind: 'unsure', reason: 'nobody is there' }),
  open: async () => 'not-now',
  find: async () => 'failed',
};
