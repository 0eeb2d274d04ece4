import type { HeadConfiguration } from '@shared/learning/configuration';
import { describe, expect, it } from 'vitest';
import { fitCalibration } from '../../../../../src/main/learning/heads/calibrate';
import { createMultiHead, type MultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { context, facesOf } from './sample';

function headsOf(...kinds: readonly (readonly [string, HeadConfiguration['kind']])[]): MultiHead {
  return createMultiHead(
    kinds.map(([attribute, kind]) => {
      return { name: attribute, kind, target: { from: 'attribute', attribute }, weight: 1 };
    }),
    context,
  );
}

/** Of every five faces four are labelled as the head says, by a logit of 3: it should say it by ln 4. */
const count = 100;
const temperature = 3 / Math.log(4);
const fourOfFive = (_: unknown, face: number): number => (face % 5 === 0 ? 0 : 1);
const labels = Array.from({ length: count }, fourOfFive);

describe('fitCalibration', () => {
  it('fits heads of one of two, of several, and of tags alike; what chooses nothing has none', () => {
    const multiHead = headsOf(
      ['gender', 'binary'],
      ['smile', 'multi-class'],
      ['worn', 'multi-label'],
      ['age', 'regression'],
    );
    const tags = labels.flatMap((label) => [label, label, label]);
    const faces = facesOf(count, { gender: labels, smile: labels, worn: tags, age: labels });
    const logits = {
      gender: new Float32Array(count).fill(3),
      smile: Float32Array.from({ length: count * 2 }, (_, index) => (index % 2) * 3),
      worn: new Float32Array(count * 3).fill(3),
      age: new Float32Array(count),
    };
    const { heads } = multiHead;
    const fitted = fitCalibration(heads, logits, faces, context);
    const own = {
      temperature: expect.closeTo(temperature, 6),
      // 1 / (1 + e⁻³) says 0.9526 of what is right in 0.8.
      errorBefore: expect.closeTo(1 / (1 + Math.exp(-3)) - 0.8, 6),
      errorAfter: expect.closeTo(0, 6),
    };
    expect(fitted).toEqual({
      gender: { ...own, labels: 100 },
      smile: { ...own, labels: 100 },
      worn: { ...own, labels: 300 },
    });
    const { heads: calibrated } = multiHead.outputs(logits, faces, fitted);
    expect(calibrated['gender']!.values[0]).toBeCloseTo(0.8, 6);
    expect([...calibrated['smile']!.values.subarray(0, 2)]).toEqual([
      expect.closeTo(0.2, 6),
      expect.closeTo(0.8, 6),
    ]);
    expect(calibrated['worn']).toMatchObject({ temperature: fitted['worn']!.temperature });
    expect(calibrated['age']).not.toHaveProperty('temperature');
  });

  it('leaves losses, errors and metrics as the network’s own logits have them', () => {
    const multiHead = headsOf(['gender', 'binary']);
    const faces = facesOf(count, { gender: labels });
    const logits = { gender: new Float32Array(count).fill(3) };
    const calibration = fitCalibration(multiHead.heads, logits, faces, context);
    const [plain, calibrated] = [
      multiHead.evaluate(logits, faces, 64),
      multiHead.evaluate(logits, faces, 64, calibration),
    ];
    expect(calibrated.metrics).toEqual(plain.metrics);
    expect(calibrated.faces.heads['gender']).toMatchObject({
      losses: plain.faces.heads['gender']!.losses,
      errors: plain.faces.heads['gender']!.errors,
    });
    expect(calibrated.faces.heads['gender']!.values[0]).not.toBe(plain.faces.heads['gender']!.values[0]);
  });

  it('fits nothing on few labels, on a head without a mistake, or on faces without a label', () => {
    const { heads } = headsOf(['gender', 'binary'], ['smile', 'binary'], ['glasses', 'binary']);
    const right = new Array<number>(count).fill(1);
    const few = labels.map((label, face) => (face < 49 ? label : Number.NaN));
    const none = new Array<number>(count).fill(Number.NaN);
    const faces = facesOf(count, { gender: right, smile: few, glasses: none });
    const three = new Float32Array(count).fill(3);
    expect(fitCalibration(heads, { gender: three, smile: three, glasses: three }, faces, context)).toEqual(
      {},
    );
  });
});
