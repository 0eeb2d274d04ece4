import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { adviserFeatures } from '../../../../../src/main/learning/adviser/adviserGraph';
import { FrozenModel } from '../../../../../src/main/learning/frozenModel';
import { Model } from '../../../../../src/main/learning/model';
import { firstFaces, type Batch } from '../../../../../src/main/learning/pipeline/batch';
import { backendNames, onBackend } from './startedBackends';
import { stepCase } from './wholeStep';

/** The first face's numbers, as bits. */
function bitsOf(answers: readonly Float32Array[], { rows }: Batch): Uint32Array[] {
  return answers.map((values) => new Uint32Array(values.slice(0, values.length / rows).buffer));
}

describe.each(backendNames)('on %s', (backend) => {
  it.each(['studio', 'tutorial'] as const)(
    'a face has the same numbers alone as beside others, to the last bit: %s',
    async (preset) => {
      const configuration = { ...presetConfiguration(preset, mtflTemplate), batchSize: 64 };
      const { batch } = stepCase(configuration, mtflTemplate);
      await onBackend(backend, () => {
        const model = new Model(configuration, mtflTemplate);
        const inputs = adviserFeatures(['emotions']) + 1;
        const weights = Array.from({ length: 2 * inputs }, (_, index) => Math.sin(index));
        model.advice = { gender: { networks: ['emotions'], weights, share: 0 } };
        const frozen = new FrozenModel(model);
        const numbers = (rows: number): Uint32Array[] => {
          const some = firstFaces(batch, rows);
          const { features, logits } = frozen.look(some);
          const advised = Object.values(frozen.advise(some));
          return bitsOf([...frozen.infer(some), ...logits, features, ...advised], some);
        };
        const beside = numbers(2);
        for (const rows of [1, 3, 5, 17, 64]) expect(numbers(rows), `${rows} faces`).toEqual(beside);
        frozen.dispose();
        model.dispose();
      });
    },
  );
});
