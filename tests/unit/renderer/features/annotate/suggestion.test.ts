import { describe, expect, it } from 'vitest';
import type { FaceSuggestion, FaceView } from '@shared/contract/library';
import { confirmableLabel, confirmedPoints } from '@shared/domain/confirmed';
import type { Landmark } from '@shared/domain/face';
import { mtflTemplate } from '@shared/domain/template';
import {
  acceptAll,
  acceptAttribute,
  acceptMissing,
  acceptPoint,
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

describe('accepting', () => {
  it('takes what differs and leaves what is the same', () => {
    expect(acceptAll(mtflTemplate, face, suggestion)).toEqual([
      { kind: 'landmark', faceId: 7, point: 'right_eye', to: at(103, 54) },
      // Where the model puts it; that it is hidden is a person's word.
      { kind: 'landmark', faceId: 7, point: 'mouth_left', to: at(60, 100, 1) },
      { kind: 'landmark', faceId: 7, point: 'mouth_right', to: at(95, 100) },
      { kind: 'attribute', faceId: 7, attribute: 'glasses', to: 'yes' },
      { kind: 'attribute', faceId: 7, attribute: 'pose', to: 'left' },
    ]);
  });

  it('fills gaps alone where nothing is to be replaced', () => {
    expect(acceptMissing(mtflTemplate, face, suggestion)).toEqual([
      { kind: 'landmark', faceId: 7, point: 'mouth_right', to: at(95, 100) },
      { kind: 'attribute', faceId: 7, attribute: 'glasses', to: 'yes' },
    ]);
    const labelled = { ...face.attributes, glasses: 'no' };
    const complete = { ...face, landmarks: suggestion.landmarks!, attributes: labelled };
    expect(acceptMissing(mtflTemplate, complete, suggestion)).toEqual([]);
  });

  it('leaves nothing to accept once everything is', () => {
    const agreeing = aFace({
      landmarks: suggestion.landmarks!,
      attributes: { gender: 'male', smile: 'no', glasses: 'yes', pose: 'left' },
    });
    expect(acceptAll(mtflTemplate, agreeing, suggestion)).toEqual([]);
  });

  it('leaves what somebody has confirmed', () => {
    const confirmed = { pose: '"frontal"', glasses: '"no"', '': confirmableLabel(face, confirmedPoints)! };
    expect(acceptAll(mtflTemplate, { ...face, confirmed }, suggestion)).toEqual([
      { kind: 'attribute', faceId: 7, attribute: 'glasses', to: 'yes' },
    ]);
  });

  it('takes the selected point or attribute alone', () => {
    expect(acceptSelected(mtflTemplate, face, suggestion, { kind: 'point', index: 1 })).toMatchObject({
      point: 'right_eye',
    });
    expect(acceptSelected(mtflTemplate, face, suggestion, { kind: 'attribute', id: 'pose' })).toMatchObject({
      to: 'left',
    });
    expect(acceptSelected(mtflTemplate, face, suggestion, { kind: 'nothing' })).toBeNull();
  });

  it('has nothing to take from a run without that head', () => {
    const bare: FaceSuggestion = { run: 'r', landmarks: null, attributes: [] };
    expect(acceptPoint(scheme, face, bare, 1)).toBeNull();
    expect(acceptAttribute(face, bare, 'pose')).toBeNull();
    expect(acceptPoint(scheme, face, suggestion, 99)).toBeNull();
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
