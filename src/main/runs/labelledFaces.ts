import type { ModelContext } from '../learning/engine/protocol';
import { createMultiHead } from '../learning/heads/multiHead';
import { readTargets } from '../learning/heads/targets';
import type { LearningFaces } from '../project/faces/learningFaces';
import { gathered } from './faceTables';
import { tableWithoutCrops } from './floors';

/**
 * The faces that carry a label of at least one of the run's heads: of the others nothing can be learnt, and an epoch
 * would be as long as the project is large. All of them where none does, for the training to tell whose labels lack.
 */
export function labelledFaces(faces: LearningFaces, context: ModelContext): LearningFaces {
  const { configuration, attributes } = context;
  const table = tableWithoutCrops(faces, configuration.input.crop);
  const multiHead = createMultiHead(configuration.heads, context);
  const isLabelled = new Uint8Array(faces.count);
  for (const reader of multiHead.targetReaders(table)) {
    const { mask, elementsPerFace } = readTargets(reader, table, context);
    mask.forEach((labelled, element) => {
      if (labelled > 0) isLabelled[Math.floor(element / elementsPerFace)] = 1;
    });
  }
  const rows = Int32Array.from([...isLabelled.keys()].filter((row) => isLabelled[row] === 1));
  if (rows.length === faces.count || rows.length === 0) return faces;
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
  };
}
