import * as tf from '@tensorflow/tfjs-core';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { TrainingStep } from '../engine/protocol';
import type { Model } from '../model';
import type { ForwardMode } from '../networks/network';
import { createOptimizer, type Optimizer } from '../optimizers/optimizer';
import type { Batch } from '../pipeline/batch';
import { Random } from '../random';
import { FixedWeights } from '../weighting/fixedWeights';
import { createWeighting, type Weighting } from '../weighting/weighting';
import { phaseAt, type Course, type Phase } from './course';
import { requireFiniteLosses } from './divergence';
import { currentWeights, stepGradient, type StepGradient } from './stepGradient';

/** Model, optimizer and weighting strategy, moved one step by each batch. Its configuration has all heads that are trained. */
export class Trainer {
  readonly optimizer: Optimizer;
  readonly weighting: Weighting;

  constructor(
    private readonly model: Model,
    private readonly configuration: RunConfiguration,
    private readonly course: Course,
  ) {
    this.optimizer = createOptimizer(model.parameters, configuration.optimizer);
    this.weighting = createWeighting(configuration, course);
  }

  /**
   * @param stepsDone steps before this one: decides learning rate and dropout masks.
   * @param stopped heads that learn, and do not pull the trunk.
   * Fails with `loss-not-finite`, naming step and head, and leaves the parameters as they were.
   */
  step(batch: Batch, stepsDone: number, stopped: ReadonlySet<string> = new Set()): TrainingStep {
    const globalStep = stepsDone + 1;
    const phase = phaseAt(this.configuration, this.course, stepsDone);
    const { learningRate, isFrozen } = phase;
    const takesPart = this.takingPart(batch, stopped);
    const mode = isFrozen ? null : trainingMode(this.configuration, stepsDone);
    const computed = stepGradient(this.model, this.weighting, { batch, stepsDone, mode, stopped, takesPart });
    try {
      const lossByHead = this.byHead(computed.losses);
      requireFiniteLosses(lossByHead, globalStep, this.highestRate(phase));
      this.apply(computed, phase);
      // A strategy weighs what heads want of the trunk.
      if (!isFrozen) this.observe(batch, stepsDone, takesPart, computed);
      const weightByHead = this.isWeighing ? { weightByHead: this.byHead(computed.weights) } : {};
      return { globalStep, loss: this.weightedSum(lossByHead), lossByHead, learningRate, ...weightByHead };
    } finally {
      computed.gradient.dispose();
      computed.statistics?.dispose();
    }
  }

  /** What each head's loss counts in the step that comes, in the order of the heads. */
  get weights(): readonly number[] {
    return currentWeights(this.model, this.weighting);
  }

  dispose(): void {
    this.optimizer.dispose();
  }

  private get isWeighing(): boolean {
    return !(this.weighting instanceof FixedWeights);
  }

  private highestRate({ isFrozen }: Phase): number {
    const { optimizer, frozenTrunk } = this.configuration;
    return isFrozen ? optimizer.learningRate : (frozenTrunk?.fineTuneRate ?? optimizer.learningRate);
  }

  private takingPart(batch: Batch, stopped: ReadonlySet<string>): boolean[] {
    return this.model.trained.heads.map(
      ({ name, configuration }, index) =>
        configuration.weight > 0 && !stopped.has(name) && batch.heads[index]!.labelledElements[0]! > 0,
    );
  }

  private apply({ gradient, statistics }: StepGradient, phase: Phase): void {
    const { parameters, trunkSize } = this.model;
    if (phase.beginsFineTuning) this.optimizer.reset();
    const trunk = phase.isFrozen ? tf.slice(parameters.trainable, 0, trunkSize) : null;
    this.optimizer.apply(parameters.trainable, gradient, phase.learningRate);
    if (trunk) parameters.setFirst(trunk);
    trunk?.dispose();
    if (statistics) parameters.updateState(statistics);
  }

  private observe(batch: Batch, stepsDone: number, takesPart: readonly boolean[], step: StepGradient): void {
    const losses = this.model.trained.heads.map(({ configuration }, index) => {
      if (!takesPart[index]) return null;
      // A mean of the labelled elements, whatever the head makes of them.
      const elements = configuration.lossReduction === 'sum' ? batch.heads[index]!.labelledElements[0]! : 1;
      return step.losses[index]! / elements;
    });
    this.weighting.observe({ stepsDone, losses, lastLayerNorms: step.lastLayerNorms });
  }

  private byHead(numbers: readonly number[]): Record<string, number> {
    return Object.fromEntries(this.model.trained.heads.map((head, index) => [head.name, numbers[index]!]));
  }

  private weightedSum(lossByHead: Readonly<Record<string, number>>): number {
    return this.configuration.heads.reduce((sum, head) => sum + head.weight * lossByHead[head.name]!, 0);
  }
}

/** As the step after `stepsDone` runs the network. */
export function trainingMode({ seed }: RunConfiguration, stepsDone: number): ForwardMode {
  return { training: true, dropoutSeed: Random.fromSeed(seed, `dropout:${stepsDone}`).uint32() };
}
