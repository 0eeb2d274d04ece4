import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FoldStore } from '../../../../src/main/labelCheck/foldStore';
import type { FoldResult } from '../../../../src/main/labelCheck/joinFolds';
import { temporaryFolder } from '../project/support';

const result: FoldResult = {
  rows: Int32Array.of(1, 4),
  globalStep: 3,
  metrics: { accuracy: Number.NaN },
  confusion: {},
  faces: { count: 2, heads: {} },
};

describe('FoldStore', () => {
  it('goes on with what a check of the same digest has left, and drops that of another', () => {
    const run = temporaryFolder();
    const store = new FoldStore(run);
    expect(store.open('one')).toBe(false);
    writeFileSync(join(store.folderOf(0), 'checkpoint'), 'x');
    store.finish(0, result);
    expect(existsSync(join(run, 'folds', 'fold-1'))).toBe(false);

    const again = new FoldStore(run);
    expect(again.open('one')).toBe(true);
    expect(again.resultOf(0)).toEqual(result);
    expect(again.resultOf(1)).toBeNull();

    expect(again.open('two')).toBe(false);
    expect(again.resultOf(0)).toBeNull();
    again.clear();
    expect(readdirSync(run)).toEqual([]);
  });

  it('asks a fold again whose answers cannot be read', () => {
    const run = temporaryFolder();
    mkdirSync(join(run, 'folds'));
    writeFileSync(join(run, 'folds', 'fold-1.answers'), 'torn');
    expect(new FoldStore(run).resultOf(0)).toBeNull();
  });
});
