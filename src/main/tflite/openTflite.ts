import type * as tf from '@tensorflow/tfjs-core';
import { GraphSession, runsGraphs } from '../graphDef/graphSession';
import type { OpenNetwork } from '../learning/graph/openGraph';
import { withFoldedBiases } from './foldedBiases';
import type { TfliteModel } from './model';
import { TfliteNetwork } from './network';
import { networkGraph } from './networkGraph';

/** The network on tfjs's current backend: as a whole where that can be, else operation by operation. */
export function openTflite(model: TfliteModel): OpenNetwork {
  return runsGraphs() ? new NetworkSessions(model) : new TfliteNetwork(model);
}

/** One session for each size of its input: there are a few. */
class NetworkSessions implements OpenNetwork {
  private readonly model: TfliteModel;
  private readonly bySize = new Map<string, GraphSession>();

  constructor(model: TfliteModel) {
    this.model = withFoldedBiases(model);
  }

  run(images: tf.Tensor4D): tf.Tensor[] {
    const [, height, width] = images.shape;
    const key = `${height}×${width}`;
    const known = this.bySize.get(key);
    if (known) return known.run(images);
    const { savedModel, input, outputs } = networkGraph(this.model, [height, width]);
    const session = new GraphSession(savedModel, input, outputs);
    this.bySize.set(key, session);
    return session.run(images);
  }

  dispose(): void {
    for (const session of this.bySize.values()) session.dispose();
    this.bySize.clear();
  }
}
