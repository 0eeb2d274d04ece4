import type { HeadAdvice } from '../../../../src/main/learning/adviser/advice';
import { adviserFeatures, adviserNetworkNames } from '../../../../src/main/learning/adviser/adviserGraph';
import { Random } from '../../../../src/main/learning/random';

/** Of all the networks, by weights that nobody has learnt. */
export function sampleAdvice(classes: number, share: number): HeadAdvice {
  const random = Random.fromSeed(11, 'advice');
  const length = (adviserFeatures(adviserNetworkNames) + 1) * classes;
  const weights = Array.from({ length }, () => random.between(-0.02, 0.02));
  return { networks: adviserNetworkNames, weights, share };
}
