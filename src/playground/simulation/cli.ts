import { parseArgs } from 'node:util';
import { loadMaterial } from './material.ts';
import { isGood, report } from './report.ts';
import { simulate } from './simulation.ts';

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
const progress = (date: string, { sent }: { sent: number }) => {
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write(`${date}: ${sent} messages after ${seconds} s\n`);
};
const run = await simulate({ from, to, people, seed, ...(!quiet && { progress }) }, await loadMaterial());
const seconds = Math.round((performance.now() - started) / 1000);
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${from} to ${to}, ${people} people, seed ${seed}\n${report(run)}\n`);
process.stdout.write(`${seconds} s, ${megabytes} MB at most\n`, () => {
  // What hung in a process that crashed still waits for its store.
  process.exit(isGood(run) ? 0 : 1);
});
