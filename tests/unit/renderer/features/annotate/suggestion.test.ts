import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import {
  acceptSelected,
  eyeDistance,
  meanShift,
} from '../../../../../src/renderer/features/annotate/suggestion';
import { at, face, suggestion } from '../../../shared/domain/suggested';

const { scheme } = mtflTemplate;

describe('acceptSelected', () => {
  it('takes the selected point or attribute alone', () => {
    expect(acceptSelected(mtflTemplate, face, suggestion, { kind: 'point', index: 1 })).toMatchObject({
      point: 'right_eye',
    });
    expect(acceptSelected(mtflTemplate, face, suggestion, { kind: 'attribute', id: 'pose' })).toMatchObject({
      to: 'left',
    });
    expect(acceptSelected(mtflTemplate, face, suggestion, { kind: 'nothing' })).toBeNull();
  });
});

describe('meanShift', () => {
  it('is over the points that both have, in pixels and of the eye distance', () => {
    const shift = meanShift(scheme, face.landmarks, suggestion.landmarks!);
    expect(shift?.px).toBeCloseTo((0.1 + 5 + 0 + 5) / 4, 9);
    expect(shift?.ofEyeDistance).toBeCloseTo((0.1 + 5 + 0 + 5) / 4 / 50, 9);
  });

  it('has no normaliser without both eyes, and is nothing without points', () => {
    const oneEyed = face.landmarks.with(0, at(0, 0, 0));
    expect(eyeDistance(scheme, oneEyed)).toBeNull();
    expect(meanShift(scheme, oneEyed, suggestion.landmarks!)?.ofEyeDistance).toBeNull();
    const bare = face.landmarks.map(() => at(0, 0, 0));
    expect(meanShift(scheme, bare, suggestion.landmarks!)).toBeNull();
  });
});
