import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 20_000,
    coverage: {
      provider: 'v8',
      include: ['src/**', 'commands/**'],
      exclude: ['src/playground/page/**', 'src/main.ts', 'src/library/check/cli.ts'],
      reporter: ['text', 'html'],
    },
  },
});
