import { describe, expect, it } from 'vitest';
import { ghostMarks } from '../../../../../src/renderer/features/inspect/ghostMarks';

describe('ghostMarks', () => {
  it('rings what the head sees and joins it to what is labelled', () => {
    const { rings, shifts } = ghostMarks([[0.5, 0.25], [0.1, 0.2], null], [[0.4, 0.2], null, [0, 0]]);
    expect(rings.match(/M/g)).toHaveLength(2);
    expect(rings.startsWith('M46.6 25a3.4')).toBe(true);
    expect(shifts).toBe('M40 20L50 25');
  });
});
