import { describe, expect, it } from 'vitest';
import { aflwFraming, boxAroundLandmarks } from '@shared/geometry/framing';
import { faceBox, pointsInFoundBox } from '../../../../src/main/finding/framing';

describe('faceBox', () => {
  it('frames a found face as its points would, were they where they are on the average', () => {
    const found = { x: 100, y: 50, width: 80, height: 80, drawnBy: 'detector' } as const;
    const { extent, centreX, centreY } = pointsInFoundBox;
    const middle = { x: found.x + centreX * 80, y: found.y + centreY * 80 };
    const half = (extent * 80) / 2;
    const corners = [
      { x: middle.x - half, y: middle.y - half, visibility: 2 as const },
      { x: middle.x + half, y: middle.y + half, visibility: 2 as const },
    ];
    const { x, y, width, height } = boxAroundLandmarks(corners, aflwFraming)!;
    const framed = faceBox({ box: found, score: 0.7 });
    expect(framed).toMatchObject({ drawnBy: 'detector', score: 0.7 });
    for (const [side, wanted] of Object.entries({ x, y, width, height })) {
      expect(framed[side as 'x']).toBeCloseTo(wanted, 6);
    }
  });
});
