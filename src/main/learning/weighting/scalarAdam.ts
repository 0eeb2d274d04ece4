import type { WeightingState } from './weighting';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** Adam (Kingma and Ba 2015) over a few plain numbers, each with a step count of its own: some may sit a step out. */
export class ScalarAdam {
  private first: number[];
  private second: number[];
  private steps: number[];

  constructor(
    size: number,
    private readonly learningRate: number,
  ) {
    [this.first, this.second, this.steps] = [zeros(size), zeros(size), zeros(size)];
  }

  /** What is to be taken off the number at `index`, whose gradient is `gradient`. */
  change(index: number, gradient: number): number {
    const step = (this.steps[index]! += 1);
    const first = (this.first[index] = beta1 * this.first[index]! + (1 - beta1) * gradient);
    const second = (this.second[index] = beta2 * this.second[index]! + (1 - beta2) * gradient * gradient);
    const [unbiasedFirst, unbiasedSecond] = [first / (1 - beta1 ** step), second / (1 - beta2 ** step)];
    return (this.learningRate * unbiasedFirst) / (Math.sqrt(unbiasedSecond) + epsilon);
  }

  snapshot(): WeightingState {
    return { firstMoments: [...this.first], secondMoments: [...this.second], adamSteps: [...this.steps] };
  }

  restore({ firstMoments, secondMoments, adamSteps }: WeightingState): void {
    this.first = known(firstMoments, this.first);
    this.second = known(secondMoments, this.second);
    this.steps = known(adamSteps, this.steps);
  }
}

/** Saved numbers; those that are there where nothing was saved of them. */
export function known(saved: WeightingState[string] | undefined, otherwise: readonly number[]): number[] {
  return otherwise.map((value, index) => saved?.[index] ?? value);
}

function zeros(size: number): number[] {
  return new Array<number>(size).fill(0);
}
