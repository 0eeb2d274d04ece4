import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { neverThaws, type RunStart } from '@shared/domain/runStart';
import { readRunStart, startHash, startInWords, writeRunStart } from '../../../../src/main/runs/runStart';
import { temporaryFolder } from '../project/support';

const start: RunStart = {
  ...{ from: 'base', kind: 'run', checkpointStep: 1200, layers: ['conv1', 'dense'], heads: ['landmarks'] },
  byChance: [{ part: 'head/hat', reason: 'it is not in it' }],
  hash: 'ab',
};

describe('what a run began with', () => {
  it('is kept in its folder; one that began by chance, or whose file is damaged, has none', () => {
    const folder = temporaryFolder();
    expect(readRunStart(folder)).toBeNull();
    writeRunStart(folder, start);
    expect(readRunStart(folder)).toEqual(start);
    writeFileSync(join(folder, 'start.json'), '{"from": 3}');
    expect(readRunStart(folder)).toBeNull();
  });

  it('is said: from where, which parts, and for how long the trunk stayed as it was', () => {
    expect(startInWords(start, { epochs: 2, fineTuneRate: 0.0002 })).toBe(
      'It began from the run “base” (its checkpoint of step 1,200, the best in validation): its whole trunk and its ' +
        'head landmarks; by chance began the head hat. The trunk stayed as it was for 2 epochs; after them everything ' +
        'learns, at a learning rate of 0.0002 at most.',
    );
    expect(startInWords(start, { epochs: 2, fineTuneRate: 0.0002 }, true)).toMatch(
      /The trunk stayed as it was for the whole run: only the heads learnt\.$/,
    );
    const model: RunStart = {
      ...{ ...start, from: 'model.keras', kind: 'model', checkpointStep: null, heads: [] },
      byChance: [{ part: 'dense', reason: 'it is 2×3 in it, and 2×4 here' }],
    };
    expect(startInWords(model, undefined)).toBe(
      'It began from the model model.keras: its trunk but for dense. The trunk learnt from the first step on.',
    );
  });

  it('never thaws where the run ends with the trunk frozen', () => {
    const beginning = { trainingFaces: 15, totalSteps: 8 };
    const of = (epochs: number) => ({ batchSize: 8, frozenTrunk: { epochs, fineTuneRate: 0.1 } });
    expect([2, 4, 1000].map((epochs) => neverThaws(of(epochs), beginning))).toEqual([false, true, true]);
    expect(neverThaws(of(4), null)).toBe(false);
    expect(neverThaws({ batchSize: 8 }, beginning)).toBe(false);
  });

  it('has a hash of the weights, whatever their order', () => {
    const [one, other] = [Float32Array.of(1, 2), Float32Array.of(3)];
    const hash = startHash(
      new Map([
        ['a', one],
        ['b', other],
      ]),
    );
    expect(
      startHash(
        new Map([
          ['b', other],
          ['a', one],
        ]),
      ),
    ).toBe(hash);
    expect(
      startHash(
        new Map([
          ['a', one],
          ['b', Float32Array.of(4)],
        ]),
      ),
    ).not.toBe(hash);
  });
});
