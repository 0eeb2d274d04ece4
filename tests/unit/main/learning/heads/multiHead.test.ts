import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { readTargets } from '../../../../../src/main/learning/heads/targets';
import { context, facesOf, shape } from './sample';

const tutorial = presetConfiguration('tutorial', mtflTemplate).heads;
const attributeHead = (attribute: string, change: Partial<HeadConfiguration> = {}): HeadConfiguration => ({
  name: attribute,
  kind: 'multi-class',
  target: { from: 'attribute', attribute },
  weight: 1,
  ...change,
});

describe('an evaluation of the tutorial’s two heads', () => {
  // As many faces as MTFL has for testing, of which every nose is missed by as much as the tutorial's.
  const count = 2995;
  const averageLoss = 0.0408225;
  const faces = facesOf(
    count,
    { pose: Array.from({ length: count }, (_, row) => row % 5) },
    Array.from({ length: count * 10 }, (_, index) => (index * 7919) % 250),
  );
  const multiHead = createMultiHead(tutorial, context);
  const nose = readTargets(multiHead.targetReaders(faces)[0]!, faces, context);
  const logits = {
    head_nose: nose.values.map((target) => target + Math.sqrt(averageLoss)),
    head_pose: new Float32Array(count * 5),
  };
  const { metrics, confusion, faces: outputs } = multiHead.evaluate(logits, faces, 64);

  it('has a loss of the average over 5,990 elements and 47 batches', () => {
    expect(metrics['average_loss/head_nose']).toBeCloseTo(averageLoss, 7);
    expect(metrics['loss/head_nose']).toBeCloseTo(5.2027, 4);
    expect(metrics['average_loss/head_pose']).toBeCloseTo(Math.log(5), 7);
    expect(metrics['loss/head_pose']).toBeCloseTo((Math.log(5) * 2995) / 47, 4);
  });

  it('sums the losses of its heads', () => {
    expect(metrics['loss']).toBeCloseTo(metrics['loss/head_nose']! + metrics['loss/head_pose']!, 9);
  });

  it('names what the tutorial prints, and what it should have', () => {
    expect(Object.keys(metrics).sort()).toEqual([
      'accuracy/head_pose',
      'average_loss/head_nose',
      'average_loss/head_pose',
      'balanced_accuracy/head_pose',
      'label/mean/head_nose',
      'loss',
      'loss/head_nose',
      'loss/head_pose',
      'macro_f1/head_pose',
      'prediction/mean/head_nose',
      'rmse/head_nose',
    ]);
    expect(Object.keys(confusion)).toEqual(['head_pose']);
    expect(outputs.heads['head_pose']?.values).toHaveLength(count * 5);
  });
});

it('names the metrics of the studio’s heads', () => {
  const multiHead = createMultiHead(presetConfiguration('studio', mtflTemplate).heads, context);
  const faces = facesOf(1, { gender: [0], smile: [1], glasses: [0], pose: [2] }, shape);
  const logits = Object.fromEntries(
    multiHead.heads.map((head) => [head.name, new Float32Array(head.logitsWidth)]),
  );
  const { metrics } = multiHead.evaluate(logits, faces, 64);
  for (const name of ['nme/landmarks', 'failure_rate/landmarks', 'auc/landmarks', 'nme/nose/landmarks']) {
    expect(metrics).toHaveProperty([name]);
  }
  for (const head of ['gender', 'smile', 'glasses', 'pose']) {
    expect(metrics).toHaveProperty([`accuracy/${head}`]);
    expect(metrics).toHaveProperty([`balanced_accuracy/${head}`]);
  }
});

it('weighs the losses of its heads', () => {
  const faces = facesOf(2, { smile: [1, 0], pose: [2, 2] });
  const multiHead = createMultiHead(
    [attributeHead('smile', { weight: 3 }), attributeHead('pose', { weight: 0.5 })],
    context,
  );
  const { metrics } = multiHead.evaluate(
    { smile: Float32Array.of(1, 0, 0, 2), pose: new Float32Array(10).map((_, index) => index % 3) },
    faces,
    1,
  );
  expect(metrics['loss']).toBeCloseTo(3 * metrics['loss/smile']! + 0.5 * metrics['loss/pose']!, 12);
});

it('has the losses that TensorFlow adds up batch by batch', () => {
  // Seven faces in batches of three: 3, 3 and 1. The last smile and two noses are not labelled.
  const points = Array.from({ length: 70 }, (_, index) => 100 + ((index * 37) % 91));
  const faces = facesOf(7, { smile: [1, 0, 1, 1, 0, 0, Number.NaN] }, points);
  faces.visibility[2] = 0;
  faces.visibility[4 * 5 + 2] = 0;
  const configurations: readonly HeadConfiguration[] = [
    { name: 'where', kind: 'landmarks', target: { from: 'landmarks', points: ['nose'] }, weight: 2 },
    attributeHead('smile', { kind: 'binary', weight: 0.25 }),
  ];
  const multiHead = createMultiHead(configurations, context);
  const logits = {
    where: Float32Array.from({ length: 14 }, (_, index) => Math.sin(index)),
    smile: Float32Array.of(2, -1, 0.5, -3, 0, 1, 9),
  };
  const { metrics } = multiHead.evaluate(logits, faces, 3);

  const noseLoss = (face: number): number => {
    if (faces.visibility[face * 5 + 2] === 0) return 0;
    const [x, y] = [faces.points[face * 10 + 4]!, faces.points[face * 10 + 5]!];
    return (
      (logits.where[2 * face]! - (x - 10) / 100) ** 2 + (logits.where[2 * face + 1]! - (y - 20) / 200) ** 2
    );
  };
  const smiles = [1, 0, 1, 1, 0, 0];
  const smileLoss = (face: number): number =>
    face === 6 ? 0 : Math.log1p(Math.exp(smiles[face] === 1 ? -logits.smile[face]! : logits.smile[face]!));
  const batches = [[0, 1, 2], [3, 4, 5], [6]];
  const ofBatches = (loss: (face: number) => number): number[] =>
    batches.map((batch) => batch.reduce((sum, face) => sum + loss(face), 0));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(metrics['loss/where']).toBeCloseTo(mean(ofBatches(noseLoss)), 5);
  expect(metrics['loss/smile']).toBeCloseTo(mean(ofBatches(smileLoss)), 6);
  // Two coordinates of five noses, and six smiles.
  expect(metrics['average_loss/where']).toBeCloseTo((3 * mean(ofBatches(noseLoss))) / 10, 5);
  expect(metrics['average_loss/smile']).toBeCloseTo((3 * mean(ofBatches(smileLoss))) / 6, 6);
  expect(metrics['loss/where']).toBeCloseTo((metrics['average_loss/where']! * 10) / 3, 9);
  expect(metrics['loss/smile']).toBeCloseTo((metrics['average_loss/smile']! * 6) / 3, 9);
  const total = ofBatches((face) => 2 * noseLoss(face) + 0.25 * smileLoss(face));
  expect(metrics['loss']).toBeCloseTo(mean(total), 5);
});

it('leaves a head without a label out of the sum, and out of the metrics', () => {
  const multiHead = createMultiHead([attributeHead('smile'), attributeHead('pose')], context);
  const logits = { smile: Float32Array.of(0, 1), pose: new Float32Array(5) };
  const { metrics, confusion } = multiHead.evaluate(logits, facesOf(1, { smile: [1] }), 64);
  expect(Object.keys(metrics).filter((name) => name.endsWith('/pose'))).toEqual([]);
  expect(metrics['loss']).toBe(metrics['loss/smile']);
  expect(Object.keys(confusion)).toEqual(['smile']);
});

it('keys predictions by head and name', () => {
  const multiHead = createMultiHead([attributeHead('smile'), attributeHead('pose')], context);
  const logits = { smile: new Float32Array(2), pose: new Float32Array(5) };
  const predictions = multiHead.predictions(logits, facesOf(1, {}));
  expect(predictions['smile']?.['classes']).toEqual(['no']);
  expect(predictions['pose']?.['probabilities']).toHaveLength(5);
});

it('outputs every face in its row, whatever its labels', () => {
  const multiHead = createMultiHead([attributeHead('smile')], context);
  const outputs = multiHead.outputs({ smile: Float32Array.of(0, 3, 3, 0) }, facesOf(2, {}));
  expect(outputs.count).toBe(2);
  expect([...outputs.heads['smile']!.errors]).toEqual([Number.NaN, Number.NaN]);
});

describe('what cannot be trained', () => {
  it('is a network without heads, or with two of one name, or none', () => {
    expect(() => createMultiHead([], context)).toThrow(/at least one head/);
    expect(() =>
      createMultiHead([attributeHead('smile'), attributeHead('pose', { name: 'smile' })], context),
    ).toThrow(/Two heads are called "smile"/);
    expect(() => createMultiHead([attributeHead('smile', { name: '' })], context)).toThrow(/needs a name/);
  });

  it('is a head without any labelled face', () => {
    const multiHead = createMultiHead([attributeHead('smile'), attributeHead('pose')], context);
    expect(() => multiHead.requireLabels(facesOf(2, { smile: [1, 0] }))).toThrow(
      expect.objectContaining({ code: 'head-without-labels', details: { head: 'pose', faces: 2 } }),
    );
    const some = facesOf(3, { smile: [1, 0, 1], pose: [Number.NaN, 4, 2] });
    expect(() => multiHead.requireLabels(some)).not.toThrow();
  });
});

it('does not depend on the order of the faces', () => {
  const multiHead = createMultiHead(
    [attributeHead('smile', { kind: 'binary' }), attributeHead('pose')],
    context,
  );
  const face = fc.record({
    smile: fc.constantFrom(0, 1, Number.NaN),
    pose: fc.constantFrom(0, 1, 2, 3, 4, Number.NaN),
    logits: fc.array(fc.float({ min: -5, max: 5, noNaN: true }), { minLength: 6, maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(face, { minLength: 1, maxLength: 20 }), (faces) => {
      const metricsOf = (order: typeof faces) =>
        multiHead.evaluate(
          {
            smile: Float32Array.from(order, ({ logits }) => logits[5]!),
            pose: Float32Array.from(order.flatMap(({ logits }) => logits.slice(0, 5))),
          },
          facesOf(order.length, {
            smile: order.map(({ smile }) => smile),
            pose: order.map(({ pose }) => pose),
          }),
          4,
        ).metrics;
      const there = metricsOf(faces);
      const back = metricsOf([...faces].reverse());
      expect(Object.keys(back)).toEqual(Object.keys(there));
      for (const [name, value] of Object.entries(there)) expect(back[name]).toBeCloseTo(value, 9);
    }),
  );
});
