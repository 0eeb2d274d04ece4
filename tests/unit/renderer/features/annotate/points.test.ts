import { describe, expect, it } from 'vitest';
import type { Landmark } from '@shared/domain/face';
import { mtflTemplate } from '@shared/domain/template';
import {
  inImage,
  nextMissing,
  placedAt,
  pointAt,
  pointSides,
  reachPx,
  skeletonLines,
  walked,
} from '../../../../../src/renderer/features/annotate/points';

const at = (x: number, y: number, visibility: Landmark['visibility'] = 2): Landmark => ({ x, y, visibility });
const missing = at(0, 0, 0);
const still = { scale: 2, offsetX: 100, offsetY: 0 };

describe('pointSides', () => {
  it('tells the image’s left from its right by the scheme’s pairs', () => {
    expect(pointSides(mtflTemplate.scheme)).toEqual(['left', 'right', 'middle', 'left', 'right']);
  });
});

describe('skeletonLines', () => {
  it('joins labelled points, hidden ones too, and no others', () => {
    const landmarks = [at(1, 1), at(2, 1, 1), missing, at(1, 3), at(2, 3)];
    expect(skeletonLines(mtflTemplate.scheme, landmarks)).toEqual([[3, 4]]);
    expect(skeletonLines(mtflTemplate.scheme, landmarks.with(2, at(1.5, 2)))).toHaveLength(5);
  });
});

describe('pointAt', () => {
  const landmarks = [at(10, 10), at(12, 10), missing];

  it('finds the nearest within reach, in stage pixels', () => {
    expect(pointAt(landmarks, still, { x: 119, y: 20 }, null)).toBe(0);
    expect(pointAt(landmarks, still, { x: 123.5, y: 20 }, null)).toBe(1);
    expect(pointAt(landmarks, still, { x: 120, y: 20 + reachPx + 1 }, null)).toBeNull();
  });

  it('gives a tie to the one that is selected', () => {
    expect(pointAt(landmarks, still, { x: 122, y: 20 }, 1)).toBe(1);
    expect(pointAt(landmarks, still, { x: 122, y: 20 }, 0)).toBe(0);
  });

  it('does not find a point that has no place', () => {
    expect(pointAt([missing], still, { x: 100, y: 0 }, null)).toBeNull();
  });
});

describe('nextMissing', () => {
  it('walks the missing points in order, and around the end', () => {
    const landmarks = [missing, at(1, 1), missing, at(1, 1), missing];
    expect(nextMissing(landmarks, -1)).toBe(0);
    expect(nextMissing(landmarks, 0)).toBe(2);
    expect(nextMissing(landmarks, 2)).toBe(4);
    expect(nextMissing(landmarks, 4)).toBe(0);
    expect(nextMissing([at(1, 1)], -1)).toBeNull();
    expect(nextMissing([], -1)).toBeNull();
  });
});

describe('walked', () => {
  it('goes through every point and out at the ends', () => {
    expect(walked(3, null, 1)).toBe(0);
    expect(walked(3, null, -1)).toBe(2);
    expect(walked(3, 0, 1)).toBe(1);
    expect(walked(3, 2, 1)).toBeNull();
    expect(walked(3, 0, -1)).toBeNull();
  });
});

describe('placedAt', () => {
  it('keeps a hidden point hidden, and makes a new one visible', () => {
    expect(placedAt(at(1, 1, 1), { x: 5, y: 6 })).toEqual(at(5, 6, 1));
    expect(placedAt(missing, { x: 5, y: 6 })).toEqual(at(5, 6, 2));
    expect(placedAt(undefined, { x: 5.123, y: 6.789 })).toEqual(at(5.12, 6.79, 2));
  });
});

describe('inImage', () => {
  it('keeps a place on the image', () => {
    expect(inImage({ x: -3, y: 300 }, 250, 250)).toEqual({ x: 0, y: 250 });
    expect(inImage({ x: 3, y: 30 }, 250, 250)).toEqual({ x: 3, y: 30 });
  });
});
