import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    // A busy machine writes late; what never comes is still missed.
    expect: { poll: { timeout: 5_000 } },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'commands/**/*.ts'],
      // The page runs in Chromium and main in a process of its own: tests/page and tests/main.test.ts, where nothing is counted.
      exclude: [
        'src/playground/page/**',
        'src/main.ts',
        'src/library/check/cli.ts',
        'src/ops/{reseal,doctor-cli,backup-cli,bench-store,bench-words,bench-nudges}.ts',
        'src/pictures/contact-sheet{,/samples}.ts',
        'src/playground/screenshots.ts',
        'src/playground/bench-nudges*.ts',
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
