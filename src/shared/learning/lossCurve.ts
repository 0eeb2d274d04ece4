/**
 * The losses of every step of a run in as many buckets as a chart can show. A bucket covers `width` steps (the last
 * one fewer) and keeps their mean, lowest and highest: no peak is lost. When there are too many buckets, every two
 * become one; whoever adds steps later comes to the same curve as whoever has them all at once.
 */
export interface LossCurve {
  /** Steps a bucket; a power of two. */
  readonly width: number;
  /** Of each bucket. */
  readonly lastStep: readonly number[];
  readonly steps: readonly number[];
  /** The weighted sum over the heads. */
  readonly total: LossBand;
  readonly heads: Readonly<Record<string, LossBand>>;
  /** What each head's loss counted, a mean a bucket; empty where the weights are fixed. */
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

/** A number a bucket. */
export interface LossBand {
  readonly mean: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface StepLosses {
  readonly globalStep: number;
  readonly loss: number;
  readonly lossByHead: Readonly<Record<string, number>>;
  /** What each head's loss counted in the step; absent where the weights are fixed. */
  readonly weightByHead?: Readonly<Record<string, number>>;
}

/** More than the charts have pixels for two of. */
export const mostBuckets = 640;

export function emptyCurve(heads: readonly string[]): LossCurve {
  const empty: LossBand = { mean: [], low: [], high: [] };
  return {
    width: 1,
    lastStep: [],
    steps: [],
    total: empty,
    heads: Object.fromEntries(heads.map((head) => [head, empty])),
    weights: {},
  };
}

export function lastStepOf(curve: LossCurve): number {
  return curve.lastStep.at(-1) ?? 0;
}

/** The curve with more steps at its end, in their order; the given one stays as it is. */
export function extendedCurve(curve: LossCurve, steps: Iterable<StepLosses>, most = mostBuckets): LossCurve {
  const growing = new GrowingCurve(curve, most);
  for (const step of steps) growing.add(step);
  return growing.curve();
}

type Mutable<Value> = Value extends readonly (infer Item)[]
  ? Item[]
  : { -readonly [Key in keyof Value]: Mutable<Value[Key]> };
type GrowingBand = Mutable<LossBand>;

class GrowingCurve {
  private width: number;
  private lastStep: number[];
  private steps: number[];
  private readonly total: GrowingBand;
  private readonly heads: ReadonlyMap<string, GrowingBand>;
  private readonly weights: Map<string, number[]>;

  constructor(
    { width, lastStep, steps, total, heads, weights }: LossCurve,
    private readonly most: number,
  ) {
    this.width = width;
    this.lastStep = [...lastStep];
    this.steps = [...steps];
    this.total = copied(total);
    this.heads = new Map(Object.entries(heads).map(([head, band]) => [head, copied(band)]));
    this.weights = new Map(Object.entries(weights).map(([head, means]) => [head, [...means]]));
  }

  add(step: StepLosses): void {
    const { globalStep, loss, lossByHead, weightByHead = {} } = step;
    const last = this.steps.length - 1;
    if (last >= 0 && this.steps[last]! < this.width) {
      const before = this.steps[last]!;
      merge(this.total, last, before, loss);
      for (const [head, band] of this.heads) merge(band, last, before, lossByHead[head] ?? Number.NaN);
      for (const [head, weight] of Object.entries(weightByHead)) this.mergeWeight(head, last, before, weight);
      this.steps[last] = before + 1;
      this.lastStep[last] = globalStep;
      return;
    }
    if (this.steps.length >= this.most) {
      this.halve();
      this.add(step);
      return;
    }
    push(this.total, loss);
    for (const [head, band] of this.heads) push(band, lossByHead[head] ?? Number.NaN);
    for (const [head, weight] of Object.entries(weightByHead)) this.mergeWeight(head, last + 1, 0, weight);
    this.steps.push(1);
    this.lastStep.push(globalStep);
  }

  curve(): LossCurve {
    const { width, lastStep, steps, total } = this;
    const [heads, weights] = [Object.fromEntries(this.heads), Object.fromEntries(this.weights)];
    return { width, lastStep, steps, total, heads, weights };
  }

  private mergeWeight(head: string, index: number, stepsBefore: number, weight: number): void {
    const means = this.weights.get(head) ?? [];
    const mean = means[index] ?? weight;
    means[index] = mean + (weight - mean) / (stepsBefore + 1);
    this.weights.set(head, means);
  }

  private halve(): void {
    const { steps } = this;
    const pairs = Math.ceil(steps.length / 2);
    const second = (pair: number): number => Math.min(2 * pair + 1, steps.length - 1);
    for (const band of [this.total, ...this.heads.values()]) {
      for (let pair = 0; pair < pairs; pair += 1) {
        const [a, b] = [2 * pair, second(pair)];
        const weight = a === b ? 1 : steps[a]! / (steps[a]! + steps[b]!);
        band.mean[pair] = band.mean[a]! * weight + band.mean[b]! * (1 - weight);
        band.low[pair] = Math.min(band.low[a]!, band.low[b]!);
        band.high[pair] = Math.max(band.high[a]!, band.high[b]!);
      }
      band.mean.length = band.low.length = band.high.length = pairs;
    }
    for (const means of this.weights.values()) {
      for (let pair = 0; pair < pairs; pair += 1) {
        const [a, b] = [2 * pair, second(pair)];
        const weight = a === b ? 1 : steps[a]! / (steps[a]! + steps[b]!);
        means[pair] = means[a]! * weight + means[b]! * (1 - weight);
      }
      means.length = pairs;
    }
    this.lastStep = Array.from({ length: pairs }, (_, pair) => this.lastStep[second(pair)]!);
    this.steps = Array.from({ length: pairs }, (_, pair) =>
      2 * pair === second(pair) ? steps[2 * pair]! : steps[2 * pair]! + steps[second(pair)]!,
    );
    this.width *= 2;
  }
}

function copied({ mean, low, high }: LossBand): GrowingBand {
  return { mean: [...mean], low: [...low], high: [...high] };
}

function push(band: GrowingBand, value: number): void {
  band.mean.push(value);
  band.low.push(value);
  band.high.push(value);
}

function merge(band: GrowingBand, index: number, stepsBefore: number, value: number): void {
  band.mean[index]! += (value - band.mean[index]!) / (stepsBefore + 1);
  band.low[index] = Math.min(band.low[index]!, value);
  band.high[index] = Math.max(band.high[index]!, value);
}
