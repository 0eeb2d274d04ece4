import type { InputConfiguration } from '@shared/learning/configuration';
import { networkCalibration, type Checkpoint } from '../learning/checkpoints/checkpoint';
import type { ModelContext } from '../learning/engine/protocol';
import { pixelScaling } from '../learning/augmentation/pixels';
import { GraphBuilder } from '../learning/graph/graphBuilder';
import { scaled, type ModelGraph, type Weights } from '../learning/graph/modelGraph';
import { normalizationEpsilon } from '../learning/layers/normalization';
import { trunks } from '../learning/networks/trunks';
import { answerActivation, headOutputs, logitsLayer, type HeadOutput } from './headOutputs';
import { parametersOf } from './parameters';

export const inputName = 'image';

/**
 * A run's network with a checkpoint's weights. Pixels go in as they are in a picture, 0…255: their scaling is the
 * first layer. Batch normalisation stays a layer of its own, so that whoever goes on training finds it.
 */
export function describeModel(context: ModelContext, checkpoint: Checkpoint): ModelGraph {
  const { network, input } = context.configuration;
  const parameters = parametersOf(checkpoint);
  const weights = (name: string): Weights => {
    const found = parameters.get(name);
    if (!found) throw new RangeError(`The checkpoint has no parameter ${name}.`);
    return found;
  };
  const calibration = networkCalibration(checkpoint);
  const { stages, normalized } = trunks[network];
  const graph = new GraphBuilder({ name: inputName, shape: [input.sizePx, input.sizePx, 3] });
  const normalizeOrNot = (name: string, read: string): string => {
    if (!normalized) return read;
    return graph.add({
      kind: 'normalization',
      name: `${name}_norm`,
      input: read,
      scale: weights(`${name}/scale`),
      offset: weights(`${name}/offset`),
      mean: weights(`${name}/mean`),
      variance: weights(`${name}/variance`),
      epsilon: normalizationEpsilon,
    });
  };
  const biasOf = (name: string): Weights | null => (normalized ? null : weights(`${name}/bias`));
  const relu = (name: string, read: string): string =>
    graph.add({ kind: 'activation', name: `${name}_relu`, input: read, activation: 'relu' });

  const scaling = scalingOf(input);
  let at = inputName;
  if (scaling) at = graph.add({ kind: 'rescaling', name: 'pixels', input: at, ...scaling });
  for (const { name, pool } of stages) {
    at = graph.add({
      kind: 'convolution',
      name,
      input: at,
      weights: weights(`${name}/weights`),
      bias: biasOf(name),
      stride: 1,
      padding: 'same',
    });
    at = normalizeOrNot(name, at);
    if (pool) at = graph.add({ kind: 'pooling', name: `${name}_pool`, input: at, ...halving });
    at = relu(name, at);
  }
  at = graph.add({ kind: 'flatten', name: 'flatten', input: at });
  at = graph.add({
    kind: 'dense',
    name: 'dense',
    input: at,
    weights: weights('dense/weights'),
    bias: biasOf('dense'),
  });
  const features = relu('dense', normalizeOrNot('dense', at));
  const outputs = headOutputs(context).map((head) =>
    addHead(graph, head, features, {
      weights: weights(`head/${head.head}/weights`),
      bias: weights(`head/${head.head}/bias`),
      temperature: calibration[head.head]?.temperature ?? 1,
    }),
  );
  return graph.finish(outputs);
}

/** The largest of each 2×2 window; an odd last row or column is dropped. */
const halving = { windowPx: 2, stride: 2, padding: 'valid' } as const;

/** A head's dense layer. */
export interface HeadLayer {
  readonly weights: Weights;
  readonly bias: Weights;
  /** Logits are divided by it in the layer that makes them: no format needs an operation more. */
  readonly temperature: number;
}

/** What a head makes of features. Returns the name of what it answers. */
export function addHead(
  graph: GraphBuilder,
  head: HeadOutput,
  features: string,
  { weights, bias, temperature }: HeadLayer,
): string {
  const activation = answerActivation(head.kind);
  const isPoints = head.meaning.numbers === 'points';
  const name = graph.add({
    kind: 'dense',
    // Where nothing follows, the dense layer itself is the answer.
    name: activation !== null || isPoints ? logitsLayer(head) : head.output,
    input: features,
    weights: scaled(weights, 1 / temperature),
    bias: scaled(bias, 1 / temperature),
  });
  if (isPoints) {
    const shape = [weights.shape[1]! / 2, 2];
    return graph.add({ kind: 'reshape', name: head.output, input: name, shape });
  }
  if (activation === null) return name;
  return graph.add({ kind: 'activation', name: head.output, input: name, activation });
}

/** What the network is shown of a pixel 0…255; null where it is shown the pixel. */
export function scalingOf({ pixels }: InputConfiguration): { factor: number; offset: number } | null {
  if (pixels === 'raw') return null;
  const { gain, offset } = pixelScaling(pixels, { contrast: 1, brightness: 0 });
  return { factor: gain, offset };
}
