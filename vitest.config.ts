import { defineConfig } from 'vitest/config';

const MINUTE_MS = 60_000;
const node = { environment: 'node', globals: false, restoreMocks: true } as const;

/** Three kinds of tests: pure functions; rooms with real sockets, files and processes; the whole till through its windows. Apart from them: a shop's day, minutes long. */
export default defineConfig({
  test: {
    // The machine that counts has two cores.
    maxWorkers: 2,
    projects: [
      { test: { ...node, name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 20_000 } },
      { test: { ...node, name: 'integration', include: ['test/integration/**/*.test.ts'], testTimeout: MINUTE_MS, hookTimeout: MINUTE_MS } },
      { test: { ...node, name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 2 * MINUTE_MS, hookTimeout: 2 * MINUTE_MS, fileParallelism: false } },
      { test: { ...node, name: 'day', include: ['test/e2e/day/*.scenario.ts'], testTimeout: 5 * MINUTE_MS, hookTimeout: 2 * MINUTE_MS, fileParallelism: false } },
    ],
  },
});
