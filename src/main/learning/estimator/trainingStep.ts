import * as tf from '@tensorflow/tfjs-core';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { TrainingStep } from '../engine/protocol';
import { trainingLoss, type TargetBatch } from '../heads/trainingLoss';
import { imagesOf, type Model } from '../model';
import type { ForwardMode } from '../networks/network';
import { disposeStep, lossAndGradient, type LossAndGradient } from '../optimizers/gradient';
import { createOptimizer, type Optimizer } from '../optimizers/optimizer';
import { learningRateAt } from '../optimizers/schedule';
import type { Batch, HeadBatch } from '../pipeline/batch';
import { Random } from '../random';
import { requireFiniteLosses } from './divergence';

/** Model and optimizer, moved one step by each batch. */
export class Trainer {
  readonly optimizer: Optimizer;

  constructor(
    private readonly model: Model,
    private readonly configuration: RunConfiguration,
    private readonly totalSteps: number,
  ) {
    this.optimizer = createOptimizer(model.parameters, configuration.optimizer);
  }

  /**
   * @param stepsDone steps before this one: decides learning rate and dropout masks.
   * @param stopped heads that learn, and do not pull the trunk.
   * Fails with `loss-not-finite`, naming step and head, and leaves the parameters as they were.
   */
  step(batch: Batch, stepsDone: number, stopped?: ReadonlySet<string>): TrainingStep {
    const globalStep = stepsDone + 1;
    const learningRate = learningRateAt(this.configuration.optimizer, stepsDone, this.totalSteps);
    const computed = this.compute(batch, stepsDone, stopped);
    try {
      const lossByHead = this.lossByHead(computed.parts['byHead']!.dataSync());
      requireFiniteLosses(lossByHead, globalStep, learningRate);
      this.optimizer.apply(this.model.parameters.trainable, computed.gradient, learningRate);
      if (computed.statistics) this.model.parameters.updateState(computed.statistics);
      return { globalStep, loss: this.weightedSum(lossByHead), lossByHead, learningRate };
    } finally {
      disposeStep(computed);
    }
  }

  dispose(): void {
    this.optimizer.dispose();
  }

  private compute(batch: Batch, stepsDone: number, stopped?: ReadonlySet<string>): LossAndGradient {
    const { model, configuration } = this;
    const mode = trainingMode(configuration, stepsDone);
    return lossAndGradient(model.parameters, (view) => {
      const logits = model.logits(imagesOf(batch), view, mode, stopped);
      const targets = batch.heads.map((head) => targetsOf(head, batch.rows));
      const { total, byHead } = trainingLoss(model.multiHead.heads, logits, targets);
      return { loss: total, parts: { byHead } };
    });
  }

  private lossByHead(losses: ArrayLike<number>): Record<string, number> {
    return Object.fromEntries(this.model.multiHead.heads.map((head, index) => [head.name, losses[index]!]));
  }

  private weightedSum(lossByHead: Readonly<Record<string, number>>): number {
    return this.configuration.heads.reduce((sum, head) => sum + head.weight * lossByHead[head.name]!, 0);
  }
}

/** As the step after `stepsDone` runs the network. */
export function trainingMode({ seed }: RunConfiguration, stepsDone: number): ForwardMode {
  return { training: true, dropoutSeed: Random.fromSeed(seed, `dropout:${stepsDone}`).uint32() };
}

export function targetsOf(head: HeadBatch, rows: number): TargetBatch {
  const labelledElements = head.labelledElements[0]!;
  const everyElement = rows * head.elementsPerFace;
  return {
    values: tf.tensor2d(head.targets, [rows, head.targetWidth]),
    mask: labelledElements === everyElement ? null : tf.tensor2d(head.mask, [rows, head.elementsPerFace]),
    labelledElements,
  };
}
