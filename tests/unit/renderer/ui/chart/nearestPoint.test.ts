import { describe, expect, it } from 'vitest';
import type { ChartDescription } from '../../../../../src/renderer/ui/chart/chart';
import { nearestPoint } from '../../../../../src/renderer/ui/chart/nearestPoint';

const chart = (kind: 'line' | 'bar'): ChartDescription => ({
  title: 'Test',
  x: { name: 'x' },
  y: { name: 'y' },
  series: [
    { id: 'floor', name: 'Floor', kind: 'line', look: 'floor', palette: 0, points: [[1, 1]] },
    {
      id: 'own',
      name: 'Own',
      kind,
      palette: 1,
      points: [
        [0, 100],
        [1, null],
        [2, 0],
      ],
    },
  ],
});
const pixelOf = (x: number, y: number): readonly [number, number] => [x * 10, 100 - y];

describe('nearestPoint', () => {
  it('is the point nearest to a click, not one that is missing or only for orientation', () => {
    expect(nearestPoint(chart('line'), new Set(), [11, 95], pixelOf)).toEqual({
      seriesId: 'own',
      index: 2,
      x: 2,
      y: 0,
    });
    expect(nearestPoint(chart('line'), new Set(), [11, 5], pixelOf)?.index).toBe(0);
  });

  it('is the bar in whose column the click is, however high above it', () => {
    expect(nearestPoint(chart('bar'), new Set(), [19, 2], pixelOf)?.index).toBe(2);
  });

  it('is nothing where all is hidden', () => {
    expect(nearestPoint(chart('line'), new Set(['own']), [0, 0], pixelOf)).toBeNull();
  });
});
