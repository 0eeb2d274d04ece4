import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { movePoints } from '../../../../../src/main/learning/augmentation/affine';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { closerBy, meshPlacements } from '../../../../../src/main/learning/teacher/placement';

const { scheme } = mtflTemplate;
const upright = [
  [-20, -18],
  [20, -18],
  [0, 3],
  [-15, 20],
  [15, 20],
] as const;

/** One face of an image of 100 × 100, its points turned clockwise about (60, 45) and its crop the image. */
function turnedFace(degrees: number, { across = 1, labelled = [2, 2, 2, 2, 2] } = {}): FaceTable {
  const turn = (degrees * Math.PI) / 180;
  const points = upright.flatMap(([x, y]) => [
    60 + across * x * Math.cos(turn) - y * Math.sin(turn),
    45 + across * x * Math.sin(turn) + y * Math.cos(turn),
  ]);
  return {
    count: 1,
    faceIds: Int32Array.of(1),
    crops: { bytes: { memory: new Uint8Array(0) }, sidePx: 1, marginPx: 0 },
    cropRows: Int32Array.of(0),
    points: Float32Array.from(points),
    visibility: Uint8Array.from(labelled),
    regions: Float32Array.of(0, 0, 100, 100),
    attributes: {},
  };
}

function placed(faces: FaceTable): number[] {
  const points = Float32Array.from(faces.points, (pixel) => pixel / 100);
  movePoints(points, meshPlacements(scheme, faces)[0]!);
  return [...points];
}

describe('where a face is shown to the network of meshes', () => {
  it.each([0, 30, -75, 180])('is upright and in the middle, of one that is turned by %d°', (degrees) => {
    const shown = placed(turnedFace(degrees));
    const expected = placed(turnedFace(0));
    shown.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
    const mean = (axis: number): number =>
      [0, 1, 2, 3, 4].reduce((sum, point) => sum + shown[2 * point + axis]!, 0) / 5;
    expect(mean(0)).toBeCloseTo(0.5, 5);
    expect(mean(1)).toBeCloseTo(0.5, 5);
    expect(shown[1]).toBeCloseTo(shown[3]!, 5);
  });

  it('shows it smaller than its crop does', () => {
    const [leftX, , rightX] = placed(turnedFace(0)) as [number, number, number];
    expect(rightX - leftX).toBeCloseTo((0.4 * 0.298) / 0.348, 5);
  });

  it('turns a profile, whose eyes are next to each other, by what lies below them', () => {
    const shown = placed(turnedFace(50, { across: 0.1 }));
    const expected = placed(turnedFace(0, { across: 0.1 }));
    shown.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
  });

  it('leaves a face as it is framed where nothing is labelled, and as it is turned where an eye lacks', () => {
    const [nothing] = meshPlacements(scheme, turnedFace(40, { labelled: [0, 0, 0, 0, 0] }));
    const size = 0.298 / 0.348;
    expect(nothing).toEqual({
      xx: size,
      xy: 0,
      x0: 0.5 - size * 0.5,
      yx: -0,
      yy: size,
      y0: 0.5 - size * 0.5,
    });
    const [oneEyed] = meshPlacements(scheme, turnedFace(40, { labelled: [2, 0, 2, 2, 2] }));
    expect(oneEyed).toMatchObject({ xx: size, xy: 0 });
  });
});

it('is closer by a part: what lay at the edge of that part lies at the edge', () => {
  const placement = meshPlacements(scheme, turnedFace(30))[0]!;
  const points = Float32Array.of(0.3, 0.4, 0.7, 0.2);
  const [far, close] = [placement, closerBy(placement, 0.5)].map((affine) => {
    const moved = points.slice();
    movePoints(moved, affine);
    return moved;
  });
  far!.forEach((value, index) => expect(close![index]! - 0.5).toBeCloseTo(2 * (value - 0.5), 5));
});
