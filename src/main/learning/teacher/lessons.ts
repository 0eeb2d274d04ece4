import { setImmediate as nextTurn } from 'node:timers/promises';
import { meshPoints, withMeshPoints } from '@shared/learning/faceMesh';
import { asTrained } from '@shared/learning/teacher';
import type { ModelContext } from '../engine/protocol';
import { inverseOf, movePoints, type Affine } from '../augmentation/affine';
import { warpCrop } from '../augmentation/warp';
import type { Session } from '../estimator/session';
import type { FaceTable } from '../faceTable';
import { openCropReader, type CropReader } from '../pipeline/cropReader';
import { MeshCache } from './meshCache';
import { meshInputPx, meshLength, MeshNetwork } from './meshNetwork';
import { readMeshModelFile } from './modelFile';
import { meshPlacements } from './placement';

/** What a training reads: the heads that learn, the points that they know, and where these lie in each face. */
export interface Lessons extends ModelContext {
  readonly faces: FaceTable;
}

/** More at once is no faster, and takes the memory of their feature maps. */
const batchSize = 32;

const pixels = { gain: 1 / 255, offset: 0 };

/**
 * What a run learns from these faces: with a teacher, where that sees its points in each of them, as if somebody had labelled them.
 * A face that it sees no mesh in is not labelled so. Gives way between two batches; an abort rejects with the signal's reason, and
 * what was seen until then is kept. Fails with `model-missing`, `model-broken` or `disk-full`.
 */
export async function lessonsOf(context: ModelContext, faces: FaceTable, session: Session): Promise<Lessons> {
  if (context.configuration.teacher === undefined) return { ...context, faces };
  const { scheme, attributes } = context;
  const placements = meshPlacements(scheme, faces);
  const seen = await meshesOf(faces, placements, session);
  return {
    configuration: asTrained(context.configuration),
    scheme: withMeshPoints(scheme),
    attributes,
    faces: withPoints(faces, seen, scheme.points.length),
  };
}

/** Of each face the points as fractions of its crop; empty where none are seen. */
async function meshesOf(
  faces: FaceTable,
  placements: readonly Affine[],
  session: Session,
): Promise<Float32Array[]> {
  const cache = MeshCache.of(faces.crops);
  const regionOf = (row: number): Float32Array => faces.regions.subarray(row * 4, row * 4 + 4);
  const known = placements.map((placement, row) => cache.get(faces.cropRows[row]!, regionOf(row), placement));
  const unknown = known.flatMap((points, row) => (points === null ? [row] : []));
  if (unknown.length === 0) return known as Float32Array[];
  const crops = openCropReader(faces.crops, false);
  const network = new MeshNetwork(readMeshModelFile());
  try {
    for (let first = 0; first < unknown.length; first += batchSize) {
      session.signal.throwIfAborted();
      const rows = unknown.slice(first, first + batchSize);
      const seen = await see(network, crops, rows, faces, placements);
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
    network.dispose();
    crops.close();
  }
  return known as Float32Array[];
}

async function see(
  network: MeshNetwork,
  crops: CropReader,
  rows: readonly number[],
  faces: FaceTable,
  placements: readonly Affine[],
): Promise<Float32Array[]> {
  const length = meshInputPx ** 2 * 3;
  const shown = new Float32Array(rows.length * length);
  rows.forEach((row, index) => {
    warpCrop(crops.row(faces.cropRows[row]!), placements[row]!, pixels, shown, index * length, meshInputPx);
  });
  const { points, presence } = await network.see(shown);
  return rows.map((row, index) => {
    if (!(presence[index]! > 0)) return new Float32Array(0);
    const own = Float32Array.from({ length: meshPoints.length * 2 }, (_, coordinate) => {
      const point = meshPoints[coordinate >> 1]!;
      return points[index * meshLength + point * 3 + (coordinate & 1)]! / meshInputPx;
    });
    movePoints(own, inverseOf(placements[row]!));
    return own;
  });
}

/** The table with the points behind its own, in pixels of the image as these are. */
function withPoints(faces: FaceTable, seen: readonly Float32Array[], ownCount: number): FaceTable {
  const count = ownCount + meshPoints.length;
  const points = new Float32Array(faces.count * count * 2);
  const visibility = new Uint8Array(faces.count * count);
  seen.forEach((own, row) => {
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
