import { describe, expect, it } from 'vitest';
import { mirrorValues } from '@shared/domain/attribute';
import { mirrorPermutation } from '@shared/domain/landmarkScheme';
import { mtflTemplate } from '@shared/domain/template';

describe('the MTFL template', () => {
  it('swaps eyes and mouth corners under a mirror, and keeps the nose', () => {
    expect(mirrorPermutation(mtflTemplate.scheme)).toEqual([1, 0, 2, 4, 3]);
  });

  it('swaps the poses under a mirror, and no other attribute', () => {
    const swaps = Object.fromEntries(mtflTemplate.attributes.map((a) => [a.id, mirrorValues(a)]));
    expect(swaps).toEqual({ gender: [0, 1], smile: [0, 1], glasses: [0, 1], pose: [4, 3, 2, 1, 0] });
  });

  it('refuses a pair that names no point', () => {
    const scheme = { ...mtflTemplate.scheme, symmetricPairs: [['left_eye', 'third_eye']] as const };
    expect(() => mirrorPermutation(scheme)).toThrow('third_eye');
  });
});
