import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayAnswers, httpAnswers } from './answers.ts';
import { nudges, nudgeWays } from './nudges.ts';
import { BenchError, readOptions } from './options.ts';
import type { Part } from './part.ts';
import { isMet, type Row, tableOf } from './row.ts';
import { starts } from './starts.ts';
import { store } from './store.ts';
import { words } from './words.ts';

/** Measures Steady, beside a minimal bot where that says something: `npm run bench -- --help`. */
const parts: Record<string, Part> = {
  answers: gatewayAnswers,
  http: httpAnswers,
  start: starts,
  words,
  store,
  nudges,
  'nudge-ways': nudgeWays,
};
/** What takes long and says nothing new of Steady is measured where it is asked for. */
const usual = Object.keys(parts).filter(name => name !== 'nudge-ways');

// So that those it started end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
try {
  await bench();
} catch (error) {
  console.error(error instanceof BenchError ? error.message : error);
  process.exitCode = 1;
}
// What a part that failed left running ends with it.
process.exit();

async function bench(): Promise<void> {
  const options = readOptions(process.argv.slice(2), Object.keys(parts));
  if (options === 'help') {
    console.log(
      `npm run bench -- [--only <part,part>] [--quick] [--json <file>]\nParts: ${Object.keys(parts).join(', ')}`,
    );
    return;
  }
  const { only = usual, quick, json } = options;
  const began = performance.now();
  const rows: Row[] = [];
  const notes: string[] = [];
  for (const name of only) {
    const measured = await attempted(name, { quick, notes });
    console.log(`\n${name}`);
    console.table(tableOf(measured));
    rows.push(...measured);
  }
  const seconds = Math.round((performance.now() - began) / 1_000);
  const missed = rows.filter(row => isMet(row) === false).map(({ what }) => what);
  console.log([...notes, ...missed.map(what => `Goal missed: ${what}`), `${seconds} s in all.`].join('\n'));
  if (json !== undefined) await writeFile(json, report({ rows, notes, seconds, quick }));
}

/** A part that fails takes only its own figures with it, and makes the whole fail at its end. */
async function attempted(
  name: string,
  { quick, notes }: { quick: boolean; notes: string[] },
): Promise<Row[]> {
  const note = (line: string) => void notes.push(line);
  try {
    return (await inFolder(folder => parts[name]?.({ quick, folder, note }))) ?? [];
  } catch (error) {
    console.error(error);
    note(`${name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    return [];
  }
}

async function inFolder<T>(work: (folder: string) => T): Promise<Awaited<T>> {
  const folder = await mkdtemp(join(tmpdir(), 'steady-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function report({
  rows,
  ...run
}: {
  rows: readonly Row[];
  notes: string[];
  seconds: number;
  quick: boolean;
}): string {
  const machine = { cores: cpus().length, processor: cpus()[0]?.model.trim(), node: process.version };
  const taken = rows.map(row => ({ ...row, met: isMet(row) }));
  return `${JSON.stringify({ at: new Date().toISOString(), machine, ...run, rows: taken }, null, 2)}\n`;
}
