import { expect, it } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import { constantFloor } from '../../../../../src/main/learning/heads/floor';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { context, facesOf, shape } from './sample';

const attribute = (id: string) => ({ from: 'attribute', attribute: id }) as const;

it('answers with the majority class of the training faces', () => {
  const multiHead = createMultiHead(
    [
      { name: 'pose', kind: 'multi-class', target: attribute('pose'), weight: 1 },
      { name: 'smile', kind: 'binary', target: attribute('smile'), weight: 1 },
    ],
    context,
  );
  const training = facesOf(5, { pose: [2, 2, 2, 0, Number.NaN], smile: [1, 1, 0, 1, Number.NaN] });
  const evaluated = facesOf(4, { pose: [2, 1, 0, 3], smile: [0, 0, 0, 1] });
  expect(constantFloor(multiHead, training, evaluated, 64)).toMatchObject({
    'accuracy/pose': 1 / 4,
    'balanced_accuracy/pose': 1 / 4,
    'accuracy/smile': 1 / 4,
    'balanced_accuracy/smile': 1 / 2,
    'recall/smile': 1,
  });
});

it('answers with the mean shape of the training faces', () => {
  const multiHead = createMultiHead(presetConfiguration('studio', mtflTemplate).heads.slice(0, 1), context);
  const training = facesOf(2, {}, [...shape.map((pixel) => pixel - 2), ...shape.map((pixel) => pixel + 8)]);
  const floor = constantFloor(multiHead, training, facesOf(1, {}, shape), 64);
  // The mean lies 3 px to the right and below, of 40 px between the eyes.
  expect(floor['nme/landmarks']).toBeCloseTo(Math.hypot(3, 3) / 40, 5);
});

it('answers with the mean of numbers, counts, shares and tags', () => {
  const multiHead = createMultiHead(
    [
      { name: 'age', kind: 'regression', target: attribute('age'), weight: 1 },
      { name: 'share', kind: 'logistic-regression', target: attribute('age'), weight: 1 },
      { name: 'wrinkles', kind: 'poisson', target: attribute('wrinkles'), weight: 1 },
      { name: 'worn', kind: 'multi-label', target: attribute('worn'), weight: 1 },
    ],
    context,
  );
  const faces = facesOf(2, { age: [0.25, 0.75], wrinkles: [0, 4], worn: [1, 0, 1, 1, 0, 0] });
  const floor = constantFloor(multiHead, faces, faces, 64);
  expect(floor['rmse/age']).toBeCloseTo(0.25, 6);
  expect(floor['prediction/mean/age']).toBeCloseTo(0.5, 6);
  expect(floor['average_loss/share']).toBeCloseTo(Math.log(2), 6);
  expect(floor['recall/hat/worn']).toBe(1);
  expect(floor['recall/scarf/worn']).toBe(0);
  const stirling = 4 * Math.log(4) - 4 + 0.5 * Math.log(8 * Math.PI);
  expect(floor['average_loss/wrinkles']).toBeCloseTo((2 + 2 - 4 * Math.log(2) + stirling) / 2, 5);
});

it('stays finite without a label to learn from', () => {
  const multiHead = createMultiHead(
    [
      { name: 'wrinkles', kind: 'poisson', target: attribute('wrinkles'), weight: 1 },
      { name: 'pose', kind: 'multi-class', target: attribute('pose'), weight: 1 },
    ],
    context,
  );
  const floor = constantFloor(multiHead, facesOf(1, {}), facesOf(1, { wrinkles: [1], pose: [0] }), 64);
  for (const value of Object.values(floor)) expect(Number.isFinite(value)).toBe(true);
});
