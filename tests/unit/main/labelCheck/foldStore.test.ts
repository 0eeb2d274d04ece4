import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { describe, expect, it } from 'vitest';
import { checkDigest, FoldStore } from '../../../../src/main/labelCheck/foldStore';
import type { FaceTable } from '../../../../src/main/learning/faceTable';
import type { FoldResult } from '../../../../src/main/labelCheck/joinFolds';
import { temporaryFolder } from '../project/support';

const result: FoldResult = {
  rows: Int32Array.of(1, 4),
  globalStep: 3,
  logits: { gender: Float32Array.of(1, 2, 3, 4) },
};

const table: FaceTable = {
  count: 2,
  faceIds: Int32Array.of(1, 2),
  crops: { bytes: { memory: new Uint8Array(0) }, sidePx: 1, marginPx: 0 },
  cropRows: Int32Array.of(0, 1),
  points: new Float32Array(20),
  visibility: new Uint8Array(10),
  regions: new Float32Array(8),
  attributes: { gender: Float32Array.of(0, 1), smile: Float32Array.of(1, 0) },
};

describe('checkDigest', () => {
  it('is another where a label gives way to a teacher that did not, and only there', () => {
    const configuration = presetConfiguration('studio', mtflTemplate);
    const digest = (vouched?: FaceTable['vouched']): string =>
      checkDigest(configuration, Uint8Array.of(0, 1), ['a', 'b'], {
        ...table,
        ...(vouched ? { vouched } : {}),
      });
    const other = Uint8Array.of(0, 1);
    expect(digest({ smile: other })).not.toBe(digest());
    expect(digest({ gender: other })).toBe(digest());
  });
});

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
