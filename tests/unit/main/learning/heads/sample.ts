import type { Attribute } from '@shared/domain/attribute';
import { mtflTemplate } from '@shared/domain/template';
import type { HeadContext } from '../../../../../src/main/learning/heads/head';
import type { FaceTable } from '../../../../../src/main/learning/faceTable';

const plain = (id: string, kind: Attribute['kind'], values: readonly string[] = []): Attribute => ({
  id,
  name: id,
  kind,
  values: values.map((value) => ({ id: value, name: value })),
  mirrorSwaps: [],
});

/** MTFL's template, and an attribute of each kind that it lacks. */
export const context: HeadContext = {
  scheme: mtflTemplate.scheme,
  attributes: [
    ...mtflTemplate.attributes,
    plain('age', 'number'),
    plain('wrinkles', 'number'),
    plain('worn', 'tags', ['hat', 'scarf', 'mask']),
  ],
};

/** Attribute ids and labels, one entry a face (tags: one after the other). */
export type Labels = Readonly<Record<string, readonly number[]>>;

/** Faces in crops of 100×200 pixels at (10, 20); `points` in pixels of the image, all visible. */
export function facesOf(count: number, labels: Labels, points: readonly number[] = []): FaceTable {
  const pointCount = context.scheme.points.length;
  return {
    count,
    faceIds: Int32Array.from({ length: count }, (_, row) => row + 1),
    crops: { bytes: { memory: new Uint8Array(0) }, sidePx: 1, marginPx: 0 },
    cropRows: Int32Array.from({ length: count }, (_, row) => row),
    points: Float32Array.from({ length: count * pointCount * 2 }, (_, index) => points[index] ?? 0),
    visibility: new Uint8Array(count * pointCount).fill(points.length > 0 ? 2 : 0),
    regions: Float32Array.from({ length: count * 4 }, (_, index) => [10, 20, 100, 200][index % 4]!),
    attributes: Object.fromEntries(
      Object.entries(labels).map(([id, values]) => [id, Float32Array.from(values)]),
    ),
  };
}

/** One face: eyes 40 px apart, nose and mouth below. */
export const shape: readonly number[] = [40, 80, 80, 80, 60, 110, 45, 140, 75, 140];
