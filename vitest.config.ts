import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'commands/**/*.ts'],
      // The page runs in Chromium and main in a process of its own: tests/page and tests/main.test.ts, where nothing is counted.
      exclude: [
        'src/playground/page/**',
        'src/main.ts',
        'src/library/check/cli.ts',
        'src/ops/{reseal,bench-store}.ts',
        '**/*.d.ts',
      ],
      thresholds: {
        ...rooms(['core', 'router', 'safety'], { lines: 95, branches: 95 }),
        // What still lacks a test here are answers to faults that only a second process or a broken disk brings about.
        ...rooms(['store', 'people'], { lines: 95, branches: 87 }),
      },
      reporter: ['text', 'html'],
    },
  },
});

function rooms<T>(names: readonly string[], limits: T): Record<string, T> {
  return Object.fromEntries(names.map(name => [`src/${name}/**`, limits]));
}
