import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';
import { randomFaces } from '../../../../../src/main/learning/pipeline/randomFaces';
import { Random } from '../../../../../src/main/learning/random';

export const context = mtflTemplate;

/** The studio's recipe on pictures of 8×8 pixels: a step takes milliseconds. */
export function tinyConfiguration(changes: Partial<RunConfiguration> = {}): RunConfiguration {
  // Random pixels are no faces that a teacher could see.
  const { teacher: _teacher, ...studio } = presetConfiguration('studio', mtflTemplate);
  return {
    ...studio,
    network: 'tutorial',
    input: { ...studio.input, sizePx: 8, detail: 1 },
    // Of unequal weights, whatever the preset's are.
    heads: studio.heads
      .filter((head) => head.name === 'landmarks' || head.name === 'pose')
      .map((head) => ({ ...head, weight: head.name === 'pose' ? 0.3 : 1 })),
    weighting: { kind: 'fixed' },
    duration: { steps: 6 },
    batchSize: 8,
    checkpointEverySteps: 2,
    ...changes,
  };
}

export function tinyFaces(count: number, configuration = tinyConfiguration(), seed = 5): FaceTable {
  return randomFaces(configuration.input, context, count, Random.fromSeed(seed));
}
