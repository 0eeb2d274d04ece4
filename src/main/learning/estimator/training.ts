import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { Calibration } from '@shared/learning/calibration';
import type { GradientSample } from '@shared/learning/gradientSample';
import type { Metrics } from '@shared/learning/results';
import { stoppedWith } from '@shared/learning/teacher';
import { advisedLogits, unweighedAdvice, weighedAdvice } from '../adviser/advice';
import { learnAdvice } from '../adviser/learnAdvice';
import { requireSameModel, type BestSoFar, type Checkpoint } from '../checkpoints/checkpoint';
import { readStartWeights } from '../checkpoints/startWeights';
import type { CheckpointStore } from '../checkpoints/store';
import type { TrainRequest, TrainResult } from '../engine/protocol';
import { fitCalibration } from '../heads/calibrate';
import { fitFirstLookShares, pooledLooks } from '../heads/firstLook';
import type { LogitsByHead } from '../heads/multiHead';
import { alignedShape } from '../heads/places';
import type { FaceTable } from '../faceTable';
import { FrozenModel } from '../frozenModel';
import type { Model } from '../model';
import { firstFaces, type Batch } from '../pipeline/batch';
import type { Lessons } from '../teacher/lessons';
import { WeightAverages } from '../optimizers/weightAverages';
import { TrainingBatches } from '../pipeline/trainingBatches';
import { isWeighedAlone } from '../weighting/weighting';
import { averageLosses, validationCriterion } from './criterion';
import { requireFiniteAnswers, requireFiniteArrays, requireFiniteLosses } from './divergence';
import { frozenSteps, type Course } from './course';
import { totalSteps } from './duration';
import { gradientSamplingInterval, sampledFaces } from './gradientSampling';
import { headGradients } from './headGradients';
import { HeadStopping } from './headStopping';
import { inferLooks, type AdvisedLooks } from './inference';
import { RunLog } from './runLog';
import type { Session } from './session';
import { Trainer, trainingMode } from './trainingStep';

const memoryEveryMs = 1_000;

/** One training session of a run: from its newest checkpoint, or from the start, to its end or to a stop. */
export class Training {
  private readonly trainer: Trainer;
  private readonly course: Course;
  /** Where this session ends, which may be before the run does. */
  private readonly lastStep: number;
  private readonly samplingInterval: number | null;
  private readonly stopping: HeadStopping;
  private readonly averages: WeightAverages;
  private globalStep = 0;
  private samplesSeen = 0;
  private savedStep: number | null = null;
  private best: BestSoFar | null = null;
  private validation: Metrics | null = null;
  private calibration: Calibration | undefined;
  private calibrationAlone: Calibration | undefined;
  private memoryToldMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly request: TrainRequest,
    private readonly lessons: Lessons,
    private readonly model: Model,
    private readonly store: CheckpointStore,
    private readonly session: Session,
  ) {
    const { configuration, training, untilStep } = request;
    const { duration, batchSize } = configuration;
    this.course = {
      totalSteps: totalSteps(duration, training.count, batchSize),
      stepsPerEpoch: training.count / batchSize,
    };
    this.lastStep = Math.min(this.course.totalSteps, untilStep ?? this.course.totalSteps);
    this.samplingInterval = gradientSamplingInterval(configuration, this.endStep);
    this.stopping = new HeadStopping(configuration.heads, configuration.headPatience ?? 0);
    this.trainer = new Trainer(model, lessons.configuration, this.course);
    this.averages = new WeightAverages(
      model.parameters,
      configuration.averaging ?? 0,
      this.course.totalSteps,
    );
  }

  /**
   * An abort ends it between two batches with a checkpoint of that step. Fails with `no-faces`,
   * `start-weights-corrupt`, `loss-not-finite`, `checkpoint-of-another-model`, `checkpoint-corrupt`, `disk-full` or as
   * `learnAdvice` does; the checkpoints written before stay.
   */
  async run(): Promise<TrainResult> {
    if (this.request.resume) this.restore();
    else this.store.clear();
    const { runFolder, configuration } = this.request;
    if (configuration.views?.realigned) {
      const { heads, context } = this.model.multiHead;
      this.model.alignedShape = alignedShape(
        heads,
        context,
        this.request.training,
        configuration.views.closer,
      );
    }
    await this.learnAdvice();
    if (this.globalStep === 0 && configuration.headStart === 'constant') {
      this.model.startHeadsFromConstants(this.lessons.faces);
    }
    const start = this.globalStep === 0 ? readStartWeights(runFolder) : null;
    if (start) this.model.parameters.take(start);
    if (isWeighedAlone(this.lessons.configuration)) {
      const message =
        'One head has nothing to be weighed against: its weight is fixed, whatever the strategy.';
      this.session.report({ type: 'note', message });
    }
    const log = RunLog.openAt(runFolder, this.globalStep, configuration, this.model.multiHead);
    try {
      return await this.loop(log);
    } finally {
      log.close();
    }
  }

  dispose(): void {
    this.trainer.dispose();
    this.averages.dispose();
  }

  /** Without validation faces nothing would say what an adviser's word counts; a run that goes on has learnt it already. */
  private async learnAdvice(): Promise<void> {
    const { configuration, training, validation } = this.request;
    if (this.globalStep > 0 || !validation || validation.count === 0) return;
    this.model.advice = await learnAdvice(configuration, this.model, training, this.session);
  }

  /** The global step at which the run ends. */
  private get endStep(): number {
    return this.course.totalSteps;
  }

  /** Whether in the step that comes the trunk stays as it is. */
  private get isFrozen(): boolean {
    return this.globalStep < frozenSteps(this.request.configuration, this.course);
  }

  private async loop(log: RunLog): Promise<TrainResult> {
    const { configuration } = this.request;
    const { configuration: lessons, scheme, attributes, faces } = this.lessons;
    const { signal, report } = this.session;
    const startMs = performance.now();
    const firstStep = this.globalStep;
    const batches = TrainingBatches.open({
      configuration: lessons,
      context: { scheme, attributes },
      faces,
      firstSample: this.samplesSeen,
    });
    let batch: Batch | null = null;
    try {
      while (this.globalStep < this.lastStep && !signal.aborted) {
        batch = await batches.next();
        if (this.globalStep === 0) log.trainingFaces(0, batch);
        const gradients = this.gradientsAreDue() ? this.compareGradients(batch) : null;
        const step = this.trainer.step(
          batch,
          this.globalStep,
          stoppedWith(this.stopping.stopped, configuration),
        );
        this.globalStep = step.globalStep;
        this.averages.observe(this.globalStep);
        this.samplesSeen += configuration.batchSize;
        log.append({ type: 'step', ...step });
        report({ type: 'step', step });
        if (gradients) {
          log.append(gradients);
          report(gradients);
        }
        report({ type: 'progress', phase: 'training', done: this.globalStep, total: this.endStep });
        this.tellMemory();
        if (this.checkpointIsDue()) {
          this.requireAnswers(batch);
          await this.validate(log);
          await this.save(log);
        }
        // A turn of the event loop, so that batches and a wish to stop can arrive.
        await nextTurn();
      }
      if (batch && this.savedStep !== this.globalStep) {
        this.requireAnswers(batch);
        await this.saveHalted(log);
      }
    } finally {
      await batches.close();
    }
    const seconds = (performance.now() - startMs) / 1000;
    const facesSeen = (this.globalStep - firstStep) * configuration.batchSize;
    return {
      globalStep: this.globalStep,
      seconds,
      facesPerSecond: seconds > 0 ? facesSeen / seconds : 0,
      stopped: this.globalStep < this.endStep ? 'cancelled' : 'finished',
      validation: this.validation,
      best: this.best && { globalStep: this.best.globalStep, metrics: this.best.metrics },
    };
  }

  private tellMemory(): void {
    const nowMs = performance.now();
    if (nowMs - this.memoryToldMs < memoryEveryMs) return;
    this.memoryToldMs = nowMs;
    const { numBytes: tensorBytes } = tf.memory();
    this.session.report({ type: 'memory', residentBytes: process.memoryUsage.rss(), tensorBytes });
  }

  /** Wherever a session is to end: a run that is halted on its way makes the passes of one that ran through. */
  private checkpointIsDue(): boolean {
    const every = this.request.configuration.checkpointEverySteps;
    return this.globalStep % every === 0 || this.globalStep === this.endStep;
  }

  /** Of the step that comes next. */
  private gradientsAreDue(): boolean {
    if (this.samplingInterval === null || this.isFrozen) return false;
    return (this.globalStep + 1) % this.samplingInterval === 0;
  }

  private compareGradients(batch: Batch): { readonly type: 'gradients' } & GradientSample {
    const mode = trainingMode(this.request.configuration, this.globalStep);
    const faces = firstFaces(batch, sampledFaces);
    const compared = headGradients(this.model, faces, mode, this.trainer.weights);
    return { type: 'gradients', globalStep: this.globalStep + 1, ...compared };
  }

  /** A loss may still be finite in the step that ruins the network: such a one must not become a checkpoint. */
  private requireAnswers(batch: Batch): void {
    const frozen = new FrozenModel(this.model);
    try {
      requireFiniteAnswers(this.model.multiHead.heads, frozen.infer(batch), this.globalStep);
    } finally {
      frozen.dispose();
    }
  }

  private async looksAt(faces: FaceTable): Promise<AdvisedLooks> {
    const { configuration } = this.request;
    // Its own progress is not told: the bar shows the training.
    const quiet = { signal: new AbortController().signal, report: () => undefined };
    const frozen = new FrozenModel(this.model, this.averages.current);
    try {
      return await inferLooks(frozen, configuration, faces, quiet, 'validating');
    } finally {
      frozen.dispose();
    }
  }

  private async validate(log: RunLog): Promise<void> {
    const { configuration, validation } = this.request;
    if (!validation || validation.count === 0) return;
    const { metrics, logits } = await this.measure(validation);
    const criterion = validationCriterion(configuration.heads, metrics);
    const isBest = this.best === null || criterion < this.best.criterion;
    if (isBest) this.best = { globalStep: this.globalStep, criterion, metrics };
    // Of a head that cannot pull the trunk yet, nothing is to be stopped.
    const stopped = this.isFrozen ? [] : this.stopping.observe(metrics);
    const event = {
      type: 'validated' as const,
      globalStep: this.globalStep,
      metrics,
      best: isBest,
      ...(stopped.length > 0 ? { stopped } : {}),
    };
    log.append(event);
    log.validationFaces(this.globalStep, validation, logits);
    this.session.report(event);
  }

  /** What the weights of this step are worth on the validation faces; fits to them what goes into their checkpoint. */
  private async measure(
    validation: FaceTable,
  ): Promise<{ readonly metrics: Metrics; readonly logits: LogitsByHead }> {
    const { configuration } = this.request;
    const looks = await this.looksAt(validation);
    const { multiHead, advice } = this.model;
    const { context } = multiHead;
    if (configuration.views?.realigned) {
      this.model.firstLookShares = fitFirstLookShares(multiHead.heads, looks, validation, context);
    }
    const own = pooledLooks(looks, this.model.firstLookShares);
    this.model.advice = weighedAdvice(advice, multiHead.heads, own, looks.told, validation, context);
    const logits = advisedLogits(own, looks.told, this.model.advice);
    const { metrics } = multiHead.evaluate(logits, validation, configuration.batchSize);
    const { heads, optimizer } = configuration;
    requireFiniteLosses(averageLosses(heads, metrics), this.globalStep, optimizer.learningRate);
    this.validation = metrics;
    this.calibration = fitCalibration(multiHead.heads, logits, validation, context);
    const advised = multiHead.heads.filter(({ name }) => name in advice);
    this.calibrationAlone =
      advised.length > 0 ? fitCalibration(advised, own, validation, context) : undefined;
    return { metrics, logits };
  }

  /** Nothing that was fitted to the weights of another step is kept with these. */
  private forgetFitted(): void {
    this.model.firstLookShares = {};
    this.model.advice = unweighedAdvice(this.model.advice);
    this.calibration = undefined;
    this.calibrationAlone = undefined;
  }

  /**
   * Of a step at which no pass is due. One is made for its checkpoint alone: a run that is not halted here makes none, so that it is
   * not logged, and neither the best nor heads that may stop go by it.
   */
  private async saveHalted(log: RunLog): Promise<void> {
    const { validation } = this.request;
    if (!validation || validation.count === 0) return this.save(log);
    if (this.session.signal.aborted) {
      // Whoever stops it may not wait for the pass: the steps are kept before.
      this.forgetFitted();
      await this.save(log);
    }
    await this.measure(validation);
    await this.save(log);
  }

  private async save(log: RunLog): Promise<void> {
    const checkpoint = await this.checkpoint();
    requireFiniteArrays(checkpoint);
    if (this.savedStep !== this.globalStep) {
      log.weights(this.globalStep, this.model.parameters.layout, checkpoint.arrays.trainable);
    }
    log.flush();
    this.store.save(checkpoint);
    this.savedStep = this.globalStep;
  }

  private async checkpoint(): Promise<Checkpoint> {
    const parameters = await this.model.parameters.snapshot();
    const { step, firstMoment, secondMoment } = await this.trainer.optimizer.snapshot();
    const averages = await this.averages.snapshot();
    return {
      model: this.model.signature,
      globalStep: this.globalStep,
      seed: this.request.configuration.seed,
      samplesSeen: this.samplesSeen,
      optimizerStep: step,
      best: this.best,
      validation: this.validation,
      ...(this.calibration ? { calibration: this.calibration } : {}),
      ...(this.calibrationAlone ? { calibrationAlone: this.calibrationAlone } : {}),
      heads: this.stopping.snapshot(),
      ...(this.model.alignedShape ? { alignedShape: [...this.model.alignedShape] } : {}),
      firstLookShares: this.model.firstLookShares,
      advice: this.model.advice,
      weighting: this.trainer.weighting.snapshot(),
      arrays: { ...parameters, firstMoment, secondMoment },
      ...(averages ? { averages } : {}),
    };
  }

  private restore(): void {
    const checkpoint = this.store.newest();
    if (!checkpoint) return;
    requireSameModel(checkpoint, this.model.signature);
    const { arrays, optimizerStep } = checkpoint;
    this.model.parameters.restore(arrays);
    this.trainer.optimizer.restore({ ...arrays, step: optimizerStep });
    this.averages.restore(checkpoint.averages, checkpoint.globalStep);
    this.globalStep = checkpoint.globalStep;
    this.savedStep = checkpoint.globalStep;
    this.samplesSeen = checkpoint.samplesSeen;
    this.best = checkpoint.best;
    this.validation = checkpoint.validation;
    this.calibration = checkpoint.calibration;
    this.calibrationAlone = checkpoint.calibrationAlone;
    this.stopping.restore(checkpoint.heads ?? {});
    if (checkpoint.alignedShape) this.model.alignedShape = Float32Array.from(checkpoint.alignedShape);
    this.model.firstLookShares = checkpoint.firstLookShares ?? {};
    this.model.advice = checkpoint.advice ?? {};
    this.trainer.weighting.restore(checkpoint.weighting ?? {});
  }
}
