import type { Weighting, WeightingState } from './weighting';

/** Every head's loss by the weight that it was given, from the first step to the last. */
export class FixedWeights implements Weighting {
  readonly reads = 'losses';
  private readonly ones: readonly number[];

  constructor(heads: number) {
    this.ones = new Array<number>(heads).fill(1);
  }

  factors(): readonly number[] {
    return this.ones;
  }

  observe(): void {
    // Nothing is learnt of a step.
  }

  snapshot(): WeightingState {
    return {};
  }

  restore(): void {
    // There is nothing to be found again.
  }
}
