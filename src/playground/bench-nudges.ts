import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Cost, Paces } from '../ops/bench-nudges.ts';
import { choosing, dueTogether, fillFile, owners } from '../ops/bench-nudges-people.ts';
import { startStandinProcess, startSteady } from './bench-nudges-process.ts';

/** Measures daily messages: a million people at a start, what waiting costs, other ways beside ours, and sending. Prints a table. */
async function bench(people: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'steady-bench-'));
  try {
    const many = join(folder, 'many.sqlite');
    await fillFile(many, owners(people), choosing(Date.now()));
    console.table(
      Object.fromEntries([
        ...(await starting(many, people)),
        ...(await waiting(many)),
        ...(await besides(folder)),
        ...(await sending(folder)),
      ]),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Row = [what: string, { value: string; goal: string }];

/** The real process, until its timetable stands. Nothing is due for a day, so that it only waits. */
async function starting(file: string, people: number): Promise<Row[]> {
  const standin = await startStandinProcess(1);
  const steady = startSteady(file, standin.apiUrl);
  const ready = await steady.says('Steady is ready.');
  const scheduled = await steady.says('Messages are scheduled');
  const atOnce = steady.resident();
  await sleep(idleMs);
  const later = steady.resident();
  await steady.stop();
  await standin.stop();
  const who = people.toLocaleString('en');
  return [
    [`${who} people: start until commands are answered`, row(seconds(ready), '')],
    [`${who} people: start until messages are scheduled`, row(seconds(scheduled), 'under 20 s')],
    ['resident memory then', row(megabytes(atOnce.now), 'under 400 MB')],
    ['resident memory after 30 s more', row(megabytes(later.now), 'under 400 MB')],
    ['resident memory at most', row(megabytes(later.most), '')],
  ];
}

async function waiting(file: string): Promise<Row[]> {
  const paces = await inChild<Paces>('paces', file);
  const { idleTicks, minuteTicks, optIns, optOuts } = paces;
  return [
    [
      'idle tick: median, worst',
      row(`${ms(share(idleTicks, 0.5))}, ${ms(share(idleTicks, 1))}`, 'under 10 ms'),
    ],
    [
      'tick with a new minute, written down: median, worst',
      row(`${ms(share(minuteTicks, 0.5))}, ${ms(share(minuteTicks, 1))}`, ''),
    ],
    [
      'opting in: median, 99 of 100 within',
      row(`${ms(share(optIns, 0.5))}, ${ms(share(optIns, 0.99))}`, 'under 5 ms'),
    ],
    [
      'opting out: median, 99 of 100 within',
      row(`${ms(share(optOuts, 0.5))}, ${ms(share(optOuts, 0.99))}`, 'under 5 ms'),
    ],
  ];
}

/** Other ways to know who is due, on the same records. */
async function besides(folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const people of [10_000, 100_000]) {
    const file = join(folder, `${people}.sqlite`);
    await fillFile(file, owners(people), choosing(Date.now()));
    for (const [way, name] of ways) {
      const { startMs, residentMb, minuteMs } = await inChild<Cost>(way, file);
      const costs = `start ${ms(startMs)}, ${megabytes(residentMb)}, ${ms(minuteMs)} a minute`;
      rows.push([`${people.toLocaleString('en')} people: ${name}`, row(costs, '')]);
    }
  }
  return rows;
}

/** All due in the same minute. */
async function sending(folder: string): Promise<Row[]> {
  const file = join(folder, 'due.sqlite');
  const standin = await startStandinProcess(dueAtOnce);
  await fillFile(file, standin.people, dueTogether(Date.now()));
  const steady = startSteady(file, standin.apiUrl);
  await steady.says('Messages are scheduled');
  let seen = await standin.seen();
  for (let before = -1; seen.messages > before; seen = await standin.seen()) {
    before = seen.messages;
    await sleep(quietMs);
  }
  await steady.stop();
  await standin.stop();
  const { messages, firstAt, lastAt, requests, requestsBefore, refused, problems } = seen;
  const perSecond = ((messages - 1) / (lastAt - firstAt)) * 1_000;
  return [
    [
      `${dueAtOnce.toLocaleString('en')} due at once: share of ${allowed} a second`,
      row(`${((perSecond / allowed) * 100).toFixed(1)} %`, 'at least 97 %'),
    ],
    ['messages sent', row(`${messages}`, `${dueAtOnce}`)],
    [
      `requests a message (${requestsBefore} before the first one)`,
      row((requests / messages).toFixed(2), '1.00'),
    ],
    ['answered with 429', row(`${refused}`, '0')],
    ['problems of the stand-in', row(problems.join('; ') || 'none', 'none')],
  ];
}

async function inChild<T>(measure: (typeof ways)[number][0] | 'paces', file: string): Promise<T> {
  const program = fileURLToPath(new URL('../ops/bench-nudges.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, measure, file]);
  return JSON.parse(stdout) as T;
}

/** The value that this share of all values does not exceed. */
function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

const row = (value: string, goal: string): Row[1] => ({ value, goal });
const ms = (value: number) => `${Number(value.toPrecision(3))} ms`;
const seconds = (value: number) => `${(value / 1_000).toFixed(1)} s`;
const megabytes = (value: number) => `${Math.round(value)} MB`;

const ways = [
  ['cron', 'a node-cron task each'],
  ['reading', 'every record read each minute'],
  ['timetable', "Steady's timetable"],
] as const;
const idleMs = 30_000;
const dueAtOnce = 3_000;
/** NUDGES_PER_SECOND, where it is not set. */
const allowed = 45;
const quietMs = 3_000;

await bench(Number(process.argv[2] ?? 1_000_000));
