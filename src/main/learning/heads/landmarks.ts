import type { HeadConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';
import {
  failureThreshold,
  interOcularDistances,
  scoreLandmarks,
  type LandmarkScore,
} from '@shared/metrics/landmarks';
import { fail } from '@shared/result';
import type { FaceTable } from '../faceTable';
import type { HeadContext } from './head';
import { headPoints, landmarkReader } from './landmarkTargets';
import { columnMeans, type Task } from './task';

/**
 * Points as fractions of the crop, scored in pixels of the original image. Logits are the fractions
 * themselves.
 */
export function landmarksTask(configuration: HeadConfiguration, context: HeadContext): Task {
  if (configuration.target.from === 'landmarks-min-max') {
    fail(
      'head-target-mismatch',
      `The landmarks head "${configuration.name}" needs coordinates as fractions of the crop. Use the target ` +
        'landmarks, or the kind regression for min-max scaled ones.',
    );
  }
  const points = headPoints(configuration, context);
  const pointIds = points.map((point) => context.scheme.points[point]!.id);
  const width = points.length * 2;
  return {
    logitsWidth: width,
    loss: { kind: configuration.loss ?? 'squared-error', scale: configuration.lossScale ?? 1 },
    targetReader: () => landmarkReader(configuration.name, points),
    constantLogits: (targets) => Float32Array.from(columnMeans(targets)),
    predictions: (logits, faces) => ({ points: imagePoints(logits, faces, width) }),
    values: (logits, faces) => ({ width, values: imagePoints(logits, faces, width) }),
    score(logits, _targets, faces) {
      const score = scoreLandmarks({
        labels: pick(faces.points, points, context.scheme.points.length, 2),
        predictions: imagePoints(logits, faces, width),
        mask: pick(faces.visibility, points, context.scheme.points.length, 1),
        normalisers: interOcularDistances(faces.points, faces.visibility, context.scheme),
      });
      const metrics: Record<string, number> = { unscored_faces: score.facesWithoutNormaliser };
      if (score.scoredFaces > 0) Object.assign(metrics, errorMetrics(score, pointIds));
      return { errors: Float32Array.from(score.perFace), metrics, confusion: null };
    },
  };
}

function errorMetrics(score: LandmarkScore, pointIds: readonly string[]): Metrics {
  const perPoint = pointIds.flatMap((id, index): [string, number][] => {
    const error = score.perPoint[index]!;
    return Number.isNaN(error) ? [] : [[`nme/${id}`, error]];
  });
  return {
    nme: score.nme,
    failure_rate: score.failureRate,
    failure_threshold: failureThreshold,
    auc: score.auc,
    ...Object.fromEntries(perPoint),
  };
}

/** Fractions of the crop → pixels of the original image. Shape [count, width] both. */
function imagePoints(logits: Float32Array, faces: FaceTable, width: number): Float32Array {
  return logits.map((fraction, index) => {
    const region = Math.floor(index / width) * 4 + (index % 2);
    return faces.regions[region]! + fraction * faces.regions[region + 2]!;
  });
}

/** The chosen points of every face: [faces, pointCount, size] → [faces, points.length, size]. */
function pick(
  values: ArrayLike<number>,
  points: readonly number[],
  pointCount: number,
  size: number,
): Float64Array {
  const faces = values.length / (pointCount * size);
  return Float64Array.from({ length: faces * points.length * size }, (_, index) => {
    const face = Math.floor(index / (points.length * size));
    const point = points[Math.floor(index / size) % points.length]!;
    return values[(face * pointCount + point) * size + (index % size)]!;
  });
}
