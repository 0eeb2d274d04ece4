import type { RunConfiguration } from '@shared/learning/configuration';
import { Trainer } from '../../../../../src/main/learning/estimator/trainingStep';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import type { HeadContext } from '../../../../../src/main/learning/heads/head';
import { createMultiHead } from '../../../../../src/main/learning/heads/multiHead';
import { FrozenModel } from '../../../../../src/main/learning/frozenModel';
import { Model } from '../../../../../src/main/learning/model';
import type { ParameterSlot, ParameterSnapshot } from '../../../../../src/main/learning/parameters';
import { batchIn, batchLengthBytes, type Batch } from '../../../../../src/main/learning/pipeline/batch';
import { BatchMaker } from '../../../../../src/main/learning/pipeline/batchMaker';
import { randomFaces } from '../../../../../src/main/learning/pipeline/randomFaces';
import { Random } from '../../../../../src/main/learning/random';
import { onBackend, type BackendName } from './startedBackends';

/** A run's first training step: all that decides it. */
export interface StepCase {
  readonly configuration: RunConfiguration;
  readonly context: HeadContext;
  readonly batch: Batch;
}

/** Numbers by parameter name. */
export type ByName = ReadonlyMap<string, Float32Array>;

export interface StepOutcome {
  readonly loss: number;
  readonly lossByHead: Readonly<Record<string, number>>;
  /** ∂loss/∂parameter. */
  readonly gradients: ByName;
  readonly firstMoments: ByName;
  readonly secondMoments: ByName;
  /** After the step. */
  readonly parameters: ByName;
  /** Moving averages of batch normalisation, after the step. */
  readonly state: ByName;
  readonly snapshot: ParameterSnapshot;
}

/**
 * The configuration's first batch, of noise: shuffled, augmented and, where `unlabel` says so, with labels
 * missing. The configuration's seed decides everything.
 */
export function stepCase(
  configuration: RunConfiguration,
  context: HeadContext,
  unlabel: (faces: FaceTable) => void = () => undefined,
): StepCase {
  const { seed, batchSize, input, heads } = configuration;
  const faces = randomFaces(input, context, batchSize, Random.fromSeed(seed));
  unlabel(faces);
  const readers = createMultiHead(heads, context).targetReaders(faces);
  const maker = new BatchMaker({ configuration, context, faces, readers, keepCrops: true });
  const shape = maker.shape(batchSize);
  const batch = batchIn(new ArrayBuffer(batchLengthBytes(shape)), shape);
  maker.fillSamples(batch, 0, (sample) => sample);
  return { configuration, context, batch };
}

export async function stepOn(backend: BackendName, whole: StepCase): Promise<StepOutcome> {
  const { configuration, context, batch } = whole;
  return onBackend(backend, async () => {
    const model = new Model(configuration, context);
    const trainer = new Trainer(model, configuration, { totalSteps: 100, stepsPerEpoch: 10 });
    const { loss, lossByHead } = trainer.step(batch, 0);
    const snapshot = await model.parameters.snapshot();
    const { firstMoment, secondMoment } = await trainer.optimizer.snapshot();
    trainer.dispose();
    model.dispose();
    const slots = model.parameters.layout.filter((slot) => slot.kind === 'trainable');
    const states = model.parameters.layout.filter((slot) => slot.kind === 'state');
    const { beta1 } = configuration.optimizer;
    return {
      loss,
      lossByHead,
      // The first moment starts at zero and takes in (1 − β₁) of the gradient.
      gradients: byName(
        slots,
        firstMoment.map((moment) => moment / (1 - beta1)),
      ),
      firstMoments: byName(slots, firstMoment),
      secondMoments: byName(slots, secondMoment),
      parameters: byName(slots, snapshot.trainable),
      state: byName(states, snapshot.state),
      snapshot,
    };
  });
}

/** Inference on the case's batch with the parameters given; logits in the order of the heads. */
export async function inferOn(
  backend: BackendName,
  { configuration, context, batch }: StepCase,
  parameters: ParameterSnapshot,
): Promise<Float32Array[]> {
  return onBackend(backend, () => {
    const model = new Model(configuration, context);
    model.parameters.restore(parameters);
    const frozen = new FrozenModel(model);
    const logits = frozen.infer(batch);
    frozen.dispose();
    model.dispose();
    return logits;
  });
}

function byName(slots: readonly ParameterSlot[], values: Float32Array): ByName {
  return new Map(slots.map(({ name, offset, size }) => [name, values.subarray(offset, offset + size)]));
}
