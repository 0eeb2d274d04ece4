import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@shared': resolve(import.meta.dirname, 'src/shared') };

/** What a process does once and for all: TensorFlow stays loaded. */
const alone = ['tests/unit/main/learning/backends/start.test.ts'];

/** Two files at a time on two cores as well: alone, a test leaves one of them idle while it waits for disk or child. */
const atOnce = Math.max(2, availableParallelism() - 1);

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        // Without a process for each file: they are many and small, and clean up after themselves.
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          exclude: alone,
          isolate: false,
          maxWorkers: atOnce,
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: { name: 'unit alone', include: alone, maxWorkers: atOnce, testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        // Real files, real processes, the built command: slower. Each file has folders, ports and caches of its own and
        // waits for what is said, not for how long it takes; so two are at work, but no more: each starts processes.
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
