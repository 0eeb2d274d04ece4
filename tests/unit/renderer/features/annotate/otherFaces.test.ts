import { describe, expect, it } from 'vitest';
import type { Box, BoxOrigin } from '@shared/domain/face';
import { otherFaceAt } from '../../../../../src/renderer/features/annotate/otherFaces';

const square = (x: number, side: number, drawnBy: BoxOrigin = 'hand'): Box => {
  return { x, y: x, width: side, height: side, drawnBy };
};
const others = [
  { id: 1, box: square(0, 100) },
  { id: 2, box: square(10, 20) },
  { id: 3, box: null },
  { id: 4, box: square(0, 500, 'image') },
];

describe('the other face that a click goes to', () => {
  it('is the one with the smallest frame around it', () => {
    expect(otherFaceAt(others, null, { x: 20, y: 20 })).toBe(2);
    expect(otherFaceAt(others, null, { x: 50, y: 50 })).toBe(1);
    expect(otherFaceAt(others, null, { x: 200, y: 200 })).toBeNull();
  });

  it('is none where the face’s own frame is the smaller one', () => {
    expect(otherFaceAt(others, square(40, 50), { x: 50, y: 50 })).toBeNull();
    expect(otherFaceAt(others, square(0, 300), { x: 50, y: 50 })).toBe(1);
  });
});
