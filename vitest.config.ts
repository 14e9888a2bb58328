import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    reporters: ['default', './tests/support/totals-reporter.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Against hanging, not against slowness: a busy machine takes its time.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // A test that leaves a pool, a timer or a worker open must not pass unnoticed.
    teardownTimeout: 10_000,
  },
});
