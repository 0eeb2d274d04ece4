import type { HeadConfiguration } from '@shared/learning/configuration';
import { known } from './scalarAdam';
import type { Weighting, WeightingState } from './weighting';

/**
 * A handing over, from attributes to points. Losses of points are some ten times steeper than those of attributes, and take
 * the trunk for themselves when both begin; attributes have learnt what they can by half of a training, where points become
 * more precise to the last step. So an attribute's loss counts `factor` times what its weight says in the first step, and
 * what it says in the last one, falling by the same share in every step: factor^(1 − step/total).
 */
export class AttributesFirst implements Weighting {
  readonly reads = 'losses';
  private steps = 0;

  /** @param totalSteps of those in which the heads pull the trunk. */
  constructor(
    private readonly heads: readonly Pick<HeadConfiguration, 'target'>[],
    private readonly factor: number,
    private readonly totalSteps: number,
  ) {}

  factors(): readonly number[] {
    const left = Math.max(0, 1 - this.steps / this.totalSteps);
    return this.heads.map(({ target }) => (target.from === 'attribute' ? this.factor ** left : 1));
  }

  observe(): void {
    this.steps += 1;
  }

  snapshot(): WeightingState {
    return { steps: [this.steps] };
  }

  restore(state: WeightingState): void {
    this.steps = known(state['steps'], [0])[0]!;
  }
}
