import { askedNetworks, type Advice } from '../../learning/adviser/advice';
import { addAdviserFeatures } from '../../learning/adviser/adviserGraph';
import type { ModelContext } from '../../learning/engine/protocol';
import { GraphBuilder } from '../../learning/graph/graphBuilder';
import type { ModelGraph } from '../../learning/graph/modelGraph';
import { addHead, inputName, type HeadLayer } from '../describe';
import { headOutputs } from '../headOutputs';

/**
 * An adviser as a model of its own: it is shown the same picture as the run's model, and answers for each head that it advises under the
 * same name, as sure as it is by itself. Fails with `model-missing` or `model-broken`.
 */
export function describeAdviser(context: ModelContext, advice: Advice): ModelGraph {
  const { sizePx } = context.configuration.input;
  const graph = new GraphBuilder({ name: inputName, shape: [sizePx, sizePx, 3] });
  const features = addAdviserFeatures(graph, inputName, askedNetworks(advice));
  const width = graph.shapeOf(features)[0]!;
  const outputs = headOutputs(context).flatMap((head) => {
    const told = advice[head.head];
    return told ? [addHead(graph, head, features, layerOf(told.weights, width))] : [];
  });
  return graph.finish(outputs);
}

/** @param weights [features + 1, classes], the bias behind the features. */
function layerOf(weights: readonly number[], features: number): HeadLayer {
  const classes = weights.length / (features + 1);
  const values = Float32Array.from(weights);
  return {
    weights: { shape: [features, classes], values: values.subarray(0, features * classes) },
    bias: { shape: [classes], values: values.subarray(features * classes) },
    temperature: 1,
  };
}
