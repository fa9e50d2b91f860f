/** `npm run mutate`, or `npm run mutate -- due seal`: changes a file in each way Stryker knows, and says which changes no test notices. */
import { basename } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

/** Each file and the tests that stand for it: few and quick, for they run once for every change. */
const standing = {
  'src/store/seal.ts': ['tests/store/seal.test.ts'],
  'src/nudges/due.ts': ['tests/nudges/due.test.ts'],
  'src/safety/crisis.ts': ['tests/safety/detector.test.ts'],
  'src/nudges/deliver.ts': ['tests/nudges/deliver.test.ts'],
  'src/router/router.ts': ['tests/router/{kept,errors,modes,slow,safety,words}.test.ts'],
};

const settings = {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tests/mutation/vitest.config.ts', related: false },
  // It would read tsconfig.json with what TypeScript 7 has no more.
  tsconfigFile: 'none',
  coverageAnalysis: 'perTest',
  concurrency: 1,
  timeoutMS: 5_000,
  reporters: ['progress-append-only', 'clear-text', 'json'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 85, low: 85, break: 85 },
  ignorePatterns: ['data', 'dist', 'coverage', 'screenshots'],
  tempDirName: 'data/.stryker',
};

const names = Object.keys(standing).map(file => basename(file, '.ts'));
const asked = process.argv.slice(2);
const unknown = asked.find(name => !names.includes(name));
if (unknown !== undefined) throw new Error(`Expected some of ${names.join(', ')}, got "${unknown}".`);

const table = [];
for (const [file, tests] of Object.entries(standing)) {
  if (asked.length > 0 && !asked.includes(basename(file, '.ts'))) continue;
  process.env.MUTATION_TESTS = tests.join(' ');
  const fileName = `data/mutation/${basename(file, '.ts')}.json`;
  const found = await new Stryker({
    ...settings,
    mutate: [file],
    jsonReporter: { fileName },
  }).runMutationTest();
  const count = status => found.filter(mutant => mutant.status === status).length;
  const [killed, timeout, survived, uncovered] = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map(count);
  const counted = killed + timeout + survived + uncovered;
  const score = Number((((killed + timeout) / counted) * 100).toFixed(1));
  table.push({
    file,
    mutants: counted,
    killed,
    timeout,
    survived,
    uncovered,
    static: count('Ignored'),
    score,
  });
}
console.table(table);
