/**
 * A process of its own on a store's file, run on the built program. `hold`: opens it and stays. `write FROM TO`: writes
 * numbers, each into record number % 500, and says each one on standard output once it is confirmed. `mode`: sees what
 * becomes of it when its rights are taken away. What goes wrong is said as `why: sentence`.
 */
import { chmodSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openStore } from '../../dist/src/store/open.js';
import { createSeal } from '../../dist/src/store/seal.js';

const [root, act, from, to] = process.argv.slice(2);
const say = line => writeSync(1, `${line}\n`);
const log = { info() {}, warn() {}, error() {} };

const acts = {
  hold: () => setInterval(() => {}, 1_000),
  async write(kept) {
    let next = Number(from);
    const lane = async () => {
      while (next < Number(to)) {
        const number = next++;
        await kept.update(`k${number % 500}`, () => ({ number }));
        say(number);
      }
    };
    // Fewer lanes than records: no record is written by two lanes at once.
    await Promise.all(Array.from({ length: 8 }, lane));
    say('done');
  },
  async mode(kept) {
    const file = join(root, 'steady.sqlite');
    await kept.update('1', () => ({ number: 1 }));
    for (const mode of [0o000, 0o400, 0o600]) {
      chmodSync(file, mode);
      const read = await kept.get('1').then(
        value => value.number,
        error => error.why,
      );
      const written = await kept
        .update('1', () => ({ number: 1 }))
        .then(
          value => value.number,
          error => error.why,
        );
      say(`${mode.toString(8)}: ${read} ${written}`);
    }
  },
};

try {
  const store = await openStore('sqlite://steady.sqlite', {
    root,
    log,
    seal: createSeal([new Uint8Array(32)]),
    deadline: 5_000,
  });
  say('open');
  await acts[act](
    store.collection({ name: 'numbers', version: 1, schema: z.object({ number: z.number() }) }),
  );
} catch (error) {
  say(`${error.why}: ${error.message}`);
  process.exitCode = 1;
}
