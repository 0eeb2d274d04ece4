import { weightingSchema } from '@shared/contract/training';
import type { WeightingConfiguration, WeightingKind } from '@shared/learning/configuration';

/** A number of a strategy, with the range that the contract has. */
export interface WeightingNumber {
  readonly name: 'alpha' | 'attributesFactor' | 'weightingRate' | 'temperature';
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** What the numbers are called in a run's configuration. */
const fields: Readonly<Record<WeightingNumber['name'], string>> = {
  alpha: 'alpha',
  attributesFactor: 'factor',
  weightingRate: 'learningRate',
  temperature: 'temperature',
};

/** A strategy with the numbers of its paper. */
export function begunWeighting(kind: WeightingKind): WeightingConfiguration {
  return weightingSchema.parse({ kind });
}

export function weightingNumbers(weighting: WeightingConfiguration): readonly WeightingNumber[] {
  const rate = (value: number): WeightingNumber => ({ name: 'weightingRate', value, min: 1e-6, max: 1 });
  switch (weighting.kind) {
    case 'fixed':
    case 'pcgrad':
      return [];
    case 'attributes-first':
      return [{ name: 'attributesFactor', value: weighting.factor, min: 1, max: 100 }];
    case 'uncertainty':
      return [rate(weighting.learningRate)];
    case 'gradnorm':
      return [{ name: 'alpha', value: weighting.alpha, min: 0, max: 10 }, rate(weighting.learningRate)];
    case 'dwa':
      return [{ name: 'temperature', value: weighting.temperature, min: 0.1, max: 100 }];
  }
}

export function withWeightingNumber(
  weighting: WeightingConfiguration,
  name: WeightingNumber['name'],
  value: number,
): WeightingConfiguration {
  return { ...weighting, [fields[name]]: value };
}
