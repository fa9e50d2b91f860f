import { readdirSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const all = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.test.ts'))
  .map(file => `tests/${file.replaceAll('\\', '/')}`);

/** Those that take a minute and more begin first, in this order: one that begins last would keep the other workers waiting. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const first = long.flatMap(file => usual.filter(({ moduleId }) => moduleId.endsWith(`/${file}`)));
    return [...first, ...usual.filter(file => !first.includes(file))];
  }
}

/** Chromium takes a core: what opens it lies apart, between files that mostly wait. */
const long = [
  'tests/page/page.test.ts',
  'tests/nudges/queue/contract.test.ts',
  'tests/nudges/queue/processes.test.ts',
  'tests/nudges/killed.test.ts',
  'tests/every-card.test.ts',
  'tests/page/real-bot.test.ts',
  'tests/library/check.test.ts',
  'tests/nudges/simulation.test.ts',
  'tests/page/library.test.ts',
  'tests/nudges/due-everywhere.test.ts',
];

const gone = long.filter(file => !all.includes(file));
if (gone.length > 0)
  throw new Error(`Expected every file in "long" to be there, and these are not: ${gone.join(', ')}.`);

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    // What hangs ends; how long a test takes says only how busy the machine is.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    // Files share a worker, which loads the words once: no module keeps state that would reach from one file into the next.
    isolate: false,
    // A busy machine writes late; what never comes is still missed.
    expect: { poll: { timeout: 15_000 } },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'commands/**/*.ts'],
      // The page runs in Chromium and main in a process of its own: tests/page and tests/main.test.ts, where nothing is counted.
      exclude: [
        'src/playground/page/**',
        'src/main.ts',
        'src/library/check/cli.ts',
        'src/ops/{reseal,doctor-cli,backup-cli,bench-nudges}.ts',
        'src/pictures/contact-sheet{,/samples}.ts',
        'src/playground/screenshots.ts',
        'src/playground/bench/**',
        'src/playground/simulation/cli.ts',
        'src/playground/faults/**',
        '**/*.d.ts',
      ],
      thresholds: Object.fromEntries(
        ['core', 'router', 'safety', 'store', 'people', 'nudges'].map(room => [
          `src/${room}/**`,
          { lines: 95, branches: 95 },
        ]),
      ),
      reporter: ['text', 'html'],
    },
  },
});
