import type { RunConfiguration } from '@shared/learning/configuration';

/** Faces of a batch that a sample looks at: the gradients of more are less noisy, and cost more. */
export const sampledFaces = 16;

/** A sample may cost as much of the training as this. */
const mostOfTraining = 0.02;
/** What a head's gradient of a part of a batch costs, by which a training step of that part is dearer than its share. */
const smallBatchFactor = 1.5;

/**
 * After how many steps the heads' gradients are compared again: so that the run has about `gradientSamples` samples,
 * and fewer where those would take more than 2 % of its time. Null where they are not compared.
 */
export function gradientSamplingInterval(
  {
    gradientSamples = 0,
    heads,
    batchSize,
  }: Pick<RunConfiguration, 'gradientSamples' | 'heads' | 'batchSize'>,
  totalSteps: number,
): number | null {
  if (gradientSamples === 0 || heads.length < 2) return null;
  const costInSteps = heads.length * Math.min(1, (smallBatchFactor * sampledFaces) / batchSize);
  return Math.ceil(Math.max(totalSteps / gradientSamples, costInSteps / mostOfTraining));
}
