import type { ModelContext } from '../learning/engine/protocol';
import type { FaceTable } from '../learning/faceTable';
import { createMultiHead } from '../learning/heads/multiHead';
import { readTargets } from '../learning/heads/targets';
import type { LearningFaces } from '../project/faces/learningFaces';
import { gathered, gatheredColumns } from './faceTables';
import { tableWithoutCrops } from './floors';

/**
 * The faces that carry a label of at least one of the run's heads: of the others nothing can be learnt, and an epoch
 * would be as long as the project is large. All of them where none does, for the training to tell whose labels lack.
 */
export function labelledFaces(faces: LearningFaces, context: ModelContext): LearningFaces {
  const { configuration, attributes } = context;
  const rows = labelledRows(tableWithoutCrops(faces, configuration.input.crop), context);
  if (rows === null) return faces;
  const pointCount = faces.visibility.length / faces.count;
  return {
    count: rows.length,
    faceIds: gathered(faces.faceIds, rows, 1),
    imagePaths: Array.from(rows, (row) => faces.imagePaths[row]!),
    imageSizesPx: gathered(faces.imageSizesPx, rows, 2),
    contentHashes: Array.from(rows, (row) => faces.contentHashes[row]!),
    boxes: gathered(faces.boxes, rows, 4),
    points: gathered(faces.points, rows, pointCount * 2),
    visibility: gathered(faces.visibility, rows, pointCount),
    attributes: Object.fromEntries(
      attributes.map(({ id, kind, values }) => [
        id,
        gathered(faces.attributes[id]!, rows, kind === 'tags' ? values.length : 1),
      ]),
    ),
    vouched: gatheredColumns(faces.vouched, rows),
  };
}

/** Rows of faces with a label of at least one of the heads; null where all have one, or none has. */
export function labelledRows(table: FaceTable, context: ModelContext): Int32Array | null {
  const byHead = labelledByHead(table, context);
  const rows = Array.from({ length: table.count }, (_, row) => row).filter((row) =>
    byHead.some((has) => has[row] === 1),
  );
  return rows.length === table.count || rows.length === 0 ? null : Int32Array.from(rows);
}

/** Of each head, in the run's order: 1 for a face with a label of it. Of points and tags one label will do. */
export function labelledByHead(table: FaceTable, context: ModelContext): Uint8Array[] {
  const multiHead = createMultiHead(context.configuration.heads, context);
  return multiHead.targetReaders(table).map((reader) => {
    const { mask, elementsPerFace } = readTargets(reader, table, context);
    return Uint8Array.from({ length: table.count }, (_, face) =>
      mask.subarray(face * elementsPerFace, (face + 1) * elementsPerFace).some((one) => one > 0) ? 1 : 0,
    );
  });
}
