import { known, ScalarAdam } from './scalarAdam';
import type { ObservedStep, Weighting, WeightingState } from './weighting';

/** Below this a weight does not fall: one at zero would have no gradient by which to come back. */
const lowestFactor = 0.01;

/**
 * GradNorm (Chen, Badrinarayanan, Lee, Rabinovich 2018, "GradNorm: gradient normalization for adaptive loss balancing in
 * deep multitask networks", algorithm 1): weights under which the heads' gradients on the last shared layer are about
 * as long as each other, those of heads that learn slower a little longer. With Gᵢ the length of head i's weighted
 * gradient and rᵢ how much of its first loss is left, beside the other heads, each step moves the weights against the
 * gradient of Σ |Gᵢ − mean(G)·rᵢ^α|, and scales them so that they sum up to as much as before.
 */
export class GradNorm implements Weighting {
  readonly reads = 'last-layer-gradients';
  private weights: number[];
  private firstLosses: (number | null)[];
  private readonly adam: ScalarAdam;
  private readonly alpha: number;

  /** @param constants α, how hard slow heads are helped; `learningRate` of the weights. */
  constructor(heads: number, constants: { readonly alpha: number; readonly learningRate: number }) {
    this.weights = new Array<number>(heads).fill(1);
    this.firstLosses = new Array<null>(heads).fill(null);
    this.adam = new ScalarAdam(heads, constants.learningRate);
    this.alpha = constants.alpha;
  }

  factors(): readonly number[] {
    return this.weights;
  }

  observe({ losses, lastLayerNorms }: ObservedStep): void {
    losses.forEach((loss, head) => (this.firstLosses[head] ??= loss));
    const taking = losses.flatMap((loss, head) => {
      const [first, norm] = [this.firstLosses[head] ?? 0, lastLayerNorms?.[head] ?? 0];
      return loss !== null && first > 0 && norm > 0 ? [{ head, norm, left: loss / first }] : [];
    });
    if (taking.length < 2) return;
    const meanLength = meanOf(taking.map(({ head, norm }) => this.weights[head]! * norm));
    const meanLeft = meanOf(taking.map(({ left }) => left));
    const before = this.sumOf(taking);
    for (const { head, norm, left } of taking) {
      const target = meanLeft > 0 ? meanLength * (left / meanLeft) ** this.alpha : meanLength;
      const gradient = Math.sign(this.weights[head]! * norm - target) * norm;
      this.weights[head] = Math.max(lowestFactor, this.weights[head]! - this.adam.change(head, gradient));
    }
    const scale = before / this.sumOf(taking);
    for (const { head } of taking) this.weights[head]! *= scale;
  }

  snapshot(): WeightingState {
    return { weights: [...this.weights], firstLosses: [...this.firstLosses], ...this.adam.snapshot() };
  }

  restore(state: WeightingState): void {
    this.weights = known(state['weights'], this.weights);
    this.firstLosses = this.firstLosses.map((loss, head) => state['firstLosses']?.[head] ?? loss);
    this.adam.restore(state);
  }

  private sumOf(heads: readonly { readonly head: number }[]): number {
    return heads.reduce((sum, { head }) => sum + this.weights[head]!, 0);
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
