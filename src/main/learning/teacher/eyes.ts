import * as tf from '@tensorflow/tfjs-core';
import { meshPoints } from '@shared/learning/faceMesh';
import { inverseOf, movePoints, type Affine } from '../augmentation/affine';
import { warpCrop, type StoredCrop } from '../augmentation/warp';
import { openGraph, type OpenNetwork } from '../graph/openGraph';
import { emotions, emotionsInputPx } from '../pretrained/emotions';
import { expressions } from '../pretrained/expressions';
import { faceApiInputPx } from '../pretrained/faceApi';
import { pretrainedGraph } from '../pretrained/pretrainedNetwork';
import { readMeshModelFile } from './meshModelFile';
import { meshInputPx, meshLength, MeshNetwork } from './meshNetwork';
import { closerBy } from './placement';
import type { Sight } from './sightCache';

/** Numbers of a network's input = bytes of a crop · gain + offset. */
const fractions = { gain: 1 / 255, offset: 0 };
const bytes = { gain: 1, offset: 0 };

/** The networks that tell how a face looks, and the side at which each is shown it. */
const lookers = [
  { network: expressions, shownPx: faceApiInputPx },
  { network: emotions, shownPx: emotionsInputPx },
] as const;

/** Of what the mesh's network is shown, the part in the middle that they are: a face without what is around it. */
const facePart = 0.76;

/** The teacher's networks, on tfjs's current backend. Dispose of them after use. */
export class Eyes {
  private readonly mesh: MeshNetwork;
  private readonly lookers: readonly { readonly network: OpenNetwork; readonly shownPx: number }[];

  /** Fails with `model-missing` or `model-broken`. */
  constructor() {
    // All are read first: whichever is missing, nothing is left behind.
    const graphs = lookers.map(({ network, shownPx }) => pretrainedGraph(network, shownPx));
    this.mesh = new MeshNetwork(readMeshModelFile());
    this.lookers = lookers.map(({ shownPx }, index) => ({
      network: openGraph(graphs[index]!),
      shownPx,
    }));
  }

  /**
   * One sight for each of `placements`, which are as `meshPlacements` has them.
   *
   * @param cropOf valid until it is called again.
   */
  async see(cropOf: (face: number) => StoredCrop, placements: readonly Affine[]): Promise<Sight[]> {
    const { points, presence } = await this.mesh.see(shown(cropOf, placements, meshInputPx, fractions));
    const closer = placements.map((placement) => closerBy(placement, facePart));
    const features = await Promise.all(
      this.lookers.map(({ network, shownPx }) =>
        rowsOf(network, shown(cropOf, closer, shownPx, bytes), placements.length),
      ),
    );
    return placements.map((placement, face) => ({
      points: presence[face]! > 0 ? pointsIn(points, face, placement) : new Float32Array(0),
      features: Float32Array.from(features.flatMap((rows) => [...rows[face]!])),
    }));
  }

  dispose(): void {
    this.mesh.dispose();
    for (const { network } of this.lookers) network.dispose();
  }
}

/** What the network makes of each of the faces. */
async function rowsOf(network: OpenNetwork, pixels: Float32Array, faces: number): Promise<Float32Array[]> {
  const side = Math.sqrt(pixels.length / faces / 3);
  const features = tf.tidy(() => network.run(tf.tensor4d(pixels, [faces, side, side, 3]))[0]!);
  try {
    const values = (await features.data()) as Float32Array;
    const width = values.length / faces;
    return Array.from({ length: faces }, (_, face) => values.subarray(face * width, (face + 1) * width));
  } finally {
    features.dispose();
  }
}

/** Shape [placements, size, size, 3]. */
function shown(
  cropOf: (face: number) => StoredCrop,
  placements: readonly Affine[],
  size: number,
  pixels: { readonly gain: number; readonly offset: number },
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
