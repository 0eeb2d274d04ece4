import type { Attribute } from '@shared/domain/attribute';
import type { Problem } from '@shared/contract/jobs';
import type { InputConfiguration } from '@shared/learning/configuration';
import { fail } from '@shared/result';
import { ensureCrops } from '../images/cropCache';
import type { CropReader } from '../images/cropReader';
import { cropSpecificationOf } from '../images/region';
import type { JobContext } from '../jobs/context';
import type { FaceTable } from '../learning/faceTable';
import type { LearningFaces } from '../project/faces/learningFaces';
import { regionOf } from './regions';

export interface PreparedFaces {
  readonly table: FaceTable;
  /** Of each row: equal for faces of identical image files. */
  readonly contentHashes: readonly string[];
  /** Faces left out because their image could not be read. */
  readonly problems: readonly Problem[];
}

export interface Preparation {
  readonly input: InputConfiguration;
  readonly attributes: readonly Attribute[];
  readonly cacheFolder: string;
  readonly reader: CropReader;
  readonly context: JobContext;
}

/** A project's faces as learning takes them: with a crop each, made now where the cache has none. */
export async function prepareFaces(faces: LearningFaces, preparation: Preparation): Promise<PreparedFaces> {
  const { input, attributes, cacheFolder, reader, context } = preparation;
  const regions = Array.from({ length: faces.count }, (_, row) => regionOf(faces, row, input.crop));
  const crops = await ensureCrops({
    cacheFolder,
    specification: cropSpecificationOf(input),
    reader,
    context,
    requests: regions.map((region, row) => ({
      imageFile: faces.imagePaths[row]!,
      contentHash: faces.contentHashes[row]!,
      region,
    })),
  });
  const whole: FaceTable = {
    count: faces.count,
    faceIds: faces.faceIds,
    crops: crops.pack,
    cropRows: crops.rows,
    points: faces.points,
    visibility: faces.visibility,
    regions: Float32Array.from(regions.flatMap(({ x, y, width, height }) => [x, y, width, height])),
    attributes: faces.attributes,
    vouched: faces.vouched,
  };
  const readable = Int32Array.from(rowNumbers(faces.count).filter((row) => crops.rows[row]! >= 0));
  if (faces.count > 0 && readable.length === 0) {
    const first = crops.problems[0];
    fail(
      'no-image-readable',
      `None of the ${faces.count} images could be read${first ? ` (${first.file}: ${first.reason})` : ''}. ` +
        'If their folder has moved, import it again from where it is now.',
    );
  }
  return {
    table: selectRows(whole, readable, attributes),
    contentHashes: Array.from(readable, (row) => faces.contentHashes[row]!),
    problems: crops.problems,
  };
}

/** The rows of a table in the order given. */
export function selectRows(table: FaceTable, rows: Int32Array, attributes: readonly Attribute[]): FaceTable {
  const pointCount = table.count === 0 ? 0 : table.visibility.length / table.count;
  return {
    count: rows.length,
    crops: table.crops,
    faceIds: gathered(table.faceIds, rows, 1),
    cropRows: gathered(table.cropRows, rows, 1),
    points: gathered(table.points, rows, pointCount * 2),
    visibility: gathered(table.visibility, rows, pointCount),
    regions: gathered(table.regions, rows, 4),
    attributes: Object.fromEntries(
      attributes.map((attribute) => [
        attribute.id,
        gathered(
          table.attributes[attribute.id]!,
          rows,
          attribute.kind === 'tags' ? attribute.values.length : 1,
        ),
      ]),
    ),
    vouched: gatheredColumns(table.vouched ?? {}, rows),
  };
}

/** The rows of columns of a number each. */
export function gatheredColumns(
  columns: Readonly<Record<string, Uint8Array>>,
  rows: Int32Array,
): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(columns).map(([id, column]) => [id, gathered(column, rows, 1)]));
}

/** Rows of `width` numbers each, into an array of the same kind. */
export function gathered<Values extends Float32Array | Int32Array | Uint8Array>(
  values: Values,
  rows: Int32Array,
  width: number,
): Values {
  const Kind = values.constructor as new (length: number) => Values;
  const result = new Kind(rows.length * width);
  rows.forEach((row, index) => result.set(values.subarray(row * width, (row + 1) * width), index * width));
  return result;
}

function rowNumbers(count: number): number[] {
  return Array.from({ length: count }, (_, row) => row);
}
