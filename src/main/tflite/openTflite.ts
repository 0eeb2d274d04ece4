import type * as tf from '@tensorflow/tfjs-core';
import { GraphSession, runsGraphs } from '../learning/backends/graphSession';
import type { OpenNetwork } from '../learning/graph/openGraph';
import { withFoldedBiases } from './foldedBiases';
import type { TfliteModel } from './model';
import { TfliteNetwork } from './network';
import { networkGraph } from './networkGraph';

/** The network on tfjs's current backend: as a whole where that can be, else operation by operation. */
export function openTflite(model: TfliteModel): OpenNetwork {
  return runsGraphs() ? new NetworkSessions(model) : new TfliteNetwork(model);
}

/** One for each size of its input: there are a few. */
class NetworkSessions implements OpenNetwork {
  private readonly model: TfliteModel;
  private readonly bySize = new Map<string, OpenNetwork>();

  constructor(model: TfliteModel) {
    this.model = withFoldedBiases(model);
  }

  run(images: tf.Tensor4D): tf.Tensor[] {
    const [, height, width] = images.shape;
    const key = `${height}×${width}`;
    const network = this.bySize.get(key) ?? this.open(height, width);
    this.bySize.set(key, network);
    return network.run(images);
  }

  dispose(): void {
    for (const network of this.bySize.values()) network.dispose();
    this.bySize.clear();
  }

  private open(height: number, width: number): OpenNetwork {
    const { savedModel, input, outputs } = networkGraph(this.model, [height, width]);
    return GraphSession.open(savedModel, input, outputs) ?? new TfliteNetwork(this.model);
  }
}
