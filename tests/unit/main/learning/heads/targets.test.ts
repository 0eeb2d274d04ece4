import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeadConfiguration, HeadKind, HeadTarget } from '@shared/learning/configuration';
import { ExpectedError } from '@shared/result';
import { createFaceLabels, readFaceLabels } from '../../../../../src/main/learning/heads/faceLabels';
import { createHead } from '../../../../../src/main/learning/heads/createHead';
import { readTargets, requireLabels } from '../../../../../src/main/learning/heads/targets';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { context, facesOf, shape } from './sample';

const head = (kind: HeadKind, target: HeadTarget, name = 'head') =>
  createHead({ name, kind, target, weight: 1 } satisfies HeadConfiguration, context);
const read = (kind: HeadKind, target: HeadTarget, faces: FaceTable) =>
  readTargets(head(kind, target).targetReader(faces), faces, context);
const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof ExpectedError) return error.code;
    throw error;
  }
  return 'nothing thrown';
};

describe('landmarks', () => {
  it('are fractions of the crop, also outside of it', () => {
    const faces = facesOf(1, {}, [10, 20, 110, 220, 60, 120, -90, 20, 210, 420]);
    const target = { from: 'landmarks', points: ['left_eye', 'right_eye', 'nose', 'mouth_left'] } as const;
    const targets = read('landmarks', target, faces);
    expect([...targets.values]).toEqual([0, 0, 1, 1, 0.5, 0.5, -1, 0]);
    expect(targets).toMatchObject({ labelledElements: 8, labelledFaces: 1, elementsPerFace: 8 });
  });

  it('are masked where a point is not labelled, and not where it is hidden', () => {
    const faces = facesOf(1, {}, shape);
    faces.visibility.set([0, 1, 2, 2, 2]);
    const targets = read('landmarks', { from: 'landmarks', points: ['left_eye', 'right_eye'] }, faces);
    expect([...targets.mask]).toEqual([0, 0, 1, 1]);
    expect([...targets.values.subarray(0, 2)]).toEqual([0, 0]);
  });

  it('scale between the extremes of their column in the table', () => {
    const faces = facesOf(
      3,
      {},
      [10, 30, 70].flatMap((nose) => [0, 0, 0, 0, nose, nose * 2, 0, 0, 0, 0]),
    );
    const targets = read('regression', { from: 'landmarks-min-max', points: ['nose'] }, faces);
    expect([...targets.values]).toEqual([0, 0, 1 / 3, 1 / 3, 1, 1].map((value) => expect.closeTo(value, 6)));
  });

  it('scale without the points that are not labelled, and without a range to 0', () => {
    const faces = facesOf(2, {}, [...shape, ...shape.map(() => 1000)]);
    faces.visibility.fill(0, 5);
    const targets = read('regression', { from: 'landmarks-min-max', points: ['nose'] }, faces);
    expect([...targets.values]).toEqual([0, 0, 0, 0].map((value) => expect.closeTo(value, 4)));
    expect([...targets.mask]).toEqual([1, 1, 0, 0]);
  });

  it('min-max scaled reach exactly from 0 to 1, whatever the pixels', () => {
    const xs = fc.array(fc.float({ min: -50, max: 450, noNaN: true }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(
        xs.filter((values) => Math.max(...values) - Math.min(...values) > 1),
        (values) => {
          const faces = facesOf(
            values.length,
            {},
            values.flatMap((x) => [0, 0, 0, 0, x, x, 0, 0, 0, 0]),
          );
          const targets = read('regression', { from: 'landmarks-min-max', points: ['nose'] }, faces);
          expect(Math.min(...targets.values)).toBeCloseTo(0, 3);
          expect(Math.max(...targets.values)).toBeCloseTo(1, 3);
        },
      ),
    );
  });
});

describe('attributes', () => {
  it('of classes are one-hot, with one element a face', () => {
    const faces = facesOf(3, { pose: [2, Number.NaN, 0] });
    const targets = read('multi-class', { from: 'attribute', attribute: 'pose' }, faces);
    expect([...targets.values]).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect([...targets.mask]).toEqual([1, 0, 1]);
    expect(targets).toMatchObject({ labelledElements: 2, labelledFaces: 2 });
  });

  it('of classes are what a face is believed to be, where it is labelled at all', () => {
    const beliefs = { smile: Float32Array.of(0.25, 0.75, Number.NaN, Number.NaN, 0.5, 0.5) };
    const faces = { ...facesOf(3, { smile: [0, 1, Number.NaN] }), beliefs };
    const target = { from: 'attribute', attribute: 'smile' } as const;
    const classes = read('multi-class', target, faces);
    expect([...classes.values.subarray(0, 4)]).toEqual([0.25, 0.75, 0, 1]);
    expect([...classes.mask]).toEqual([1, 1, 0]);
    const yes = read('binary', target, faces);
    expect([...yes.values.subarray(0, 2)]).toEqual([0.75, 1]);
    expect([...yes.mask]).toEqual([1, 1, 0]);
  });

  it('of tags are masked tag by tag', () => {
    const faces = facesOf(2, { worn: [1, 0, Number.NaN, Number.NaN, Number.NaN, Number.NaN] });
    const targets = read('multi-label', { from: 'attribute', attribute: 'worn' }, faces);
    expect([...targets.values]).toEqual([1, 0, 0, 0, 0, 0]);
    expect([...targets.mask]).toEqual([1, 1, 0, 0, 0, 0]);
    expect(targets).toMatchObject({ labelledElements: 2, labelledFaces: 1 });
  });

  it('that the table lacks are not labelled', () => {
    const targets = read('regression', { from: 'attribute', attribute: 'age' }, facesOf(2, {}));
    expect(targets.labelledElements).toBe(0);
    expect(codeOf(() => requireLabels('age', targets))).toBe('head-without-labels');
  });

  it.each<[HeadKind, string, number]>([
    ['multi-class', 'pose', 5],
    ['multi-class', 'pose', 0.5],
    ['binary', 'smile', 2],
    ['binary', 'smile', 0.5],
    ['poisson', 'age', -1],
    ['logistic-regression', 'age', 1.5],
  ])('that no loss of %s allows are refused: %s %d', (kind, attribute, label) => {
    const faces = facesOf(1, { [attribute]: [label] });
    expect(codeOf(() => read(kind, { from: 'attribute', attribute }, faces))).toBe('label-out-of-range');
  });
});

describe('one reader serves face after face', () => {
  it('overwriting what stood in a batch before', () => {
    const faces = facesOf(2, { pose: [3, Number.NaN] });
    const reader = head('multi-class', { from: 'attribute', attribute: 'pose' }).targetReader(faces);
    const labels = createFaceLabels(context.scheme, context.attributes);
    const [targets, mask] = [new Float32Array(5), new Float32Array(1)];
    readFaceLabels(faces, 0, labels);
    expect(reader.write(labels, targets, mask, 0)).toBe(1);
    expect([...targets, ...mask]).toEqual([0, 0, 0, 1, 0, 1]);
    readFaceLabels(faces, 1, labels);
    expect(reader.write(labels, targets, mask, 0)).toBe(0);
    expect([...targets, ...mask]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('a head that does not fit what the project labels', () => {
  const landmarks = { from: 'landmarks', points: ['nose'] } as const;
  it.each<[string, HeadKind, HeadTarget, string]>([
    ['an unknown point', 'landmarks', { from: 'landmarks', points: ['chin'] }, 'unknown-point'],
    ['no point', 'landmarks', { from: 'landmarks', points: [] }, 'unknown-point'],
    ['an unknown attribute', 'binary', { from: 'attribute', attribute: 'hat' }, 'unknown-attribute'],
    ['classes of landmarks', 'multi-class', landmarks, 'head-target-mismatch'],
    [
      'landmarks of an attribute',
      'landmarks',
      { from: 'attribute', attribute: 'age' },
      'head-target-mismatch',
    ],
    [
      'min-max scaled landmarks without pixels',
      'landmarks',
      { from: 'landmarks-min-max', points: ['nose'] },
      'head-target-mismatch',
    ],
    ['classes of a number', 'multi-class', { from: 'attribute', attribute: 'age' }, 'head-target-mismatch'],
    ['two classes of five', 'binary', { from: 'attribute', attribute: 'pose' }, 'head-target-mismatch'],
    ['tags of a category', 'multi-label', { from: 'attribute', attribute: 'pose' }, 'head-target-mismatch'],
  ])('is refused: %s', (_, kind, target, code) => {
    expect(codeOf(() => head(kind, target))).toBe(code);
  });
});
