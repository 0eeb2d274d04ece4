import { describe, expect, it } from 'vitest';
import type { FaceView } from '@shared/contract/library';
import type { Landmark } from '@shared/domain/face';
import type { FaceSuggestion } from '@shared/domain/suggestion';
import { mtflTemplate } from '@shared/domain/template';
import {
  acceptSelected,
  eyeDistance,
  meanShift,
} from '../../../../../src/renderer/features/annotate/suggestion';
import { aFace } from './aFace';

const { scheme } = mtflTemplate;
const at = (x: number, y: number, visibility: Landmark['visibility'] = 2): Landmark => ({ x, y, visibility });
const face: FaceView = aFace({
  landmarks: [at(50, 50), at(100, 50), at(75, 75), at(55, 100, 1), at(0, 0, 0)],
  attributes: { gender: 'male', smile: 'no', glasses: null, pose: 'frontal' },
});
const suggestion: FaceSuggestion = {
  run: 'studio-1',
  landmarks: [at(50.1, 50), at(103, 54), at(75, 75), at(60, 100), at(95, 100)],
  attributes: [
    { attribute: 'gender', label: 'male', confidence: 0.9 },
    { attribute: 'glasses', label: 'yes', confidence: 0.8 },
    { attribute: 'pose', label: 'left', confidence: 0.7 },
  ],
};

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
