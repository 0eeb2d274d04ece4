import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { mirrorLabel, mirrorOf, mirrorPoints } from '../../../../../src/main/learning/augmentation/mirror';

const mirror = mirrorOf(mtflTemplate.scheme, mtflTemplate.attributes);

describe('mirrorPoints', () => {
  it('exchanges eyes and mouth corners with their visibility, and leaves the nose', () => {
    const points = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    const visibility = Uint8Array.of(0, 1, 2, 1, 2);
    mirrorPoints(points, visibility, mirror);
    expect([...points]).toEqual([3, 4, 1, 2, 5, 6, 9, 10, 7, 8]);
    expect([...visibility]).toEqual([1, 0, 2, 2, 1]);
  });

  it('done twice changes nothing', () => {
    const points = fc.float32Array({ minLength: 10, maxLength: 10, noNaN: true });
    const visibility = fc.uint8Array({ minLength: 5, maxLength: 5, max: 2 });
    fc.assert(
      fc.property(points, visibility, (somePoints, someVisibility) => {
        const pointsBefore = [...somePoints];
        const visibilityBefore = [...someVisibility];
        mirrorPoints(somePoints, someVisibility, mirror);
        mirrorPoints(somePoints, someVisibility, mirror);
        expect([...somePoints]).toEqual(pointsBefore);
        expect([...someVisibility]).toEqual(visibilityBefore);
      }),
    );
  });
});

describe('mirrorLabel', () => {
  it('turns a left profile into a right profile', () => {
    expect([0, 1, 2, 3, 4].map((value) => mirrored('pose', [value]))).toEqual([[4], [3], [2], [1], [0]]);
  });

  it('leaves what has no sides, and what is not labelled', () => {
    expect(mirrored('smile', [1])).toEqual([1]);
    expect(mirrored('pose', [Number.NaN])).toEqual([Number.NaN]);
  });

  it('exchanges the tags of a pair', () => {
    const tags = mirrorOf(mtflTemplate.scheme, [
      {
        id: 'marks',
        name: 'Marks',
        kind: 'tags',
        values: ['scar-left', 'freckles', 'scar-right'].map((id) => ({ id, name: id })),
        mirrorSwaps: [['scar-left', 'scar-right']],
      },
    ]);
    const label = Float32Array.of(1, 1, 0);
    mirrorLabel(label, 'marks', tags);
    expect([...label]).toEqual([0, 1, 1]);
  });
});

function mirrored(attribute: string, values: number[]): number[] {
  const label = Float32Array.from(values);
  mirrorLabel(label, attribute, mirror);
  return [...label];
}
