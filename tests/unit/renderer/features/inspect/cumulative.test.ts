import { describe, expect, it } from 'vitest';
import { cumulativeShares } from '../../../../../src/renderer/features/inspect/cumulative';

describe('cumulativeShares', () => {
  it('adds the bins up to each end, and leaves the open one out', () => {
    const bins = [
      { upTo: 0.1, faces: 1 },
      { above: 0.1, upTo: 0.2, faces: 2 },
      { above: 0.2, faces: 1 },
    ];
    expect(cumulativeShares({ faces: 4, mean: 0.1, percentiles: [], bins })).toEqual([
      { upTo: 0.1, share: 0.25 },
      { upTo: 0.2, share: 0.75 },
    ]);
  });
});
