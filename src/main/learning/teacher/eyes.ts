import { meshPoints } from '@shared/learning/faceMesh';
import { inverseOf, movePoints, type Affine } from '../augmentation/affine';
import { warpCrop, type StoredCrop } from '../augmentation/warp';
import { expressions } from '../faceApi/expressions';
import { readFaceApiFile } from '../faceApi/file';
import { faceApiInputPx, FaceApiNetwork } from '../faceApi/network';
import { readMeshModelFile } from './meshModelFile';
import { meshInputPx, meshLength, MeshNetwork } from './meshNetwork';
import { closerBy } from './placement';
import type { Sight } from './sightCache';

/** Numbers of the networks' inputs = bytes of a crop · gain + offset. */
const pixels = { gain: 1 / 255, offset: 0 };

/** Of what the mesh's network is shown, the part in the middle that the network of expressions is: a face without what is around it. */
const expressionPart = 0.76;

/** The teacher's two networks, on tfjs's current backend. Dispose of them after use. */
export class Eyes {
  private readonly mesh: MeshNetwork;
  private readonly expression: FaceApiNetwork;

  /** Fails with `model-missing` or `model-broken`. */
  constructor() {
    // Both are read first: whichever is missing, nothing is left behind.
    const [mesh, expression] = [readMeshModelFile(), readFaceApiFile(expressions.file, expressions.title)];
    this.mesh = new MeshNetwork(mesh);
    this.expression = new FaceApiNetwork(expressions, expression);
  }

  /**
   * One sight for each of `placements`, which are as `meshPlacements` has them.
   *
   * @param cropOf valid until it is called again.
   */
  async see(cropOf: (face: number) => StoredCrop, placements: readonly Affine[]): Promise<Sight[]> {
    const { points, presence } = await this.mesh.see(shown(cropOf, placements, meshInputPx));
    const closer = placements.map((placement) => closerBy(placement, expressionPart));
    const features = await this.expression.see(shown(cropOf, closer, faceApiInputPx));
    return placements.map((placement, face) => ({
      points: presence[face]! > 0 ? pointsIn(points, face, placement) : new Float32Array(0),
      features: features.slice(face * expressions.length, (face + 1) * expressions.length),
    }));
  }

  dispose(): void {
    this.mesh.dispose();
    this.expression.dispose();
  }
}

/** Shape [placements, size, size, 3]. */
function shown(
  cropOf: (face: number) => StoredCrop,
  placements: readonly Affine[],
  size: number,
): Float32Array {
  const length = size ** 2 * 3;
  const images = new Float32Array(placements.length * length);
  placements.forEach((placement, face) => {
    warpCrop(cropOf(face), placement, pixels, images, face * length, size);
  });
  return images;
}

/** Those that are taught, as fractions of the crop. */
function pointsIn(meshes: Float32Array, face: number, placement: Affine): Float32Array {
  const own = Float32Array.from({ length: meshPoints.length * 2 }, (_, coordinate) => {
    const point = meshPoints[coordinate >> 1]!;
    return meshes[face * meshLength + point * 3 + (coordinate & 1)]! / meshInputPx;
  });
  movePoints(own, inverseOf(placement));
  return own;
}
