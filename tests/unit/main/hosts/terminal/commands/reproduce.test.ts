import { describe, expect, it } from 'vitest';
import type { Closeness } from '@shared/contract/reproduction';
import { closenessText } from '../../../../../../src/main/hosts/terminal/commands/reproduce';

const apart: Closeness = {
  globalStep: 20,
  weights: { identical: false, largestDifference: 0.5, relativeDifference: 0.1 },
  measured: null,
  differences: [],
  changes: null,
  lengthened: false,
  device: 'CPU, 2 threads',
};
const text = (closeness: Closeness): string =>
  closenessText({ run: 'again', of: 'one', closeness }, closeness);

describe('weights that are apart', () => {
  it('are explained by threads where nothing else explains them', () => {
    expect(text(apart)).toContain('With TF_NUM_INTRAOP_THREADS=1');
    expect(text({ ...apart, device: null })).toContain('TF_NUM_INTRAOP_THREADS');
  });

  it('are not where labels or the schedule were others, or there was one thread', () => {
    const changes = { faces: 3, labels: 1, files: 0, added: 0, removed: 0 };
    const others: Closeness[] = [
      { ...apart, changes },
      { ...apart, lengthened: true },
      { ...apart, device: 'CPU, 1 thread' },
      { ...apart, differences: [{ part: 'facet', original: '1', again: '2' }] },
    ];
    for (const other of others) expect(text(other)).not.toContain('TF_NUM_INTRAOP_THREADS');
    expect(text(others[0]!)).toContain('in spite of changed labels');
  });
});
