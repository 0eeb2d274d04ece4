import type { EvaluationView } from '@shared/contract/inspect';
import type { HeadForm } from '@shared/insight/headColumns';
import type { Metrics } from '@shared/learning/results';

/** Of a head the one number that a person asks for first, beside what a constant scores on the same faces. */
export interface Headline {
  readonly name: 'nme' | 'accuracy' | 'rmse';
  readonly value: number;
  readonly floor: number | null;
  /** Whether it is better than the floor; null where there is none. */
  readonly beaten: boolean | null;
}

const headlines: Readonly<Record<HeadForm['form'], Headline['name'] | null>> = {
  points: 'nme',
  choice: 'accuracy',
  // A constant's mean squared error is its mean: only that is there to compare with.
  number: 'rmse',
  tags: null,
};

export function headlineOf(
  { metrics, floors }: Pick<EvaluationView, 'metrics' | 'floors'>,
  head: string,
  form: HeadForm['form'],
): Headline | null {
  const name = headlines[form];
  if (name === null) return null;
  const value = numberIn(metrics, `${name}/${head}`);
  return value === null
    ? null
    : { name, value, ...againstFloor(value, numberIn(floors, `${name}/${head}`), name === 'accuracy') };
}

/** Better is higher for shares of right answers, lower for errors. */
export function againstFloor(
  value: number,
  floor: number | null,
  higherIsBetter: boolean,
): Pick<Headline, 'floor' | 'beaten'> {
  return { floor, beaten: floor === null ? null : higherIsBetter ? value > floor : value < floor };
}

/** What could not be measured came as nothing. */
export function numberIn(metrics: Metrics, name: string): number | null {
  const value: number | null | undefined = metrics[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
