import { stretchOf, type Range } from './range';

export interface ConfidenceBin extends Range {
  readonly faces: number;
  readonly right: number;
  /** Mean confidence of its faces; null without one. */
  readonly confidence: number | null;
}

/** Whether a head is as often right as it says it is. */
export interface Reliability {
  /** Fifteen of equal width, as the paper has them. */
  readonly bins: readonly ConfidenceBin[];
  /**
   * Expected calibration error (Guo et al., ICML 2017, equation 3): the mean distance between a bin's accuracy and its
   * mean confidence, weighed by its faces. 0…1.
   */
  readonly expectedCalibrationError: number;
}

const binCount = 15;
const edges = Array.from({ length: binCount }, (_, index) => (index + 1) / binCount);

/** By the confidence in the class that was chosen; both of one length. */
export function reliabilityOf(
  confidence: ArrayLike<number>,
  isRight: ArrayLike<boolean | number>,
): Reliability {
  const faces = new Array<number>(binCount).fill(0);
  const right = new Array<number>(binCount).fill(0);
  const sums = new Array<number>(binCount).fill(0);
  for (let face = 0; face < confidence.length; face += 1) {
    const bin = Math.min(binCount - 1, stretchOf(confidence[face]!, edges));
    faces[bin]! += 1;
    sums[bin]! += confidence[face]!;
    if (isRight[face]) right[bin]! += 1;
  }
  const gaps = faces.map((count, bin) => (count === 0 ? 0 : Math.abs(right[bin]! - sums[bin]!)));
  return {
    bins: faces.map((count, bin) => ({
      ...(bin === 0 ? {} : { above: edges[bin - 1]! }),
      // Rounding may leave a certain answer a hair above 1.
      ...(bin === binCount - 1 ? {} : { upTo: edges[bin]! }),
      faces: count,
      right: right[bin]!,
      confidence: count === 0 ? null : sums[bin]! / count,
    })),
    expectedCalibrationError:
      confidence.length === 0 ? 0 : gaps.reduce((sum, gap) => sum + gap, 0) / confidence.length,
  };
}
