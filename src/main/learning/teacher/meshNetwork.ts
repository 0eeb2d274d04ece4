import * as tf from '@tensorflow/tfjs-core';
import { readTfliteModel } from '../../tflite/model';
import { openTflite } from '../../tflite/openTflite';
import type { OpenNetwork } from '../graph/openGraph';

/** Side of the square that the network is shown. */
export const meshInputPx = 192;

/** What a batch's faces are seen to be. */
export interface SeenMeshes {
  /** x, y, z of each of the mesh's points in pixels of the input. Shape [faces, 468, 3]. */
  readonly points: Float32Array;
  /** Whether there is a face at all, in log odds. Shape [faces]. */
  readonly presence: Float32Array;
}

/** Numbers of a mesh: 468 points of three coordinates. */
export const meshLength = 468 * 3;

/** MediaPipe's face mesh on tfjs's current backend. Dispose of it after use. */
export class MeshNetwork {
  private readonly network: OpenNetwork;

  /** `model`: the bytes of its TensorFlow Lite file. Fails with `model-broken`. */
  constructor(model: Uint8Array) {
    this.network = openTflite(readTfliteModel(model));
  }

  /** `pixels` of upright faces: 0…1, shape [faces, 192, 192, 3]. */
  async see(pixels: Float32Array): Promise<SeenMeshes> {
    const faces = pixels.length / (meshInputPx ** 2 * 3);
    const [points, presence] = tf.tidy(
      () =>
        this.network.run(tf.tensor4d(pixels, [faces, meshInputPx, meshInputPx, 3])) as [tf.Tensor, tf.Tensor],
    );
    try {
      const [seen, present] = await Promise.all([points.data(), presence.data()]);
      return { points: seen as Float32Array, presence: present as Float32Array };
    } finally {
      tf.dispose([points, presence]);
    }
  }

  dispose(): void {
    this.network.dispose();
  }
}
