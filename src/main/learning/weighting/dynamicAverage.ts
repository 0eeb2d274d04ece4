import { known } from './scalarAdam';
import type { ObservedStep, Weighting, WeightingState } from './weighting';

/**
 * Dynamic weight averaging (Liu, Johns, Davison 2019, "End-to-end multi-task learning with attention", section 3.2.2):
 * a head whose loss falls slower than the others' weighs more. With rᵢ = Lᵢ(t−1)/Lᵢ(t−2) of the mean losses of the last
 * two epochs, weight i is K·e^(rᵢ/T)/Σⱼ e^(rⱼ/T) of K heads; in the first two epochs every r is 1, and so every weight.
 */
export class DynamicAverage implements Weighting {
  readonly reads = 'losses';
  private weights: number[];
  private sums: number[];
  private counts: number[];
  private last: (number | null)[];
  /** Of the epoch at work. */
  private steps = 0;

  /**
   * @param temperature T: the higher, the more alike the weights.
   * @param stepsPerEpoch Steps over which losses are averaged; the weights change after as many.
   */
  constructor(
    heads: number,
    private readonly temperature: number,
    private readonly stepsPerEpoch: number,
  ) {
    this.weights = new Array<number>(heads).fill(1);
    this.sums = new Array<number>(heads).fill(0);
    this.counts = new Array<number>(heads).fill(0);
    this.last = new Array<null>(heads).fill(null);
  }

  factors(): readonly number[] {
    return this.weights;
  }

  observe({ losses }: ObservedStep): void {
    losses.forEach((loss, head) => {
      if (loss === null) return;
      this.sums[head]! += loss;
      this.counts[head]! += 1;
    });
    this.steps += 1;
    if (this.steps >= this.stepsPerEpoch) this.endEpoch();
  }

  snapshot(): WeightingState {
    const { weights, sums, counts, last, steps } = this;
    return { weights: [...weights], sums: [...sums], counts: [...counts], last: [...last], steps: [steps] };
  }

  restore(state: WeightingState): void {
    this.weights = known(state['weights'], this.weights);
    this.sums = known(state['sums'], this.sums);
    this.counts = known(state['counts'], this.counts);
    this.last = this.last.map((loss, head) => state['last']?.[head] ?? loss);
    this.steps = state['steps']?.[0] ?? 0;
  }

  private endEpoch(): void {
    // A head that took no part in the whole epoch (it was stopped, or no face is labelled) keeps its weight, and the
    // others share what is theirs.
    const taking = this.weights.flatMap((weight, head) => {
      if (this.counts[head] === 0) return [];
      const mean = this.sums[head]! / this.counts[head]!;
      const before = this.last[head] ?? null;
      this.last[head] = mean;
      const rate = before === null || before === 0 ? 1 : mean / before;
      return [{ head, weight, strength: Math.exp(rate / this.temperature) }];
    });
    const strengths = taking.reduce((sum, { strength }) => sum + strength, 0);
    const share = taking.reduce((sum, { weight }) => sum + weight, 0);
    for (const { head, strength } of taking) this.weights[head] = (share * strength) / strengths;
    this.sums.fill(0);
    this.counts.fill(0);
    this.steps = 0;
  }
}
