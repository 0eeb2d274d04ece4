import type { HeadConfiguration, HeadKind } from '@shared/learning/configuration';
import { known, ScalarAdam } from './scalarAdam';
import type { ObservedStep, Weighting, WeightingState } from './weighting';

/**
 * Homoscedastic uncertainty (Kendall, Gal, Cipolla 2018, "Multi-task learning using uncertainty to weigh losses for
 * scene geometry and semantics", sections 3.2 and 3.3): each head has a noise σ² that no face explains, which is learnt
 * with the network. The loss is Σ wᵢ·(cᵢ·e^(−sᵢ)·Lᵢ + sᵢ/2) with sᵢ = log σᵢ², as the paper's authors optimise it, and
 * cᵢ = 1/2 for a squared error and 1 for a loss that is a likelihood's (or has the 1/2 in it). For a squared error
 * e^s comes to the mean squared error that is left. Of the mean over labelled elements in any case: σ² is an
 * element's, however a head sums its loss up.
 */
export class UncertaintyWeights implements Weighting {
  readonly reads = 'losses';
  private logVariances: number[];
  private readonly constants: readonly number[];
  private readonly adam: ScalarAdam;

  /** @param learningRate of the log-variances: Adam moves them by about this much a step. */
  constructor(heads: readonly HeadConfiguration[], learningRate: number) {
    this.logVariances = new Array<number>(heads.length).fill(0);
    this.constants = heads.map(constantOf);
    this.adam = new ScalarAdam(heads.length, learningRate);
  }

  factors(): readonly number[] {
    return this.logVariances.map((logVariance, index) => this.constants[index]! * Math.exp(-logVariance));
  }

  observe({ losses }: ObservedStep): void {
    const factors = this.factors();
    losses.forEach((loss, index) => {
      // Without a loss there is only the pull of s/2, by which a head that is never labelled would grow without bound.
      if (loss === null) return;
      // ∂/∂s of c·e^(−s)·L + s/2; the head's weight scales both and is left to Adam, which knows no scale.
      this.logVariances[index]! -= this.adam.change(index, 0.5 - factors[index]! * loss);
    });
  }

  snapshot(): WeightingState {
    return { logVariances: [...this.logVariances], ...this.adam.snapshot() };
  }

  restore(state: WeightingState): void {
    this.logVariances = known(state['logVariances'], this.logVariances);
    this.adam.restore(state);
  }
}

const coordinates: ReadonlySet<HeadKind> = new Set(['landmarks', 'regression']);

function constantOf({ kind, loss }: HeadConfiguration): number {
  return coordinates.has(kind) && loss !== 'smooth-l1' ? 0.5 : 1;
}
