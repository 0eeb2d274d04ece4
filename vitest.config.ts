import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@shared': resolve(import.meta.dirname, 'src/shared') };

/** What a process does once and for all: TensorFlow stays loaded. */
const alone = ['tests/unit/main/learning/backends/start.test.ts'];

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
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: { name: 'unit alone', include: alone, testTimeout: 60_000 },
      },
      {
        resolve: { alias },
        // Real files, real processes, the built command: slower, and one file at a time on a small machine.
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
