import type { HeadKind } from './configuration';

/** Metric names as TensorFlow's heads print them: `accuracy/head_pose`, `loss`, `global_step`. */
export type Metrics = Readonly<Record<string, number>>;

/** Which hardware and library a number came from; shown and stored with every result. */
export interface EngineDescription {
  readonly backend: 'tensorflow' | 'wasm';
  /** `CPU, 2 threads`, `NVIDIA H200`. */
  readonly device: string;
  /** `TensorFlow 2.21.0`, `tfjs-backend-wasm 4.22.0 (SIMD)`. */
  readonly library: string;
  /** Why a slower backend than the best one was chosen, and how to change it; null when nothing is amiss. */
  readonly notice: string | null;
}

/** One head's raw outputs and, where labelled, errors, for every face of a job (row order of its face table). */
export interface HeadOutputs {
  readonly kind: HeadKind;
  /** Numbers a face: points·2 (original-image pixels), probabilities, or predictions. */
  readonly width: number;
  /**
   * landmarks: x, y per point in pixels of the original image; classification: probabilities per class
   * (binary: one, of class 1); regression: predictions. Shape [count, width].
   */
  readonly values: Float32Array;
  /** Loss of each face, NaN where it has no label. Shape [count]. */
  readonly losses: Float32Array;
  /** Landmarks: error over the inter-ocular distance (fraction); classification: 1 wrong, 0 right; else |error|. NaN where not labelled. */
  readonly errors: Float32Array;
  /** What the logits were divided by before they became probabilities; absent: they are as the network has them. */
  readonly temperature?: number;
}

export interface FaceOutputs {
  readonly count: number;
  readonly heads: Readonly<Record<string, HeadOutputs>>;
}

/** Confusion counts of a classification head: rows are labels, columns predictions. */
export interface ConfusionMatrix {
  readonly values: readonly string[];
  readonly counts: readonly (readonly number[])[];
}
