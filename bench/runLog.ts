import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mtflTemplate } from '../src/shared/domain/template';
import { presetConfiguration } from '../src/shared/learning/presets';
import { startBackend } from '../src/main/learning/backends/start';
import { gradientSamplingInterval, sampledFaces } from '../src/main/learning/estimator/gradientSampling';
import { headGradients } from '../src/main/learning/estimator/headGradients';
import { RunLog } from '../src/main/learning/estimator/runLog';
import { Trainer, trainingMode } from '../src/main/learning/estimator/trainingStep';
import { Model } from '../src/main/learning/model';
import { firstFaces } from '../src/main/learning/pipeline/batch';
import { constantBatch } from './constantBatch';

/**
 * What is logged of a run beside what is trained: milliseconds (median) of a step of the preset studio, of writing it
 * down, of a comparison of the heads' gradients and of what goes with a validation; and their shares of a whole run.
 */
export async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '30' },
      // 9,500 faces, 24 epochs.
      steps: { type: 'string', default: '3563' },
    },
  });
  const steps = Number(values.steps);
  await startBackend('tensorflow', { threads: 2 });
  const { teacher: _teacher, ...configuration } = presetConfiguration('studio', mtflTemplate);
  const model = new Model(configuration, mtflTemplate);
  const batch = constantBatch(configuration, model);
  const trainer = new Trainer(model, configuration, { totalSteps: steps, stepsPerEpoch: steps });
  const folder = mkdtempSync(join(tmpdir(), 'facet-log-'));
  const log = RunLog.openAt(folder, 0, configuration, model.multiHead);
  const { trainable } = await model.parameters.snapshot();

  const times = {
    step: [] as number[],
    write: [] as number[],
    compare: [] as number[],
    pictures: [] as number[],
  };
  const timed = <Value>(list: number[], work: () => Value): Value => {
    const start = performance.now();
    const value = work();
    list.push(performance.now() - start);
    return value;
  };
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    const compared = timed(times.compare, () =>
      headGradients(
        model,
        firstFaces(batch, sampledFaces),
        trainingMode(configuration, round),
        trainer.weights,
      ),
    );
    const step = timed(times.step, () => trainer.step(batch, round));
    timed(times.write, () => {
      log.append({ type: 'step', ...step });
      log.flush();
    });
    log.append({ type: 'gradients', globalStep: round + 1, ...compared });
    timed(times.pictures, () => {
      log.trainingFaces(round + 1, batch);
      log.weights(round + 1, model.parameters.layout, trainable);
      log.flush();
    });
  }
  rmSync(folder, { recursive: true });
  const [step, write, compare, pictures] = Object.values(times).map(median) as [
    number,
    number,
    number,
    number,
  ];
  const interval = gradientSamplingInterval(configuration, steps)!;
  const validations = Math.ceil(steps / configuration.checkpointEverySteps);
  const share = (each: number, count: number): string =>
    `${((each * count * 100) / (step * steps)).toFixed(2)} %`;
  console.log(`a step                                        ${step.toFixed(2)} ms`);
  console.log(`writing it down, flushed each time            ${write.toFixed(2)} ms, ${share(write, steps)}`);
  console.log(
    `comparing the gradients, every ${interval} steps        ${compare.toFixed(2)} ms, ${share(compare, Math.floor(steps / interval))}`,
  );
  console.log(
    `pictures and histograms, ${validations} times              ${pictures.toFixed(2)} ms, ${share(pictures, validations)}`,
  );
}

/** Without the first, which warms up. */
function median(times: readonly number[]): number {
  const sorted = times.slice(1).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
