import type { Weights } from '../../learning/graph/modelGraph';
import { logitsLayer } from '../headOutputs';
import type { Labels } from '../labels';

/** Weights that a run may start from, by our own names for parameters: `conv1/weights`, `head/pose/bias`. */
export interface WeightSource {
  /** As a person knows it. */
  readonly name: string;
  /** The step of the run's checkpoint; null of a model's file. */
  readonly checkpointStep: number | null;
  readonly parameters: ReadonlyMap<string, Weights>;
  /** What its heads' numbers mean; null where nothing says so, and then its heads are not taken. */
  readonly labels: Labels | null;
}

/** Under what name of ours each weight of a layer is kept. */
const parameterOfWeight: Readonly<Record<string, string>> = {
  kernel: 'weights',
  bias: 'bias',
  gamma: 'scale',
  beta: 'offset',
  moving_mean: 'mean',
  moving_variance: 'variance',
};

/**
 * Our name for a weight of a Keras layer; null where we have none. `conv1` and `conv1_norm` are one layer of ours, and
 * the layer with a head's weights is called by its output.
 *
 * @param headOfLayer the heads' names by the layers that hold their weights
 */
export function parameterName(
  layer: string,
  weight: string,
  headOfLayer: ReadonlyMap<string, string>,
): string | null {
  const own = parameterOfWeight[weight];
  if (own === undefined) return null;
  const head = headOfLayer.get(layer);
  if (head !== undefined) return `head/${head}/${own}`;
  return `${layer.replace(/_norm$/, '')}/${own}`;
}

/** The layer that holds each head's weights: the output itself where nothing follows it. */
export function headsByLayer(labels: Labels | null): ReadonlyMap<string, string> {
  return new Map(
    (labels?.heads ?? []).flatMap(({ head, output }) => [
      [logitsLayer({ output }), head] as const,
      [output, head] as const,
    ]),
  );
}
