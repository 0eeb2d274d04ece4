import type { ConfusionMatrix, FaceOutputs, HeadOutputs, Metrics } from '@shared/learning/results';
import type { EvaluateResult } from '../learning/engine/protocol';

/** What one fold's network says of the faces that it has not seen. Row r of the outputs is row `rows[r]` of all. */
export interface FoldResult extends Pick<EvaluateResult, 'metrics' | 'confusion' | 'faces' | 'globalStep'> {
  readonly rows: Int32Array;
}

/**
 * All folds as one evaluation of `count` faces: outputs row by row, confusions added up, and of each metric the mean
 * over the folds, weighed by their faces (a fold in which it could not be measured counts for nothing).
 */
export function joinFolds(
  folds: readonly FoldResult[],
  count: number,
): Pick<EvaluateResult, 'metrics' | 'confusion' | 'faces'> {
  return {
    metrics: meanMetrics(folds),
    confusion: summedConfusion(folds),
    faces: joinedOutputs(folds, count),
  };
}

function meanMetrics(folds: readonly FoldResult[]): Metrics {
  const names = new Set(folds.flatMap(({ metrics }) => Object.keys(metrics)));
  return Object.fromEntries(
    [...names].map((name) => {
      let sum = 0;
      let faces = 0;
      for (const { metrics, rows } of folds) {
        const value = metrics[name] ?? Number.NaN;
        if (Number.isNaN(value)) continue;
        sum += value * rows.length;
        faces += rows.length;
      }
      return [name, sum / faces];
    }),
  );
}

function summedConfusion(folds: readonly FoldResult[]): Record<string, ConfusionMatrix> {
  const summed: Record<string, ConfusionMatrix> = {};
  for (const { confusion } of folds) {
    for (const [head, { values, counts }] of Object.entries(confusion)) {
      const before = summed[head]?.counts;
      const added = counts.map((row, label) =>
        row.map((faces, index) => faces + (before?.[label]?.[index] ?? 0)),
      );
      summed[head] = { values, counts: added };
    }
  }
  return summed;
}

function joinedOutputs(folds: readonly FoldResult[], count: number): FaceOutputs {
  const heads: Record<string, HeadOutputs> = {};
  for (const { rows, faces } of folds) {
    for (const [name, { kind, width, values, losses, errors }] of Object.entries(faces.heads)) {
      const all = (heads[name] ??= {
        kind,
        width,
        values: new Float32Array(count * width).fill(Number.NaN),
        losses: new Float32Array(count).fill(Number.NaN),
        errors: new Float32Array(count).fill(Number.NaN),
      });
      rows.forEach((row, index) => {
        all.values.set(values.subarray(index * width, (index + 1) * width), row * width);
        all.losses[row] = losses[index]!;
        all.errors[row] = errors[index]!;
      });
    }
  }
  return { count, heads };
}
