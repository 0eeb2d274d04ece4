import type { Landmark } from '@shared/domain/face';
import type { FaceSuggestion, LabelledFace } from '@shared/domain/suggestion';

export const at = (x: number, y: number, visibility: Landmark['visibility'] = 2): Landmark => ({
  x,
  y,
  visibility,
});
/** Labelled in part; one point is hidden, one lacks. */
export const face: LabelledFace = {
  id: 7,
  landmarks: [at(50, 50), at(100, 50), at(75, 75), at(55, 100, 1), at(0, 0, 0)],
  attributes: { gender: 'male', smile: 'no', glasses: null, pose: 'frontal' },
  confirmed: {},
};
/** Of a run that has no head for smiles. */
export const suggestion: FaceSuggestion = {
  run: 'studio-1',
  landmarks: [at(50.1, 50), at(103, 54), at(75, 75), at(60, 100), at(95, 100)],
  attributes: [
    { attribute: 'gender', label: 'male', confidence: 0.9 },
    { attribute: 'glasses', label: 'yes', confidence: 0.8 },
    { attribute: 'pose', label: 'left', confidence: 0.7 },
  ],
};
