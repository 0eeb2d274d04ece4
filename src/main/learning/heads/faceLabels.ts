import { hasClasses, type Attribute } from '@shared/domain/attribute';
import type { LandmarkScheme } from '@shared/domain/landmarkScheme';
import type { FaceTable } from '../faceTable';

/**
 * One face's labels as the network sees the face. Made once and filled again for every face, so that reading
 * costs no garbage; augmentation changes it in place. P points of the scheme.
 */
export interface FaceLabels {
  /** x, y as fractions of the crop; outside 0…1 where the crop does not show the point. Shape [P·2]. */
  readonly points: Float32Array;
  /** 0 not labelled, 1 hidden, 2 visible. Shape [P]. */
  readonly visibility: Uint8Array;
  /** The crop in pixels of the original image: x, y, width, height. */
  readonly region: Float32Array;
  /** By attribute id: class index or number [1], or tags [values]; NaN where not labelled. */
  readonly attributes: Readonly<Record<string, Float32Array>>;
  /** By the id of an attribute of classes: their probabilities [classes]; NaN where the label is all that is known. */
  readonly beliefs: Readonly<Record<string, Float32Array>>;
}

export function createFaceLabels(scheme: LandmarkScheme, attributes: readonly Attribute[]): FaceLabels {
  return {
    points: new Float32Array(scheme.points.length * 2),
    visibility: new Uint8Array(scheme.points.length),
    region: new Float32Array(4),
    attributes: Object.fromEntries(
      attributes.map((attribute) => [attribute.id, new Float32Array(attributeWidth(attribute))]),
    ),
    beliefs: Object.fromEntries(
      attributes.filter(hasClasses).map(({ id, values }) => [id, new Float32Array(values.length)]),
    ),
  };
}

/** Numbers that a face table holds of an attribute for each face. */
export function attributeWidth(attribute: Attribute): number {
  return attribute.kind === 'tags' ? attribute.values.length : 1;
}

/** Fills `labels` with the table's row. An attribute that the table lacks is not labelled. */
export function readFaceLabels(faces: FaceTable, row: number, labels: FaceLabels): void {
  const pointCount = labels.visibility.length;
  labels.region.set(faces.regions.subarray(row * 4, row * 4 + 4));
  labels.visibility.set(faces.visibility.subarray(row * pointCount, (row + 1) * pointCount));
  const [x = 0, y = 0, width = 1, height = 1] = labels.region;
  for (let point = 0; point < pointCount; point += 1) {
    const source = (row * pointCount + point) * 2;
    labels.points[point * 2] = (faces.points[source]! - x) / width;
    labels.points[point * 2 + 1] = (faces.points[source + 1]! - y) / height;
  }
  readColumns(faces.attributes, row, labels.attributes);
  readColumns(faces.beliefs ?? {}, row, labels.beliefs);
}

function readColumns(
  columns: Readonly<Record<string, Float32Array>>,
  row: number,
  into: Readonly<Record<string, Float32Array>>,
): void {
  for (const [id, values] of Object.entries(into)) {
    const column = columns[id];
    if (column === undefined) values.fill(Number.NaN);
    else values.set(column.subarray(row * values.length, (row + 1) * values.length));
  }
}
