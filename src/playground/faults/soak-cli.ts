import { parseArgs } from 'node:util';
import { allFaults } from './all-faults.ts';
import { table } from './faults-table.ts';
import { coursesOf } from './samples.ts';
import { type Soaked, soak } from './soak.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
});
const minutes = Number(values.minutes);
if (!(minutes >= 1)) {
  console.error(`--minutes: expected a number from 1, got "${values.minutes}".`);
  process.exit(1);
}
// Where another process takes its place, memory begins anew: npm run faults has those.
const faults = allFaults.filter(({ store, restarts }) => store === undefined && !restarts);
const seed = Number(values.seed);
const soaked = await soak({ minutes, seed, faults, told: line => console.error(line) });
const isLevel = coursesOf(soaked.samples).every(course => course.isLevel);
console.log(report(soaked));
console.log(`seed ${seed}, ${minutes} minutes, ${soaked.wrongs.length} wrong`);
process.exitCode = soaked.wrongs.length === 0 && isLevel ? 0 : 1;

function report({ faults, samples, ...counts }: Soaked): string {
  const { asked, answered, waited, messages, expected, doubled, wrongs } = counts;
  return [
    table([
      ['asked', 'answered', 'p50', 'p99', 'messages', 'expected', 'lost', 'doubled'],
      [
        asked,
        answered,
        share(waited, 0.5),
        share(waited, 0.99),
        messages,
        expected,
        expected - messages,
        doubled,
      ].map(String),
    ]),
    table([
      ['fault', 'times', 'in part', 'answered again'],
      ...[...faults].map(([name, { times, partly, slowestMs }]) => [
        name,
        `${times}`,
        `${partly}`,
        `${(slowestMs / 1_000).toFixed(1)} s`,
      ]),
    ]),
    table([
      ['held', 'at 1/4', 'at 2/4', 'at 3/4', 'at the end', 'a minute', 'level'],
      ...coursesOf(samples).map(({ what, quarters, perMinute, isLevel }) => [
        what,
        ...quarters.map(value => value.toFixed(1)),
        perMinute.toFixed(2),
        isLevel ? 'yes' : 'NO',
      ]),
    ]),
    ...wrongs.map(wrong => `WRONG ${wrong}`),
  ].join('\n\n');
}

/** The time that this share of all answers does not exceed. */
function share(values: readonly number[], part: number): string {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
  return value === undefined ? 'none' : `${Math.round(value)} ms`;
}
