import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { restoreRemovedUtilities } from '../../../../../src/main/learning/backends/nodeUtilities';

it('tfjs-node finds the two functions that Node 23 removed', () => {
  restoreRemovedUtilities();
  // As a CommonJS package asks for them.
  const util = createRequire(import.meta.url)('util') as {
    isNullOrUndefined: (value: unknown) => boolean;
    isArray: (value: unknown) => boolean;
  };
  expect([null, undefined, 0, '', false].map(util.isNullOrUndefined)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect([[], [1], {}, 'text'].map(util.isArray)).toEqual([true, true, false, false]);
});
