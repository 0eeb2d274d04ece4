import type { LogLine, ValidationPass } from '@shared/contract/training';
import { beforeStep, withStep } from '@shared/learning/byStep';
import type { GradientSample } from '@shared/learning/gradientSample';
import type { StepLosses } from '@shared/learning/lossCurve';
import type { LoggedEvent } from '../learning/estimator/eventLog';

/**
 * A run's event log in memory, a column a number: a hundred thousand steps of five heads are five megabytes. A step
 * that comes again, after a resume from an earlier checkpoint, cuts off what came after it, as the log itself does.
 */
export class StepLog {
  private readonly losses: number[] = [];
  private readonly learningRates: number[] = [];
  private readonly globalSteps: number[] = [];
  private readonly byHead = new Map<string, number[]>();
  /** Empty where the weights are fixed. */
  private readonly weights = new Map<string, number[]>();
  private passes: ValidationPass[] = [];
  private samples: GradientSample[] = [];

  append(event: LoggedEvent): void {
    if (event.type === 'validated') {
      const { globalStep, metrics, best, stopped = [] } = event;
      this.passes = withStep(this.passes, { globalStep, metrics, best, stopped });
      return;
    }
    if (event.type === 'gradients') {
      const { globalStep, heads, norms, cosines } = event;
      this.samples = withStep(this.samples, { globalStep, heads, norms, cosines });
      return;
    }
    if (event.globalStep <= (this.globalSteps.at(-1) ?? 0)) this.cutBefore(event.globalStep);
    const index = this.globalSteps.length;
    this.globalSteps.push(event.globalStep);
    this.losses.push(event.loss);
    this.learningRates.push(event.learningRate);
    enter(this.byHead, index, event.lossByHead);
    enter(this.weights, index, event.weightByHead ?? {});
  }

  get learningRate(): number | null {
    return this.learningRates.at(-1) ?? null;
  }

  get validations(): readonly ValidationPass[] {
    return this.passes;
  }

  get gradients(): readonly GradientSample[] {
    return this.samples;
  }

  *steps(from = 0): Generator<StepLosses> {
    for (let index = from; index < this.globalSteps.length; index += 1) {
      yield {
        globalStep: this.globalSteps[index]!,
        loss: this.losses[index]!,
        lossByHead: rowOf(this.byHead, index),
        ...(this.weights.size === 0 ? {} : { weightByHead: rowOf(this.weights, index) }),
      };
    }
  }

  /** The newest last. */
  end(lines: number): LogLine[] {
    const from = Math.max(0, this.globalSteps.length - lines);
    const steps = [...this.steps(from)].map(({ globalStep, loss, lossByHead }, index): LogLine => {
      const learningRate = this.learningRates[from + index]!;
      return { kind: 'step', globalStep, losses: { loss, ...lossByHead }, learningRate };
    });
    const passes = this.passes
      .slice(-lines)
      .map(({ globalStep, metrics }): LogLine => ({ kind: 'validated', globalStep, metrics }));
    // A validation follows the step that it looks at.
    return [...steps, ...passes].sort((a, b) => a.globalStep - b.globalStep).slice(-lines);
  }

  private cutBefore(globalStep: number): void {
    const length = this.globalSteps.findIndex((step) => step >= globalStep);
    const ofHeads = [...this.byHead.values(), ...this.weights.values()];
    for (const column of [this.globalSteps, this.losses, this.learningRates, ...ofHeads]) {
      column.length = length;
    }
    this.passes = beforeStep(this.passes, globalStep);
    this.samples = beforeStep(this.samples, globalStep);
  }
}

function enter(
  columns: Map<string, number[]>,
  index: number,
  numbers: Readonly<Record<string, number>>,
): void {
  for (const [head, number] of Object.entries(numbers)) {
    const column = columns.get(head) ?? [];
    column[index] = number;
    columns.set(head, column);
  }
}

function rowOf(columns: ReadonlyMap<string, readonly number[]>, index: number): Record<string, number> {
  return Object.fromEntries([...columns].map(([head, column]) => [head, column[index]!]));
}
