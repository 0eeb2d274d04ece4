import { describe, expect, it } from 'vitest';
import type { Attribute } from '../../../../src/shared/domain/attribute';
import { mtflTemplate } from '../../../../src/shared/domain/template';
import type { HeadConfiguration } from '../../../../src/shared/learning/configuration';
import { keptHeads } from '../../../../src/main/prediction/keptHeads';
import { predictedFace } from '../../../../src/main/prediction/predictedFace';
import { studioModel } from './example';

const tags: Attribute = {
  id: 'wears',
  name: 'Wears',
  kind: 'tags',
  values: [
    { id: 'hat', name: 'Hat' },
    { id: 'scarf', name: 'Scarf' },
  ],
  mirrorSwaps: [],
};

const heads: readonly HeadConfiguration[] = [
  { name: 'marks', kind: 'landmarks', target: { from: 'landmarks', points: ['nose'] }, weight: 1 },
  { name: 'eye', kind: 'regression', target: { from: 'landmarks', points: ['left_eye'] }, weight: 1 },
  {
    name: 'head_nose',
    kind: 'regression',
    target: { from: 'landmarks-min-max', points: ['nose'] },
    weight: 1,
  },
  { name: 'smile', kind: 'binary', target: { from: 'attribute', attribute: 'smile' }, weight: 1 },
  { name: 'pose', kind: 'multi-class', target: { from: 'attribute', attribute: 'pose' }, weight: 1 },
  { name: 'wears', kind: 'multi-label', target: { from: 'attribute', attribute: 'wears' }, weight: 1 },
  { name: 'age', kind: 'poisson', target: { from: 'attribute', attribute: 'age' }, weight: 1 },
];

describe('predictedFace', () => {
  it('reads each kind of head’s numbers, one head after the other', () => {
    const model = {
      ...studioModel,
      configuration: { ...studioModel.configuration, heads },
      attributes: [...mtflTemplate.attributes, tags],
    };
    const numbers = {
      marks: [31.5, 42.25],
      eye: [120, 30],
      head_nose: [0.5, 0.75],
      smile: [0.75],
      pose: [0.125, 0.125, 0.125, 0.5, 0.125],
      wears: [0.25, 0.75],
      age: [33.5],
    };
    const outputs = Float32Array.from(Object.values(numbers).flat());
    const region = { x: 100, y: 10, width: 80, height: 40 };
    const found = { box: region, score: 0.5 };
    const face = predictedFace({ indexInPhoto: 0, region, found, outputs }, keptHeads(model));
    expect([face.region, face.found]).toEqual([region, found]);
    expect(Object.fromEntries(face.points)).toEqual({
      nose: { x: 31.5, y: 42.25 },
      left_eye: { x: 120, y: 30 },
    });
    expect(Object.fromEntries(face.values)).toEqual({
      head_nose: { kind: 'numbers', numbers: { nose_x_scaled: 0.5, nose_y_scaled: 0.75 } },
      smile: { kind: 'class', value: 'yes', confidence: 0.75, probabilities: { no: 0.25, yes: 0.75 } },
      pose: {
        kind: 'class',
        value: 'right',
        confidence: 0.5,
        probabilities: { left_profile: 0.125, left: 0.125, frontal: 0.125, right: 0.5, right_profile: 0.125 },
      },
      wears: { kind: 'tags', values: ['scarf'], probabilities: { hat: 0.25, scarf: 0.75 } },
      age: { kind: 'numbers', numbers: { age: 33.5 } },
    });
  });
});
