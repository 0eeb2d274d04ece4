import { performance } from 'node:perf_hooks';
import type { Calibration } from '@shared/learning/calibration';
import type { Metrics } from '@shared/learning/results';
import { fail } from '@shared/result';
import { worthAsking } from '../adviser/advice';
import { answeringParameters, requireSameModel } from '../checkpoints/checkpoint';
import { CheckpointStore } from '../checkpoints/store';
import type {
  CheckpointChoice,
  EvaluateResult,
  LookResult,
  ModelContext,
  PredictResult,
  TrainRequest,
  TrainResult,
} from '../engine/protocol';
import type { FaceTable } from '../faceTable';
import { createMultiHead, type LogitsByHead, type MultiHead } from '../heads/multiHead';
import { FrozenModel } from '../frozenModel';
import { Model } from '../model';
import { lessonsOf } from '../teacher/lessons';
import { inferAnswers } from './inference';
import { lookAtFaces } from './look';
import type { Session } from './session';
import { Training } from './training';

/** A checkpoint's model, and the temperatures that came with it. */
interface Loaded {
  readonly frozen: FrozenModel;
  readonly globalStep: number;
  readonly calibration: Calibration;
}

/**
 * One run's model in three modes over the same model function, as TensorFlow's Estimator: train, evaluate,
 * predict. What they share lies in the run's folder: checkpoints and the event log. Evaluating and predicting
 * keep the model in memory until its checkpoint changes or it is disposed of.
 */
export class Estimator {
  private warm: (Loaded & { readonly version: string }) | null = null;

  constructor(
    private readonly context: ModelContext,
    private readonly runFolder: string,
  ) {}

  /** Fails with `head-without-labels` or `head-with-one-class`, and as `lessonsOf` and a training do. */
  async train(
    request: Pick<TrainRequest, 'training' | 'validation' | 'resume' | 'untilStep'>,
    session: Session,
  ): Promise<TrainResult> {
    const { training, validation, resume, untilStep } = request;
    const { configuration, ...context } = this.context;
    // Before a teacher looks at them, which takes a while.
    createMultiHead(configuration.heads, context).requireLabels(training);
    const lessons = await lessonsOf(this.context, training, session);
    const model = new Model(configuration, context);
    const wholeRequest: TrainRequest = {
      kind: 'train',
      ...this.context,
      runFolder: this.runFolder,
      training,
      validation,
      resume,
      ...(untilStep === undefined ? {} : { untilStep }),
    };
    const run = new Training(wholeRequest, lessons, model, this.store(session), session);
    try {
      return await run.run();
    } finally {
      run.dispose();
      model.dispose();
    }
  }

  /** Fails with `no-faces`, `checkpoint-missing` and the like; an abort rejects with the signal's reason. */
  async evaluate(faces: FaceTable, choice: CheckpointChoice, session: Session): Promise<EvaluateResult> {
    if (faces.count === 0) fail('no-faces', 'There are no faces to evaluate on. Choose another split.');
    const startMs = performance.now();
    const { configuration } = this.context;
    const { frozen, globalStep, calibration } = this.load(choice, session);
    const { own, logits } = await inferAnswers(frozen, configuration, faces, session, 'evaluating');
    const { multiHead, advice } = frozen.model;
    const evaluation = multiHead.evaluate(logits, faces, configuration.batchSize, calibration);
    const alone = aloneMetrics(multiHead, own, Object.keys(advice), faces, configuration.batchSize);
    return {
      ...evaluation,
      metrics: { ...evaluation.metrics, ...alone, global_step: globalStep },
      logits,
      globalStep,
      seconds: (performance.now() - startMs) / 1000,
    };
  }

  /** Fails as `evaluate` does; of no faces it predicts nothing. */
  async predict(faces: FaceTable, choice: CheckpointChoice, session: Session): Promise<PredictResult> {
    const { frozen, globalStep, calibration } = this.load(choice, session);
    const { configuration } = this.context;
    const { logits } = await inferAnswers(frozen, configuration, faces, session, 'predicting');
    return { faces: frozen.model.multiHead.outputs(logits, faces, calibration), globalStep };
  }

  /** Features and answers, of the faces as they are and mirrored. Fails as `evaluate` does. */
  async look(faces: FaceTable, choice: CheckpointChoice, session: Session): Promise<LookResult> {
    const { frozen, globalStep, calibration } = this.load(choice, session);
    const { model } = frozen;
    const looked = await lookAtFaces(frozen, this.context.configuration, faces, session);
    const { features, logits, mirrored } = looked;
    return {
      globalStep,
      features,
      featureWidth: model.featureWidth,
      faces: model.multiHead.outputs(logits, faces, calibration),
      mirrored: model.multiHead.outputs(mirrored, faces, calibration),
    };
  }

  dispose(): void {
    this.warm?.frozen.model.dispose();
    this.warm?.frozen.dispose();
    this.warm = null;
  }

  private load(choice: CheckpointChoice, session: Session): Loaded {
    const store = this.store(session);
    const version = store.versionOf(choice);
    if (this.warm && this.warm.version === version) return this.warm;
    this.dispose();
    const checkpoint = store.load(choice);
    const model = new Model(this.context.configuration, this.context);
    try {
      requireSameModel(checkpoint, model.signature);
      model.parameters.restore(answeringParameters(checkpoint));
      model.alignedShape = checkpoint.alignedShape ? Float32Array.from(checkpoint.alignedShape) : null;
      model.firstLookShares = checkpoint.firstLookShares ?? {};
      model.advice = worthAsking(checkpoint.advice ?? {});
    } catch (error) {
      model.dispose();
      throw error;
    }
    const { globalStep, calibration = {} } = checkpoint;
    this.warm = { version: version ?? '', frozen: new FrozenModel(model), globalStep, calibration };
    return this.warm;
  }

  private store(session: Session): CheckpointStore {
    return new CheckpointStore(this.runFolder, (message) => session.report({ type: 'note', message }));
  }
}

/** Of the network without its adviser, as an exported model answers: `accuracy_alone` of the heads that are advised. */
function aloneMetrics(
  { heads }: MultiHead,
  own: LogitsByHead,
  advised: readonly string[],
  faces: FaceTable,
  batchSize: number,
): Metrics {
  return Object.fromEntries(
    heads.flatMap((head) => {
      if (!advised.includes(head.name)) return [];
      const { accuracy } = head.evaluate(own[head.name]!, faces, batchSize).metrics;
      return accuracy === undefined ? [] : [[`accuracy_alone/${head.name}`, accuracy] as const];
    }),
  );
}
