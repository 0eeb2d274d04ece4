import { setImmediate as nextTurn } from 'node:timers/promises';
import { meshPoints, withMeshPoints } from '@shared/learning/faceMesh';
import { asTrained } from '@shared/learning/teacher';
import type { Affine } from '../augmentation/affine';
import type { ModelContext } from '../engine/protocol';
import type { Session } from '../estimator/session';
import type { FaceTable } from '../faceTable';
import { openCropReader } from '../pipeline/cropReader';
import { beliefsOf } from './beliefs';
import { Eyes } from './eyes';
import { meshPlacements } from './placement';
import { SightCache, type Sight } from './sightCache';

/** What a training reads: the heads that learn, the points that they know, and where these lie in each face. */
export interface Lessons extends ModelContext {
  readonly faces: FaceTable;
}

/** More at once is no faster, and takes the memory of their feature maps. */
const batchSize = 32;

/**
 * What a run learns from these faces: with a teacher, where that sees its points in each of them, as if somebody had labelled them,
 * and what labels are believed to say. A face that it sees no mesh in is left as it is labelled. Gives way between two batches; an
 * abort rejects with the signal's reason, and what was seen until then is kept. Fails with `model-missing`, `model-broken` or
 * `disk-full`.
 */
export async function lessonsOf(context: ModelContext, faces: FaceTable, session: Session): Promise<Lessons> {
  if (context.configuration.teacher === undefined) return { ...context, faces };
  const { scheme, attributes } = context;
  const placements = meshPlacements(scheme, faces);
  const sights = await sightsOf(faces, placements, session);
  const beliefs = await beliefsOf(context, faces, sights, session.signal);
  return {
    configuration: asTrained(context.configuration),
    scheme: withMeshPoints(scheme),
    attributes,
    faces: { ...withPoints(faces, sights, scheme.points.length), beliefs },
  };
}

async function sightsOf(faces: FaceTable, placements: readonly Affine[], session: Session): Promise<Sight[]> {
  const cache = SightCache.of(faces.crops);
  const regionOf = (row: number): Float32Array => faces.regions.subarray(row * 4, row * 4 + 4);
  const known = placements.map((placement, row) => cache.get(faces.cropRows[row]!, regionOf(row), placement));
  const unknown = known.flatMap((sight, row) => (sight === null ? [row] : []));
  if (unknown.length === 0) return known as Sight[];
  const crops = openCropReader(faces.crops, false);
  const eyes = new Eyes();
  try {
    for (let first = 0; first < unknown.length; first += batchSize) {
      session.signal.throwIfAborted();
      const rows = unknown.slice(first, first + batchSize);
      const seen = await eyes.see(
        (index) => crops.row(faces.cropRows[rows[index]!]!),
        rows.map((row) => placements[row]!),
      );
      rows.forEach((row, index) => {
        known[row] = seen[index]!;
        cache.set(faces.cropRows[row]!, regionOf(row), placements[row]!, seen[index]!);
      });
      const done = first + rows.length;
      session.report({ type: 'progress', phase: 'looking at face meshes', done, total: unknown.length });
      await nextTurn();
    }
  } finally {
    cache.save();
    eyes.dispose();
    crops.close();
  }
  return known as Sight[];
}

/** The table with the points behind its own, in pixels of the image as these are. */
function withPoints(faces: FaceTable, sights: readonly Sight[], ownCount: number): FaceTable {
  const count = ownCount + meshPoints.length;
  const points = new Float32Array(faces.count * count * 2);
  const visibility = new Uint8Array(faces.count * count);
  sights.forEach(({ points: own }, row) => {
    const [x, y, width, height] = faces.regions.subarray(row * 4, row * 4 + 4) as unknown as number[];
    points.set(faces.points.subarray(row * ownCount * 2, (row + 1) * ownCount * 2), row * count * 2);
    visibility.set(faces.visibility.subarray(row * ownCount, (row + 1) * ownCount), row * count);
    const start = row * count + ownCount;
    own.forEach((fraction, coordinate) => {
      const isAcross = coordinate % 2 === 0;
      points[start * 2 + coordinate] = isAcross ? x! + fraction * width! : y! + fraction * height!;
    });
    if (own.length > 0) visibility.fill(2, start, start + meshPoints.length);
  });
  return { ...faces, points, visibility };
}
