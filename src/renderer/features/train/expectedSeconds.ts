import type { RunSummary } from '@shared/contract/reports';
import type { RunConfiguration } from '@shared/learning/configuration';
import { weightingKindOf } from '@shared/learning/weightingKind';

/**
 * How long so many steps would take here, by the newest run of the same network, input size and weighting: a step's
 * time grows with its batch. Null while there is nothing to compare with.
 */
export function expectedSeconds(
  runs: readonly RunSummary[],
  configuration: RunConfiguration,
  steps: number,
): number | null {
  const like = runs.findLast(
    (run) =>
      run.configuration.network === configuration.network &&
      run.configuration.input.sizePx === configuration.input.sizePx &&
      weightingKindOf(run.configuration) === weightingKindOf(configuration) &&
      run.globalStep >= 10 &&
      (run.seconds ?? 0) > 0,
  );
  if (!like) return null;
  const secondsPerFace = like.seconds! / (like.globalStep * like.configuration.batchSize);
  return secondsPerFace * steps * configuration.batchSize;
}
