import { parseArgs } from 'node:util';
import { loadMaterial } from './material.ts';
import { isGood, report } from './report.ts';
import { type Run, simulate } from './simulation.ts';
import type { Tally } from './tally.ts';

const { values } = parseArgs({
  options: {
    from: { type: 'string', default: '2026-01-01' },
    to: { type: 'string', default: '2026-12-31' },
    people: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    quiet: { type: 'boolean', default: false },
  },
});

const started = performance.now();
const { from, to, quiet } = values;
const people = Number(values.people);
const seed = Number(values.seed);
const seconds = () => Math.round((performance.now() - started) / 1000);
let isInterrupted = false;
let told = 0;

const progress = (date: string, tally: Tally) => {
  if (isInterrupted) end({ tally, digest: `none: interrupted on ${date}` });
  if (quiet) return;
  for (const wrong of tally.wrongs.slice(told)) process.stderr.write(`WRONG ${wrong}\n`);
  told = tally.wrongs.length;
  if (date.endsWith('-01')) process.stderr.write(`${report({ tally, digest: 'none yet' })}\n`);
  process.stderr.write(`${date}: ${tally.sent} messages, ${tally.wrongs.length} wrong, ${seconds()} s\n`);
};
const end = (run: Run) => {
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`${from} to ${to}, ${people} people, seed ${seed}\n${report(run)}\n`);
  process.stdout.write(`${seconds()} s, ${megabytes} MB at most\n`, () => {
    // What hung in a process that crashed still waits for its store.
    process.exit(isGood(run) && !isInterrupted ? 0 : 1);
  });
};

// The table so far is told at the end of the day that is being lived through.
process.once('SIGINT', () => {
  isInterrupted = true;
});
end(await simulate({ from, to, people, seed, progress }, await loadMaterial()));
