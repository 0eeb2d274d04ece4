import { join } from 'node:path';
import type { Attribute } from '@shared/domain/attribute';
import type { Template } from '@shared/domain/template';
import type { Database } from '../database';
import { vouchedLabels } from '../journalTable';
import type { PointColumns } from '../pointColumns';
import { type FaceFilter, filterCondition } from './faceFilter';
import { decodePoints } from './labelCodec';

/** Many faces as columns, P points each: what a face table is made of, before there are crops. */
export interface LearningFaces {
  readonly count: number;
  /** Shape [count]. */
  readonly faceIds: Int32Array;
  /** Absolute. Length count. */
  readonly imagePaths: readonly string[];
  /** Width, height of the original image in pixels. Shape [count, 2]. */
  readonly imageSizesPx: Int32Array;
  /** Length count. */
  readonly contentHashes: readonly string[];
  /** Boxes that somebody drew: x, y, width, height in pixels of the image, NaN for none. Shape [count, 4]. */
  readonly boxes: Float32Array;
  /** x, y in pixels of the original image. Shape [count, P, 2]. */
  readonly points: Float32Array;
  /** 0 not labelled, 1 hidden, 2 visible. Shape [count, P]. */
  readonly visibility: Uint8Array;
  /** By attribute id. Class index or number, shape [count], NaN where not labelled; tags: 0/1, shape [count, values]. */
  readonly attributes: Readonly<Record<string, Float32Array>>;
  /** By attribute id, where there are any: 1 for a label that somebody vouches for, see `vouchedLabels`. Shape [count]. */
  readonly vouched: Readonly<Record<string, Uint8Array>>;
}

/**
 * As `template` has them, which may be that of a run from before the project's changed: what it does not know is
 * not labelled.
 */
export function readLearningFaces(
  database: Database,
  template: Template,
  pointColumns: PointColumns,
  filter: FaceFilter,
  sourceFolder: (sourceId: number) => string,
): LearningFaces {
  const condition = filterCondition(filter);
  const rows = database.all(
    `SELECT faces.id, source_id, path, width_px, height_px, content_hash, points, visibility,
       x, y, width, height
     FROM faces
     JOIN images ON images.id = image_id
     JOIN landmarks ON landmarks.face_id = faces.id
     LEFT JOIN boxes ON boxes.face_id = faces.id
     WHERE ${condition.sql} ORDER BY faces.id`,
    ...condition.values,
  );
  const pointCount = template.scheme.points.length;
  const columns = {
    count: rows.length,
    faceIds: new Int32Array(rows.length),
    imagePaths: new Array<string>(rows.length),
    imageSizesPx: new Int32Array(rows.length * 2),
    contentHashes: new Array<string>(rows.length),
    boxes: new Float32Array(rows.length * 4).fill(Number.NaN),
    points: new Float32Array(rows.length * pointCount * 2),
    visibility: new Uint8Array(rows.length * pointCount),
  };
  const folders = new Map<number, string>();
  const places = pointColumns.areOf(template.scheme) ? null : pointColumns.placesOf(template.scheme);
  rows.forEach((row, index) => {
    const sourceId = Number(row['source_id']);
    const folder = folders.get(sourceId) ?? sourceFolder(sourceId);
    folders.set(sourceId, folder);
    columns.faceIds[index] = Number(row['id']);
    columns.imagePaths[index] = join(folder, String(row['path']));
    columns.imageSizesPx.set([Number(row['width_px']), Number(row['height_px'])], index * 2);
    columns.contentHashes[index] = String(row['content_hash']);
    if (row['x'] !== null) {
      columns.boxes.set(
        ['x', 'y', 'width', 'height'].map((name) => Number(row[name])),
        index * 4,
      );
    }
    const points = decodePoints(row['points'] as Uint8Array);
    const visibility = row['visibility'] as Uint8Array;
    if (places === null) {
      columns.points.set(points, index * pointCount * 2);
      columns.visibility.set(visibility, index * pointCount);
      return;
    }
    places.forEach((place, point) => {
      const isStored = place >= 0 && place < visibility.length;
      if (!isStored) return;
      columns.points.set(points.subarray(place * 2, place * 2 + 2), (index * pointCount + point) * 2);
      columns.visibility[index * pointCount + point] = visibility[place]!;
    });
  });
  const rowOf = new Map(Array.from(columns.faceIds, (id, row) => [id, row]));
  return {
    ...columns,
    attributes: attributeColumns(database, template, rowOf, filter),
    vouched: vouchedColumns(database, template, rowOf),
  };
}

function attributeColumns(
  database: Database,
  template: Template,
  rowOf: ReadonlyMap<number, number>,
  filter: FaceFilter,
): Record<string, Float32Array> {
  const condition = filterCondition(filter);
  return Object.fromEntries(
    template.attributes.map((attribute) => {
      const width = attribute.kind === 'tags' ? attribute.values.length : 1;
      const column = new Float32Array(rowOf.size * width).fill(Number.NaN);
      const indexOf = new Map(attribute.values.map((value, index) => [value.id, index]));
      const labels = database.all(
        `SELECT face_id, value FROM attribute_values
         JOIN faces ON faces.id = face_id JOIN images ON images.id = image_id
         WHERE attribute = ? AND ${condition.sql}`,
        attribute.id,
        ...condition.values,
      );
      for (const { face_id: faceId, value } of labels) {
        setLabel(attribute, column, rowOf.get(Number(faceId))!, value, indexOf);
      }
      return [attribute.id, column];
    }),
  );
}

/** What followed a change of the template nobody has looked at. */
function vouchedColumns(
  database: Database,
  template: Template,
  rowOf: ReadonlyMap<number, number>,
): Record<string, Uint8Array> {
  const known = new Set(template.attributes.map(({ id }) => id));
  const columns: Record<string, Uint8Array> = {};
  for (const { face_id: faceId, subject } of database.all(vouchedLabels)) {
    const row = rowOf.get(Number(faceId));
    const attribute = String(subject);
    if (row === undefined || !known.has(attribute)) continue;
    (columns[attribute] ??= new Uint8Array(rowOf.size))[row] = 1;
  }
  return columns;
}

function setLabel(
  attribute: Attribute,
  column: Float32Array,
  row: number,
  value: unknown,
  indexOf: ReadonlyMap<string, number>,
): void {
  const index = indexOf.get(String(value));
  if (attribute.kind === 'number') column[row] = typeof value === 'number' ? value : Number.NaN;
  else if (attribute.kind !== 'tags') column[row] = index ?? Number.NaN;
  else {
    const start = row * attribute.values.length;
    if (Number.isNaN(column[start])) column.fill(0, start, start + attribute.values.length);
    if (index !== undefined) column[start + index] = 1;
  }
}
