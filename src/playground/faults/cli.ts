import { parseArgs } from 'node:util';
import { redisProgram } from '../redis-server.ts';
import { allFaults } from './all-faults.ts';
import { faultsTable } from './faults-table.ts';
import { runFaults } from './run-faults.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    tries: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    'at-once': { type: 'string', default: '8' },
  },
});

const started = performance.now();
const wanted = allFaults.filter(({ name }) => name.includes(values.only));
const faults = wanted.filter(({ store }) => store !== 'redis' || redisProgram !== undefined);
if (faults.length === 0) {
  console.error(`--only: expected a part of one of these, got "${values.only}".`);
  for (const { name } of allFaults) console.error(`  ${name}`);
  process.exit(1);
}
const { seed, tries } = values;
const rows = await runFaults({
  faults,
  seed: Number(seed),
  tries: Number(tries),
  atOnce: Number(values['at-once']),
  tried(fault, { wrongs, warnings }) {
    for (const wrong of wrongs) console.error(`WRONG ${fault.name}: ${wrong}`);
    if (wrongs.length > 0)
      for (const warning of warnings) console.error(`  it warned: ${warning.slice(0, 200)}`);
  },
});
console.log(faultsTable(rows));
for (const { name } of wanted.filter(fault => !faults.includes(fault)))
  console.log(`Skipped, as no redis-server was found: ${name}`);
const wrongs = rows.flatMap(row => row.tries.flatMap(one => one.wrongs)).length;
console.log(`seed ${seed}, ${wrongs} wrong, ${Math.round((performance.now() - started) / 1_000)} s`);
process.exitCode = wrongs === 0 ? 0 : 1;
