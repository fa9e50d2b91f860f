import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Cost, Paces } from '../../ops/bench-nudges.ts';
import { choosing, dueTogether, fillFile, owners } from '../../ops/bench-nudges-people.ts';
import { startSteady } from './bot-process.ts';
import type { Part } from './part.ts';
import { median, type Row, share } from './row.ts';
import type { Seen } from './standin-contract.ts';
import { type Standin, startStandinProcess } from './standin-process.ts';

/** Daily messages: a million people at a start, what waiting costs, and sending. */
export const nudges: Part = async ({ folder, quick }) => {
  const people = quick ? 20_000 : 1_000_000;
  const many = join(folder, 'many.sqlite');
  await fillFile(many, owners(people), choosing(Date.now()));
  return [
    ...(await starting(many, { people, idleMs: quick ? 1_000 : 10_000 })),
    ...(await waiting(many)),
    ...(await sending(folder, quick ? 200 : 900)),
  ];
};

/** Other ways to know who is due, on the same records. It takes some minutes, as a plain bot's way is watched for one of its own. */
export const nudgeWays: Part = async ({ folder, quick }) => {
  const rows: Row[] = [];
  for (const people of quick ? [1_000] : [10_000, 100_000]) {
    const file = join(folder, `${people}.sqlite`);
    await fillFile(file, owners(people), choosing(Date.now()));
    for (const [way, name] of ways) {
      const { startMs, residentMb, minuteMs } = await inChild<Cost>(way, file);
      const who = `${people.toLocaleString('en')} people: ${name}`;
      rows.push(row(`${who}, start`, startMs, 'ms'));
      rows.push(row(`${who}, memory`, residentMb, 'MB'));
      rows.push(row(`${who}, processor time a minute`, minuteMs, 'ms'));
    }
  }
  return rows;
};

/** The real process, until its timetable stands. Nothing is due for a day, so that it only waits. */
async function starting(
  file: string,
  { people, idleMs }: { people: number; idleMs: number },
): Promise<Row[]> {
  const standin = await startStandinProcess({ people: 1 });
  const steady = steadyOn(file, standin.apiUrl);
  const ready = await steady.says('Steady is ready.');
  const scheduled = await steady.says('Messages are scheduled');
  const atOnce = steady.resident();
  await sleep(idleMs);
  const later = steady.resident();
  await steady.stop();
  await standin.stop();
  const who = `${people.toLocaleString('en')} people`;
  return [
    row(`${who}: start until commands are answered`, ready, 'ms'),
    row(`${who}: start until messages are scheduled`, scheduled, 'ms', { atMost: 20_000 }),
    row(`${who}: resident memory then`, atOnce.now, 'MB', { atMost: 400 }),
    row(`${who}: resident memory ${idleMs / 1_000} s later`, later.now, 'MB', { atMost: 400 }),
    row(`${who}: resident memory at most`, later.most, 'MB'),
  ];
}

async function waiting(file: string): Promise<Row[]> {
  const { idleTicks, minuteTicks, optIns, optOuts, bare } = await inChild<Paces>('paces', file);
  return [
    row('idle tick: median', median(idleTicks), 'ms'),
    row('idle tick: worst', share(idleTicks, 1), 'ms', { atMost: 10 }),
    row('tick with a new minute, written down: median', median(minuteTicks), 'ms'),
    row('tick with a new minute, written down: worst', share(minuteTicks, 1), 'ms'),
    row('opting in: median', median(optIns), 'ms'),
    row('opting in: 99 of 100 within', share(optIns, 0.99), 'ms', { atMost: 5 }),
    row('opting out: median', median(optOuts), 'ms'),
    row('opting out: 99 of 100 within', share(optOuts, 0.99), 'ms', { atMost: 5 }),
    row('the machine alone, 4 kB read, written and flushed: median', median(bare), 'ms'),
    row('the machine alone, 4 kB read, written and flushed: 99 of 100 within', share(bare, 0.99), 'ms'),
  ];
}

/** All due in the same minute. */
async function sending(folder: string, due: number): Promise<Row[]> {
  const file = join(folder, 'due.sqlite');
  const standin = await startStandinProcess({ people: due });
  await fillFile(file, standin.people, dueTogether(Date.now()));
  const steady = steadyOn(file, standin.apiUrl);
  await steady.says('Messages are scheduled');
  const seen = await untilQuiet(standin);
  await steady.stop();
  await standin.stop();
  const { messages, firstAt, lastAt, requests, requestsBefore, refused, problems } = seen;
  const perSecond = ((messages - 1) / (lastAt - firstAt)) * 1_000;
  return [
    row(`${due.toLocaleString('en')} due at once: sent`, messages, '', { atLeast: due }),
    row('messages sent', perSecond, 'a second'),
    row(`of the ${allowed} a second that are allowed`, (perSecond / allowed) * 100, '%', { atLeast: 97 }),
    row('requests a message', requests / messages, '', { atMost: 1 }),
    row('requests before the first one', requestsBefore, ''),
    row('answered with 429', refused, '', { atMost: 0 }),
    row('problems of the stand-in', problems.length, '', { atMost: 0 }),
  ];
}

/** What came, once nothing comes any more. @throws Error where nothing came at all. */
async function untilQuiet(standin: Standin): Promise<Seen> {
  const until = performance.now() + firstWithinMs;
  for (let before = 0; ; ) {
    await sleep(quietMs);
    const seen = await standin.ask({ kind: 'seen' });
    if (seen.messages === before && before > 0) return seen;
    if (seen.messages === 0 && performance.now() > until)
      throw new Error(`Expected a message within ${firstWithinMs / 1_000} s, came none.`);
    before = seen.messages;
  }
}

const steadyOn = (file: string, apiUrl: string) =>
  startSteady({ DISCORD_API_URL: apiUrl, STORE_URL: `sqlite://${file}` });

async function inChild<T>(measure: (typeof ways)[number][0] | 'paces', file: string): Promise<T> {
  const program = fileURLToPath(new URL('../../ops/bench-nudges.js', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, measure, file]);
  return JSON.parse(stdout) as T;
}

const row = (what: string, value: number, unit: string, goal?: Row['goal']): Row => ({
  part: 'nudges',
  what,
  value,
  unit,
  ...(goal && { goal }),
});

const ways = [
  ['cron', 'a node-cron task each'],
  ['reading', 'every record read each minute'],
  ['timetable', "Steady's timetable"],
] as const;
/** NUDGES_PER_SECOND, where it is not set. */
const allowed = 45;
const quietMs = 3_000;
const firstWithinMs = 60_000;
