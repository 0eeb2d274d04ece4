import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { tileMarker } from '../../../../../src/renderer/features/library/tileMarks';

const mark = tileMarker(mtflTemplate.scheme);

describe('tileMarker', () => {
  it('draws squares left, circles right, a diamond between, and the skeleton’s lines', () => {
    const { lines, shapes } = mark([
      [0.3, 0.4],
      [0.7, 0.4],
      [0.5, 0.6],
      [0.35, 0.8],
      [0.65, 0.8],
    ]);
    expect(shapes.left.match(/h3\.4v3\.4/g)).toHaveLength(2);
    expect(shapes.right.match(/M/g)).toHaveLength(2);
    expect(shapes.middle).toContain('M50 58.3');
    expect(lines.match(/M/g)).toHaveLength(5);
    expect(lines).toContain('M30 40L50 60');
  });

  it('draws no line to a point that is not labelled', () => {
    const { lines, shapes } = mark([[0.3, 0.4], [0.7, 0.4], null, [0.35, 0.8], [0.65, 0.8]]);
    expect(shapes.middle).toBe('');
    expect(lines).toBe('M35 80L65 80');
  });
});
