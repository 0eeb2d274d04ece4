import type { RunSummary } from '@shared/contract/reports';
import type { RunConfiguration } from '@shared/learning/configuration';
import { weightingKindOf } from '@shared/learning/weightingKind';

/** Of fewer steps a run's time is mostly that of its beginning, its validations and its checkpoints. */
const tellingSteps = 200;
const fewestSteps = 10;

export interface ExpectedTime {
  readonly seconds: number;
  /**
   * `about`: steps of such a batch were timed, or those of a smaller and a larger one. Of another batch alone only a bound
   * is known: what a step costs whatever its batch is not told from what each face costs.
   */
  readonly bound: 'about' | 'least' | 'most';
}

interface Pace {
  readonly batchSize: number;
  readonly secondsPerStep: number;
}

/**
 * How long so many steps would take here, by the runs of the same network, input size and weighting that are long enough to
 * tell, or else the longest one. Null while there is nothing to compare with.
 */
export function expectedTime(
  runs: readonly RunSummary[],
  configuration: RunConfiguration,
  steps: number,
): ExpectedTime | null {
  const { batchSize } = configuration;
  const paces = pacesOf(runs, configuration);
  const same = paces.find((pace) => pace.batchSize === batchSize);
  if (same) return { seconds: same.secondsPerStep * steps, bound: 'about' };
  const [nearest, other] = paces.toSorted(
    (one, another) => Math.abs(one.batchSize - batchSize) - Math.abs(another.batchSize - batchSize),
  );
  if (!nearest) return null;
  const secondsPerStep = other && lineThrough(nearest, other, batchSize);
  if (secondsPerStep) return { seconds: secondsPerStep * steps, bound: 'about' };
  const seconds = (nearest.secondsPerStep / nearest.batchSize) * batchSize * steps;
  return { seconds, bound: batchSize < nearest.batchSize ? 'least' : 'most' };
}

/** A step's time by its batch, of the newest run of each. */
function pacesOf(runs: readonly RunSummary[], configuration: RunConfiguration): readonly Pace[] {
  const alike = runs.filter(
    (run) =>
      run.configuration.network === configuration.network &&
      run.configuration.input.sizePx === configuration.input.sizePx &&
      weightingKindOf(run.configuration) === weightingKindOf(configuration) &&
      run.globalStep >= fewestSteps &&
      (run.seconds ?? 0) > 0,
  );
  const telling = alike.filter(({ globalStep }) => globalStep >= tellingSteps);
  const longest = alike.toSorted((one, other) => other.globalStep - one.globalStep).slice(0, 1);
  const newest = new Map(
    (telling.length > 0 ? telling : longest).map((run) => [run.configuration.batchSize, run]),
  );
  return [...newest].map(([batchSize, { seconds, globalStep }]) => {
    return { batchSize, secondsPerStep: seconds! / globalStep };
  });
}

/** A cost a step and a cost a face; null where two timings contradict that (one machine was busy). */
function lineThrough(one: Pace, other: Pace, batchSize: number): number | null {
  const perFace = (other.secondsPerStep - one.secondsPerStep) / (other.batchSize - one.batchSize);
  const perStep = one.secondsPerStep - perFace * one.batchSize;
  return perFace > 0 && perStep >= 0 ? perStep + perFace * batchSize : null;
}
