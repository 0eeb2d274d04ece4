import { createRequire } from 'node:module';

/**
 * tfjs-node 4.22 calls two functions of `node:util` that Node 23 removed. They are put back on the module
 * object that its `require('util')` gets.
 */
export function restoreRemovedUtilities(): void {
  const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}
