import type { InputConfiguration } from '@shared/learning/configuration';
import type { Metrics } from '@shared/learning/results';
import type { ModelContext } from '../learning/engine/protocol';
import type { FaceTable } from '../learning/faceTable';
import { constantFloor } from '../learning/heads/floor';
import { createMultiHead } from '../learning/heads/multiHead';
import type { LearningFaces } from '../project/faces/learningFaces';
import { regionOf } from './regions';

/**
 * What the best constant of the training faces scores on the faces of `table`: the mean shape, the majority
 * class. Named as the heads name their metrics, so that each number stands beside its floor.
 */
export function constantFloors(context: ModelContext, training: LearningFaces, table: FaceTable): Metrics {
  const { heads, batchSize } = context.configuration;
  return constantFloor(
    createMultiHead(heads, context),
    tableWithoutCrops(training, context.configuration.input.crop),
    table,
    batchSize,
  );
}

/** Labels are all a constant needs; no image is read for it. */
export function tableWithoutCrops(faces: LearningFaces, crop: InputConfiguration['crop']): FaceTable {
  const regions = new Float32Array(faces.count * 4);
  for (let row = 0; row < faces.count; row += 1) {
    const { x, y, width, height } = regionOf(faces, row, crop);
    regions.set([x, y, width, height], row * 4);
  }
  return {
    count: faces.count,
    faceIds: faces.faceIds,
    crops: { bytes: { memory: new Uint8Array(0) }, sidePx: 0, marginPx: 0 },
    cropRows: new Int32Array(faces.count),
    points: faces.points,
    visibility: faces.visibility,
    regions,
    attributes: faces.attributes,
  };
}
