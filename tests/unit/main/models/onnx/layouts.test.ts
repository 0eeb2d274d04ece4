import { describe, expect, it } from 'vitest';
import { channelsFirst, paddingOf } from '../../../../../src/main/models/onnx/layouts';

describe('paddingOf', () => {
  it.each([
    // Top and left, then bottom and right: of an odd total the larger part.
    { size: [8, 7], window: [3, 3], stride: 1, padding: [1, 1, 1, 1] },
    { size: [8, 7], window: [3, 3], stride: 2, padding: [0, 1, 1, 1] },
    { size: [8, 7], window: [2, 4], stride: 1, padding: [0, 1, 1, 2] },
    { size: [8, 7], window: [2, 2], stride: 2, padding: [0, 0, 0, 1] },
    { size: [8, 7], window: [1, 1], stride: 2, padding: [0, 0, 0, 0] },
  ] as const)('is TensorFlow’s of windows $window with stride $stride', ({ size, padding, ...windows }) => {
    expect(paddingOf(size, { ...windows, padding: 'same' })).toEqual(padding);
  });

  it('is none where windows stay inside', () => {
    expect(paddingOf([8, 7], { window: [3, 3], stride: 2, padding: 'valid' })).toEqual([0, 0, 0, 0]);
  });
});

it('puts channels first that are convolved each by itself', () => {
  const values = Float32Array.of(1, 10, 2, 20, 3, 30);
  expect(channelsFirst({ shape: [1, 3, 2, 1], values })).toEqual({
    shape: [2, 1, 1, 3],
    values: Float32Array.of(1, 2, 3, 10, 20, 30),
  });
});
