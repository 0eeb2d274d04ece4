import { expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { writeStartWeights } from '../../../../../src/main/learning/checkpoints/startWeights';
import { startBackend } from '../../../../../src/main/learning/backends/start';
import { Estimator } from '../../../../../src/main/learning/estimator/estimator';
import { parametersOf } from '../../../../../src/main/models/parameters';
import { tinyFaces } from '../pipeline/tinyRun';
import { newestCheckpoint, recordingSession, temporaryRunFolder } from './runFolder';

it('a run begins with the weights in its folder, and goes on with its own', async () => {
  await startBackend('wasm');
  const { scheme, attributes } = mtflTemplate;
  const tutorial = presetConfiguration('tutorial', mtflTemplate);
  const train = (folder: string, steps: number, resume: boolean) => {
    const configuration = {
      ...tutorial,
      input: { ...tutorial.input, sizePx: 16 },
      // A step that changes nothing that can be seen.
      optimizer: { ...tutorial.optimizer, learningRate: 1e-12 },
      headStart: 'constant' as const,
      duration: { steps },
      batchSize: 4,
    };
    const estimator = new Estimator({ configuration, scheme, attributes }, folder);
    return estimator.train(
      { training: tinyFaces(4, configuration), validation: null, resume },
      recordingSession(),
    );
  };
  const folder = temporaryRunFolder();
  const biasesIn = (): number[][] =>
    ['dense/bias', 'head/head_nose/bias'].map((name) => [
      ...parametersOf(newestCheckpoint(folder)).get(name)!.values,
    ]);
  const start = (value: number): void =>
    writeStartWeights(
      folder,
      new Map([
        ['dense/bias', new Float32Array(100).fill(value)],
        ['head/head_nose/bias', Float32Array.of(value, value)],
      ]),
    );
  const filled = (value: number): number[][] => [new Array<number>(100).fill(value), [value, value]];
  start(0.25);
  await train(folder, 1, false);
  expect(biasesIn()).toEqual(filled(0.25));
  start(0.5);
  await train(folder, 2, true);
  expect(biasesIn()).toEqual(filled(0.25));
});
