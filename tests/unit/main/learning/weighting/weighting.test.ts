import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import {
  weightingKinds,
  type HeadConfiguration,
  type RunConfiguration,
  type WeightingConfiguration,
} from '@shared/learning/configuration';
import { Trainer } from '../../../../../src/main/learning/estimator/trainingStep';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { Model } from '../../../../../src/main/learning/model';
import { FixedWeights } from '../../../../../src/main/learning/weighting/fixedWeights';
import { createWeighting } from '../../../../../src/main/learning/weighting/weighting';
import { backendNames, onBackend } from '../backends/startedBackends';
import { stepCase } from '../backends/wholeStep';
import { relativeError } from '../kernels/arrays';
import { context, tinyConfiguration } from '../pipeline/tinyRun';

const strategies: Readonly<Record<string, WeightingConfiguration>> = {
  fixed: { kind: 'fixed' },
  'attributes-first': { kind: 'attributes-first', factor: 5 },
  uncertainty: { kind: 'uncertainty', learningRate: 0.01 },
  gradnorm: { kind: 'gradnorm', alpha: 1.5, learningRate: 0.025 },
  dwa: { kind: 'dwa', temperature: 2 },
  pcgrad: { kind: 'pcgrad' },
};
const course = { totalSteps: 100, stepsPerEpoch: 2 };

/** Two heads that guess the same number of a face from the same start: gradients that differ by their losses' scale alone. */
const number: Attribute = { id: 'number', name: 'number', kind: 'number', values: [], mirrorSwaps: [] };
const target = { from: 'attribute', attribute: 'number' } as const;
const guesses: HeadConfiguration[] = [
  { name: 'plain', kind: 'regression', target, weight: 1 },
  { name: 'tenfold', kind: 'regression', target, weight: 1, lossScale: Math.sqrt(10) },
];
const toy = tinyConfiguration({ heads: guesses, augmentation: null });
const toyContext = { ...context, attributes: [number] };

async function trained(
  configuration: RunConfiguration,
  unlabel: (faces: FaceTable) => void,
  steps: number,
  { stopped, sign = 1 }: { readonly stopped?: ReadonlySet<string>; readonly sign?: number } = {},
) {
  const isToy = configuration.heads === guesses;
  const { batch } = stepCase(configuration, isToy ? toyContext : context, unlabel);
  const model = new Model(configuration, isToy ? toyContext : context);
  if (isToy) {
    const width = model.parameters.layout.at(-2)!.size;
    guesses.forEach(({ name }, index) => {
      const factor = index === 0 ? 1 : sign;
      const values = Float32Array.from({ length: width }, (_, at) => factor * Math.sin(at) * 1e-3);
      model.parameters.set(`head/${name}/weights`, values);
    });
  }
  const trainer = new Trainer(model, configuration, course);
  const before = await model.parameters.snapshot();
  const { numTensors } = tf.memory();
  const told = Array.from({ length: steps }, (_, done) => trainer.step(batch, done, stopped));
  expect(tf.memory().numTensors).toBe(numTensors);
  const after = await model.parameters.snapshot();
  const { firstMoment } = await trainer.optimizer.snapshot();
  trainer.dispose();
  model.dispose();
  return { told, before, after, trunkSize: model.trunkSize, firstMoment };
}

describe('a strategy', () => {
  it('is there for every kind, and for one head alone the fixed one', () => {
    expect(Object.keys(strategies)).toEqual([...weightingKinds]);
    const [landmarks, pose] = tinyConfiguration().heads;
    for (const weighting of Object.values(strategies)) {
      const alone = createWeighting({ weighting, heads: [landmarks!], seed: 1 }, course);
      expect(alone).toBeInstanceOf(FixedWeights);
      // A head without weight has nothing to be weighed.
      const weightless = [landmarks!, { ...pose!, weight: 0 }];
      expect(createWeighting({ weighting, heads: weightless, seed: 1 }, course)).toBeInstanceOf(FixedWeights);
      const both = createWeighting({ weighting, heads: [landmarks!, pose!], seed: 1 }, course);
      expect(both instanceof FixedWeights).toBe(weighting.kind === 'fixed');
      expect(both.factors()).toHaveLength(2);
    }
  });

  it('that hands over does so while the trunk learns, and rests while it is frozen', () => {
    const { heads } = tinyConfiguration();
    const weighting = { kind: 'attributes-first', factor: 5 } as const;
    const of = (epochs: number) =>
      createWeighting({ weighting, heads, seed: 1, frozenTrunk: { epochs, fineTuneRate: 0.0001 } }, course);
    const half = of(25);
    expect(half.factors()).toEqual([1, 5]);
    for (let step = 0; step < 50; step += 1)
      half.observe({ stepsDone: 50 + step, losses: [], lastLayerNorms: null });
    expect(half.factors()).toEqual([1, 1]);
    // Of a trunk that never learns nothing is handed over.
    expect(of(50).factors()).toEqual([1, 5]);
  });
});

describe.each(backendNames)('a training step on %s', (backend) => {
  it.each(Object.entries(strategies))(
    'by the strategy %s makes the losses smaller, leaves no tensor behind and tells its weights',
    async (kind, weighting) => {
      await onBackend(backend, async () => {
        const { told } = await trained(tinyConfiguration({ weighting }), () => undefined, 12);
        for (const head of ['landmarks', 'pose']) {
          expect(told[11]!.lossByHead[head], head).toBeLessThan(told[0]!.lossByHead[head]!);
        }
        const weights = told.map(({ weightByHead }) => weightByHead);
        if (kind === 'fixed') expect(weights.every((one) => one === undefined)).toBe(true);
        else expect(Object.keys(weights[11]!)).toEqual(['landmarks', 'pose']);
        // The loss that is told is by the heads' own weights, whatever the strategy makes of them.
        const { loss, lossByHead } = told[5]!;
        expect(loss).toBeCloseTo(lossByHead['landmarks']! + 0.3 * lossByHead['pose']!, 6);
      });
    },
    60_000,
  );

  it('by GradNorm comes to gradients of one length, of losses that are scaled 1 to 10', async () => {
    await onBackend(backend, async () => {
      const weighting = { kind: 'gradnorm', alpha: 0, learningRate: 0.05 } as const;
      const optimizer = { ...toy.optimizer, learningRate: 1e-6 };
      const { told } = await trained({ ...toy, optimizer, weighting }, () => undefined, 60);
      const { plain, tenfold } = told.at(-1)!.weightByHead!;
      expect(plain).toBeGreaterThan(1.7);
      expect(plain).toBeLessThan(1.9);
      expect(plain! + tenfold!).toBeCloseTo(2, 6);
      expect(plain! / tenfold!).toBeCloseTo(10, -1);
    });
  }, 60_000);

  it('by PCGrad is the plain one where gradients agree, and leaves the heads’ own layers alone', async () => {
    await onBackend(backend, async () => {
      const step = async (weighting: WeightingConfiguration, heads: readonly HeadConfiguration[]) =>
        trained({ ...tinyConfiguration({ heads, augmentation: null }), weighting }, () => undefined, 1);
      const [plain, operated] = [
        await step(strategies['fixed']!, guesses),
        await step(strategies['pcgrad']!, guesses),
      ];
      expect(operated.told[0]!.weightByHead).toEqual({ plain: 1, tenfold: 1 });
      expect(relativeError(operated.firstMoment, plain.firstMoment)).toBeLessThan(1e-5);
      const { heads } = tinyConfiguration();
      const [fixed, surgery] = [
        await step(strategies['fixed']!, heads),
        await step(strategies['pcgrad']!, heads),
      ];
      const trunk = fixed.trunkSize;
      expect(
        relativeError(surgery.firstMoment.subarray(trunk), fixed.firstMoment.subarray(trunk)),
      ).toBeLessThan(1e-5);
    });
  }, 60_000);

  it('by PCGrad takes off the trunk’s gradients what is opposite: of two that are, hardly anything is left', async () => {
    await onBackend(backend, async () => {
      const lengthOf = async (weighting: WeightingConfiguration, sign: number): Promise<number> => {
        const step = await trained({ ...toy, weighting }, () => undefined, 1, { sign });
        const trunk = step.firstMoment.subarray(0, step.trunkSize);
        return Math.sqrt(trunk.reduce((sum, value) => sum + value * value, 0));
      };
      // The second head reads the features the other way round, and its loss is ten times the first one's.
      const plain = await lengthOf(strategies['fixed']!, -1);
      const operated = await lengthOf(strategies['pcgrad']!, -1);
      expect(plain).toBeGreaterThan(0);
      expect(operated / plain).toBeLessThan(0.1);
      const agreeing = [await lengthOf(strategies['fixed']!, 1), await lengthOf(strategies['pcgrad']!, 1)];
      expect(agreeing[1]! / agreeing[0]!).toBeCloseTo(1, 5);
    });
  }, 60_000);

  it.each(['uncertainty', 'gradnorm', 'dwa', 'pcgrad'])(
    'by the strategy %s leaves a stopped head, and one without a labelled face, out of the weighing',
    async (kind) => {
      await onBackend(backend, async () => {
        const configuration = tinyConfiguration({ weighting: strategies[kind]! });
        const stopped = await trained(configuration, () => undefined, 6, {
          stopped: new Set(['pose']),
        });
        for (const { weightByHead } of stopped.told) expect(weightByHead!['pose']).toBeCloseTo(0.3, 6);
        const { told, before, after, trunkSize } = await trained(
          configuration,
          (faces) => faces.attributes['pose']!.fill(Number.NaN),
          6,
        );
        for (const { weightByHead } of told) expect(weightByHead!['pose']).toBeCloseTo(0.3, 6);
        // What has no label does not learn; a stopped head does.
        const moved = (snapshots: typeof stopped): boolean =>
          snapshots.after.trainable
            .subarray(-5)
            .some((value, index) => value !== snapshots.before.trainable.subarray(-5)[index]);
        expect(moved(stopped)).toBe(true);
        expect(after.trainable.subarray(-5)).toEqual(before.trainable.subarray(-5));
        expect(after.trainable.subarray(0, trunkSize)).not.toEqual(before.trainable.subarray(0, trunkSize));
      });
    },
    60_000,
  );
});
