import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../../core/ports.ts';
import { openStore } from '../../store/open.ts';
import { createSeal } from '../../store/seal.ts';
import { connect } from '../../store/sqlite-connection.ts';
import { loadDriver } from '../../store/sqlite-driver.ts';
import type { Part } from './part.ts';
import { median, type Row } from './row.ts';

/** The store, on a file of a million records that look like preferences. */
export const store: Part = async ({ folder: root, quick }) => {
  const records = quick ? 50_000 : 1_000_000;
  const file = join(root, 'bench.sqlite');
  await fill(file, records);
  const opened = await timed(() => open(root));
  const { store, preferences } = opened.result;
  const first = await timed(() => preferences.get(idOf(1)));
  if (first.result?.zone !== 'Europe/Berlin') throw new Error('Expected the first record, got none.');
  const get = await middle(records, id => preferences.get(id));
  const update = await middle(records, id =>
    preferences.update(id, current => (current && { ...current, calm: !current.calm }) || 'absent'),
  );
  const paging = await timed(() => count(preferences.entries()));
  if (paging.result !== records) throw new Error(`Expected ${records} records, got ${paging.result}.`);
  const sweep = await timed(() => store.sweep(0));
  await preferences.delete(idOf(1));
  const scrub = await timed(() => store.scrub());
  await store.close();
  const row = (what: string, value: number): Row => ({
    part: 'store',
    what: `${records.toLocaleString('en')} records: ${what}`,
    value,
    unit: 'ms',
  });
  return [
    row('start, with the first get', opened.ms + first.ms),
    row('get, median', get),
    row('update, median', update),
    row('every entry once', paging.ms),
    row('sweep with nothing to do', sweep.ms),
    row('scrub after one deletion', scrub.ms),
    { part: 'store', what: 'size of its file', value: (await stat(file)).size / 1e6, unit: 'MB' },
  ];
};

async function open(root: string) {
  const store = await openStore('sqlite://bench.sqlite', {
    root,
    log: silent,
    seal: createSeal([new Uint8Array(32)]),
  });
  return { store, preferences: store.collection({ name: 'preferences', version: 1, schema: shape }) };
}

/** Straight into the table: a million updates would take many minutes. */
async function fill(file: string, records: number): Promise<void> {
  const connection = await connect(await loadDriver(), file, { table: 'preferences', mark: true });
  await connection.query(
    `INSERT INTO preferences (key, value) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     SELECT ${idInSql}, ? FROM n`,
    records,
    JSON.stringify({ v: 1, until: 1_900_000_000_000, value: example }),
  );
  await connection.close();
}

async function middle(records: number, ask: (id: string) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const id = idOf(1 + ((sample * 7_919) % records));
    times.push((await timed(() => ask(id))).ms);
  }
  return median(times);
}

async function count(entries: AsyncIterable<unknown>): Promise<number> {
  let seen = 0;
  for await (const _ of entries) seen++;
  return seen;
}

async function timed<R>(work: () => Promise<R>): Promise<{ ms: number; result: R }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}

/** Ids as long as Discord's, scattered, so that neighbours in time are no neighbours in the file. */
const idOf = (number: number): string =>
  String(100_000_000_000_000_000n + ((BigInt(number) * spread) % range));
const spread = 982_451_653n;
const range = 899_999_999_999_999_989n;
const idInSql = `CAST(100000000000000000 + (i * ${spread}) % ${range} AS TEXT)`;

const samples = 2_000;
const shape = z.object({
  zone: z.string(),
  country: z.string(),
  calm: z.boolean(),
  discreet: z.boolean(),
  leaveOut: z.array(z.string()),
});
const example: z.infer<typeof shape> = {
  zone: 'Europe/Berlin',
  country: 'DE',
  calm: true,
  discreet: false,
  leaveOut: ['breath', 'body'],
};
const silent: Log = { info() {}, warn() {}, error() {} };
