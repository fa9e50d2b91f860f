/**
 * A process of its own on a Redis, run on the built program: adds 1 to the record "shared" so many times, ten at once, and to
 * records of its own; ends with 1 when one of them was not confirmed.
 */
import { z } from 'zod';
import { openStore } from '../../dist/src/store/open.js';
import { createSeal } from '../../dist/src/store/seal.js';

const [url, times, name] = process.argv.slice(2);
const log = { info() {}, warn() {}, error() {} };
const store = await openStore(url, {
  root: '/',
  log,
  seal: createSeal([new Uint8Array(32)]),
  deadline: 10_000,
});
const kept = store.collection({
  name: 'notes',
  version: 1,
  schema: z.object({ text: z.string(), count: z.number() }),
});
let left = Number(times);
const lane = async () => {
  while (left-- > 0) {
    const number = left;
    await kept.update('shared', now => ({ text: name, count: (now?.count ?? 0) + 1 }));
    await kept.update(`${name}-${number}`, () => ({ text: name, count: number }));
  }
};
await Promise.all(Array.from({ length: 10 }, lane));
await store.close();
