import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeLandmarks,
  encodePoints,
  encodeVisibility,
  labelFromRows,
  labelRows,
} from '../../../../../src/main/project/faces/labelCodec';
import * as any from '../../../shared/domain/arbitraries';
import { template68 } from '../templates';

describe('landmarks as blobs', () => {
  it('come back as they were, wherever the blob lies in memory', () => {
    fc.assert(
      fc.property(fc.array(any.landmark), fc.nat(7), (landmarks, offset) => {
        const points = encodePoints(landmarks);
        const moved = new Uint8Array(points.length + offset).subarray(offset);
        moved.set(points);
        expect(decodeLandmarks(moved, encodeVisibility(landmarks))).toEqual(landmarks);
      }),
    );
  });
});

describe.each(template68.attributes)('labels of $id as rows', (attribute) => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(any.label(attribute), (label) => {
        expect(labelFromRows(attribute, labelRows(label).toReversed())).toEqual(label);
      }),
    );
  });
});
