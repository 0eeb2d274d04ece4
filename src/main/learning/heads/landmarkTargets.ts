import { pointIndex } from '@shared/domain/landmarkScheme';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import type { FaceTable } from '../faceTable';
import type { FaceLabels } from './faceLabels';
import type { HeadContext } from './head';
import type { TargetReader } from './targets';

/** Index in the scheme of each point that the head reads. Fails with `unknown-point`. */
export function headPoints(configuration: HeadConfiguration, context: HeadContext): number[] {
  const { target, name } = configuration;
  if (target.from === 'attribute') {
    return fail(
      'head-target-mismatch',
      `The head "${name}" of kind ${configuration.kind} needs landmarks, and its target is the attribute ` +
        `"${target.attribute}". Give it points, or another kind.`,
    );
  }
  const indexOf = pointIndex(context.scheme);
  if (target.points.length === 0) {
    fail('unknown-point', `The head "${name}" names no point. Name at least one of the landmark scheme.`);
  }
  return target.points.map(
    (id) =>
      indexOf.get(id) ??
      fail(
        'unknown-point',
        `The head "${name}" reads the point "${id}", which the landmark scheme "${context.scheme.name}" does ` +
          `not have. It has: ${[...indexOf.keys()].join(', ')}.`,
      ),
  );
}

/** Coordinates as fractions of the crop: x0, y0, x1, y1, … */
export function landmarkReader(head: string, points: readonly number[]): TargetReader {
  return coordinateReader(head, points, (labels, coordinate) => labels.points[coordinate]!);
}

/** Coordinates in pixels of the original image, scaled to 0…1 by each column's extremes over all of `faces`. */
export function minMaxLandmarkReader(
  head: string,
  points: readonly number[],
  faces: FaceTable,
  pointCount: number,
): TargetReader {
  const { lowest, highest } = columnExtremes(faces, pointCount);
  return coordinateReader(head, points, (labels, coordinate) => {
    const axis = coordinate % 2;
    const pixel = labels.region[axis]! + labels.points[coordinate]! * labels.region[axis + 2]!;
    // A column of one value alone has no range, and lies at 0.
    return (pixel - lowest[coordinate]!) / (highest[coordinate]! - lowest[coordinate]! || 1);
  });
}

function coordinateReader(
  head: string,
  points: readonly number[],
  read: (labels: FaceLabels, coordinate: number) => number,
): TargetReader {
  const width = points.length * 2;
  return {
    head,
    targetWidth: width,
    elementsPerFace: width,
    write(labels, targets, mask, row) {
      let labelled = 0;
      points.forEach((point, index) => {
        const isLabelled = labels.visibility[point]! > 0;
        for (let axis = 0; axis < 2; axis += 1) {
          const element = row * width + index * 2 + axis;
          targets[element] = isLabelled ? read(labels, point * 2 + axis) : 0;
          mask[element] = isLabelled ? 1 : 0;
        }
        if (isLabelled) labelled += 2;
      });
      return labelled;
    },
  };
}

function columnExtremes(
  faces: FaceTable,
  pointCount: number,
): { lowest: Float64Array; highest: Float64Array } {
  const columns = pointCount * 2;
  const lowest = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const highest = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (let index = 0; index < faces.count * columns; index += 1) {
    if (faces.visibility[index >> 1] === 0) continue;
    const column = index % columns;
    lowest[column] = Math.min(lowest[column]!, faces.points[index]!);
    highest[column] = Math.max(highest[column]!, faces.points[index]!);
  }
  return { lowest, highest };
}
