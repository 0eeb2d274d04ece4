import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RunConfiguration } from '@shared/learning/configuration';
import type { Session } from '../estimator/session';
import { Trainer } from '../estimator/trainingStep';
import type { FaceTable } from '../faceTable';
import type { HeadContext } from '../heads/head';
import { Model } from '../model';
import type { Batch } from '../pipeline/batch';
import { orderedBatches } from '../pipeline/orderedBatches';
import { randomFaces } from '../pipeline/randomFaces';
import { TrainingBatches } from '../pipeline/trainingBatches';
import { Random } from '../random';
import type { BenchResult } from './protocol';

export interface BenchOptions {
  readonly configuration: RunConfiguration;
  readonly context: HeadContext;
  /** Null: one constant batch of noise again and again, which shows the network alone. */
  readonly faces: FaceTable | null;
  readonly steps: number;
  /** Stop early, but after three steps at least. */
  readonly limitMs?: number;
}

/** Not counted: the first steps choose algorithms and warm the compiler, and the pipeline's thread its own. */
const warmupSteps = { constantBatch: 5, pipeline: 15 };
const fewestSteps = 3;

interface BatchSource {
  next(): Promise<Batch>;
  close(): Promise<void>;
}

/**
 * Times whole training steps: forward, gradients, optimizer, reading the losses, and waiting for the batch. Without a teacher, whose
 * head is a hundredth of a step.
 */
export async function bench(wanted: BenchOptions, session: Session): Promise<BenchResult> {
  const { teacher: _teacher, ...configuration } = wanted.configuration;
  const options = { ...wanted, configuration };
  const { steps } = options;
  const warmup = options.faces ? warmupSteps.pipeline : warmupSteps.constantBatch;
  const model = new Model(configuration, options.context);
  const trainer = new Trainer(model, configuration, {
    totalSteps: warmup + steps,
    stepsPerEpoch: options.faces ? options.faces.count / configuration.batchSize : 1,
  });
  const batches = batchSource(options, model);
  try {
    let startMs = performance.now();
    const stepMs: number[] = [];
    for (let step = 0; step < warmup + steps; step += 1) {
      session.signal.throwIfAborted();
      if (step === warmup) startMs = performance.now();
      const stepStartMs = performance.now();
      trainer.step(await batches.next(), step);
      await nextTurn();
      if (step >= warmup) stepMs.push(performance.now() - stepStartMs);
      session.report({ type: 'progress', phase: 'timing steps', done: stepMs.length, total: steps });
      const late = performance.now() - startMs > (options.limitMs ?? Number.POSITIVE_INFINITY);
      if (late && stepMs.length >= fewestSteps) break;
    }
    const seconds = (performance.now() - startMs) / 1000;
    return summary(stepMs, (stepMs.length * configuration.batchSize) / seconds);
  } finally {
    await batches.close();
    trainer.dispose();
    model.dispose();
  }
}

function batchSource(options: BenchOptions, model: Model): BatchSource {
  const { configuration, context } = options;
  if (options.faces) {
    return TrainingBatches.open({ configuration, context, faces: options.faces, firstSample: 0 });
  }
  const random = Random.fromSeed(configuration.seed, 'bench');
  const faces = randomFaces(configuration.input, context, configuration.batchSize, random);
  const readers = model.multiHead.targetReaders(faces);
  const constant = orderedBatches({ configuration, context, faces, readers }, faces.count).next();
  if (constant.done) throw new Error('A batch has at least one face.');
  return { next: () => Promise.resolve(constant.value), close: () => Promise.resolve() };
}

function summary(stepMs: readonly number[], facesPerSecond: number): BenchResult {
  const sorted = [...stepMs].sort((first, second) => first - second);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return {
    millisecondsPerStep: { median, minimum: sorted[0]!, maximum: sorted.at(-1)! },
    facesPerSecond,
    steps: stepMs.length,
  };
}
