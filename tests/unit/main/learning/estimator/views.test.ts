import { describe, expect, it } from 'vitest';
import {
  affineOf,
  identity,
  movePoints,
  type Affine,
} from '../../../../../src/main/learning/augmentation/affine';
import { enlarged } from '../../../../../src/main/learning/augmentation/alignment';
import { looksFromViews, type See } from '../../../../../src/main/learning/estimator/views';
import { createHead } from '../../../../../src/main/learning/heads/createHead';
import { context } from '../heads/sample';

const heads = [
  createHead(
    {
      name: 'landmarks',
      kind: 'landmarks',
      target: { from: 'landmarks', points: context.scheme.points.map(({ id }) => id) },
      weight: 1,
    },
    context,
  ),
  createHead(
    { name: 'pose', kind: 'multi-class', target: { from: 'attribute', attribute: 'pose' }, weight: 1 },
    context,
  ),
];
const shape = Float32Array.of(0.4, 0.4, 0.6, 0.4, 0.5, 0.5, 0.42, 0.62, 0.58, 0.62);
const motion = { flip: false, rotationRadians: 0.4, zoom: 1.2, shiftX: 0.05, shiftY: -0.08 };
/** Two faces in their crops: one turned, one as it should be. */
const faces = [affineOf(motion), identity].map((affine) => {
  const points = Float32Array.from(shape);
  movePoints(points, affine);
  return points;
});

/**
 * A network that is right about points but for a constant error to the right; its pose says, in this order, whether the
 * picture is mirrored, and how far from upright the eyes are. It remembers what it was shown.
 */
function network(error: number): { readonly see: See; readonly passes: () => number } {
  let passes = 0;
  const see: See = (viewOf) => {
    passes += 1;
    const points: number[] = [];
    const poses: number[] = [];
    faces.forEach((face, place) => {
      const view: Affine = viewOf?.(place) ?? identity;
      const seen = Float32Array.from(face);
      movePoints(seen, view);
      const isMirrored = view.xx * view.yy - view.xy * view.yx < 0;
      // In a mirror image the one on the left is called left, as everywhere.
      const order = isMirrored ? [1, 0, 2, 4, 3] : [0, 1, 2, 3, 4];
      points.push(...order.flatMap((point) => [seen[point * 2]! + error, seen[point * 2 + 1]!]));
      const tilt = Math.abs(seen[3]! - seen[1]!);
      poses.push(isMirrored ? 1 : 0, 0, tilt, 0, 0);
    });
    return [Float32Array.from(points), Float32Array.from(poses)];
  };
  return { see, passes: () => passes };
}

const flat = (points: readonly Float32Array[]): number[] => points.flatMap((face) => [...face]);
function expectClose(actual: Float32Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
}

describe('looksFromViews', () => {
  it('is the network’s own answer where one view is asked for, or nobody knows what to align to', () => {
    for (const views of [undefined, { mirrored: false, realigned: true }]) {
      const { see, passes } = network(0.01);
      const {
        last: [points],
      } = looksFromViews(see, heads, views);
      expectClose(
        points!,
        flat(faces).map((value, index) => (index % 2 === 0 ? value + 0.01 : value)),
      );
      expect(passes()).toBe(1);
    }
  });

  it('averages a mirror image’s answer in, so that an error to one side goes', () => {
    const { see, passes } = network(0.01);
    const {
      last: [points, pose],
    } = looksFromViews(see, heads, { mirrored: true, realigned: false });
    expectClose(points!, flat(faces));
    expect(pose![0]).toBe(0);
    // What the mirror image says of its first pose is said of the image’s last.
    expect(pose![4]).toBe(0.5);
    expect(passes()).toBe(2);
  });

  it('looks again at the face as its points say, and answers in the terms of the first view', () => {
    const { see, passes } = network(0);
    const {
      last: [points, pose],
    } = looksFromViews(see, heads, { mirrored: false, realigned: true }, shape);
    expectClose(points!, flat(faces));
    // The first face’s eyes were far from level; in a realigned view they are.
    expect(Math.abs(faces[0]![3]! - faces[0]![1]!)).toBeGreaterThan(0.05);
    expect(pose![2]).toBeCloseTo(0, 5);
    expect(passes()).toBe(3);
  });

  it('takes away what the first look was off by a third one', () => {
    // Off by half of how far a face is from where it should be, as a network is of faces that it has not learnt.
    const shown: number[] = [];
    const see: See = (viewOf) => {
      const affine = viewOf?.(0) ?? identity;
      const seen = Float32Array.from(faces[0]!);
      movePoints(seen, affine);
      shown.push(Math.hypot(...seen.map((value, index) => value - shape[index]!)));
      return [seen.map((value, index) => value + (shape[index]! - value) / 2), new Float32Array(5)];
    };
    looksFromViews(see, heads, { mirrored: false, realigned: true }, shape);
    expect(shown[1]!).toBeLessThan(shown[0]! * 0.7);
    expect(shown[2]!).toBeLessThan(shown[1]! * 0.7);
  });

  it('comes closer where it is asked to, and answers in the terms of the first view', () => {
    const { see } = network(0);
    let zoom = 0;
    const watched: See = (viewOf) => {
      const { xx, yx } = viewOf?.(1) ?? identity;
      zoom = Math.hypot(xx, yx);
      return see(viewOf);
    };
    const views = { mirrored: false, realigned: true, closer: 1.4 };
    const {
      last: [points],
    } = looksFromViews(watched, heads, views, enlarged(shape, 1.4));
    expect(zoom).toBeCloseTo(1.4, 4);
    expectClose(points!, flat(faces));
  });

  it('does both in four passes', () => {
    const { see, passes } = network(0.01);
    const {
      last: [points],
      lastView,
    } = looksFromViews(see, heads, { mirrored: true, realigned: true }, shape);
    expectClose(points!, flat(faces));
    expect(passes()).toBe(4);
    // The last view that is no mirror image is that of the points as they were found.
    const upright = Float32Array.from(faces[0]!);
    movePoints(upright, lastView!(0));
    expect(Math.abs(upright[3]! - upright[1]!)).toBeLessThan(0.01);
    expect(lastView!(0).xx).toBeGreaterThan(0);
  });

  it('has no last view where a face is seen as it is framed', () => {
    const { see } = network(0);
    expect(looksFromViews(see, heads, { mirrored: true, realigned: false }).lastView).toBeNull();
  });

  it('looks once more as it did where the points are no face’s', () => {
    const collapsed: See = () => [new Float32Array(20).fill(0.5), new Float32Array(10)];
    const {
      last: [points],
    } = looksFromViews(collapsed, heads, { mirrored: false, realigned: true }, shape);
    expectClose(points!, new Array<number>(20).fill(0.5));
  });
});
