import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/totals-reporter.ts'],
    pool: 'forks',
    // Files wait for processes and clocks for a fifth of their time; each brings connections to the one PostgreSQL.
    maxWorkers: Math.min(availableParallelism() + 1, 8),
    // Against hanging, not against slowness: a busy machine takes its time.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // A test that leaves a pool, a timer or a worker open must not pass unnoticed.
    teardownTimeout: 10_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          // They touch nothing outside of themselves, and a worker for each of their files would take longer than they do.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          // Whatever is not a unit test, so that no new folder is left out.
          include: ['tests/*/**/*.test.ts'],
          exclude: ['tests/unit/**'],
          globalSetup: ['tests/support/global-setup.ts'],
        },
      },
    ],
  },
});
