import type { RunSummary } from '@shared/contract/reports';
import type { RunConfiguration } from '@shared/learning/configuration';
import { weightingKindOf } from '@shared/learning/weightingKind';

/** Of fewer steps a run's time is mostly that of its beginning, its validations and its checkpoints. */
const tellingSteps = 200;
const fewestSteps = 10;

/**
 * How long so many steps would take here, by the newest run of the same network, input size and weighting that is long
 * enough to tell, or else the longest: a step's time grows with its batch. Null while there is nothing to compare with.
 */
export function expectedSeconds(
  runs: readonly RunSummary[],
  configuration: RunConfiguration,
  steps: number,
): number | null {
  const alike = runs.filter(
    (run) =>
      run.configuration.network === configuration.network &&
      run.configuration.input.sizePx === configuration.input.sizePx &&
      weightingKindOf(run.configuration) === weightingKindOf(configuration) &&
      run.globalStep >= fewestSteps &&
      (run.seconds ?? 0) > 0,
  );
  const longest = alike.toSorted((one, other) => other.globalStep - one.globalStep)[0];
  const like = alike.findLast(({ globalStep }) => globalStep >= tellingSteps) ?? longest;
  if (!like) return null;
  const secondsPerFace = like.seconds! / (like.globalStep * like.configuration.batchSize);
  return secondsPerFace * steps * configuration.batchSize;
}
