import { defineConfig } from 'vitest/config';

/** The tests that stand for the file which run.mjs has mutated. */
const standing = process.env.MUTATION_TESTS ?? '';

export default defineConfig({
  test: { isolate: false, include: standing.split(' '), testTimeout: 20_000 },
});
