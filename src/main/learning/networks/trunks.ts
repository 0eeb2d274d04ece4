import type { NetworkName } from '@shared/learning/configuration';

/** A square convolution with stride 1 and 'same' padding, an optional 2×2 pooling, and a ReLU. */
export interface Stage {
  readonly name: string;
  readonly channels: number;
  readonly windowPx: number;
  readonly pool: boolean;
}

/** What a trunk is made of, apart from how it is computed: what trains it and what writes it for others read the same. */
export interface Trunk {
  readonly stages: readonly Stage[];
  /** Of the dense layer `dense` after the last stage, whose ReLU's values are the features that heads read. */
  readonly featureWidth: number;
  /** Batch normalisation instead of a bias, before each pooling and ReLU. */
  readonly normalized: boolean;
}

export const trunks: Readonly<Record<NetworkName, Trunk>> = {
  /** The network of the TensorFlow tutorial on TCDCN (Zhang et al., ECCV 2014); at 40 px its last map is 5×5×64. */
  tutorial: {
    stages: [
      { name: 'conv1', channels: 16, windowPx: 5, pool: true },
      { name: 'conv2', channels: 48, windowPx: 3, pool: true },
      { name: 'conv3', channels: 64, windowPx: 3, pool: true },
      { name: 'conv4', channels: 64, windowPx: 2, pool: false },
    ],
    featureWidth: 100,
    normalized: false,
  },
  /** Six 3×3 convolutions, at 64 px a last map of 4×4×128; about 800,000 parameters. */
  studio: {
    stages: [
      { name: 'conv1', channels: 24, windowPx: 3, pool: true },
      { name: 'conv2', channels: 48, windowPx: 3, pool: false },
      { name: 'conv3', channels: 48, windowPx: 3, pool: true },
      { name: 'conv4', channels: 96, windowPx: 3, pool: false },
      { name: 'conv5', channels: 96, windowPx: 3, pool: true },
      { name: 'conv6', channels: 128, windowPx: 3, pool: true },
    ],
    featureWidth: 256,
    normalized: true,
  },
};
