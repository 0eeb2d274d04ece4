import type { InputConfiguration } from '@shared/learning/configuration';
import { networkCalibration, type Checkpoint } from '../learning/checkpoints/checkpoint';
import type { ModelContext } from '../learning/engine/protocol';
import { pixelScaling } from '../learning/augmentation/pixels';
import { normalizationEpsilon } from '../learning/layers/normalization';
import { trunks } from '../learning/networks/trunks';
import type { Layer, ModelGraph, Weights } from './graph';
import { answerActivation, headOutputs, logitsLayer, type HeadOutput } from './headOutputs';
import { parametersOf } from './parameters';

export const inputName = 'image';

/** A layer before its shape and its input are known. */
type Part = Layer extends infer Of ? (Of extends Layer ? Omit<Of, 'input' | 'shape'> : never) : never;

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
  const temperatureOf = (head: string): number => calibration[head]?.temperature ?? 1;
  const { stages, normalized } = trunks[network];
  const layers: Layer[] = [];
  let at = inputName;
  let shape: readonly number[] = [input.sizePx, input.sizePx, 3];
  const add = (part: Part, newShape: readonly number[] = shape): void => {
    layers.push({ ...part, input: at, shape: newShape } as Layer);
    at = part.name;
    shape = newShape;
  };
  const normalizeOrNot = (name: string): void => {
    if (normalized) {
      add({
        kind: 'normalization',
        name: `${name}_norm`,
        scale: weights(`${name}/scale`),
        offset: weights(`${name}/offset`),
        mean: weights(`${name}/mean`),
        variance: weights(`${name}/variance`),
        epsilon: normalizationEpsilon,
      });
    }
  };
  const biasOf = (name: string): Weights | null => (normalized ? null : weights(`${name}/bias`));

  const scaling = scalingOf(input);
  if (scaling) add({ kind: 'rescaling', name: 'pixels', ...scaling });
  for (const { name, channels, pool } of stages) {
    const [height, width] = shape as [number, number, number];
    const convolution = {
      kind: 'convolution',
      weights: weights(`${name}/weights`),
      bias: biasOf(name),
    } as const;
    add({ ...convolution, name }, [height, width, channels]);
    normalizeOrNot(name);
    if (pool) {
      add({ kind: 'pooling', name: `${name}_pool` }, [
        Math.floor(height / 2),
        Math.floor(width / 2),
        channels,
      ]);
    }
    add({ kind: 'activation', name: `${name}_relu`, activation: 'relu' });
  }
  add({ kind: 'flatten', name: 'flatten' }, [shape.reduce((product, size) => product * size, 1)]);
  const dense = weights('dense/weights');
  add({ kind: 'dense', name: 'dense', weights: dense, bias: biasOf('dense') }, [dense.shape[1]!]);
  normalizeOrNot('dense');
  add({ kind: 'activation', name: 'dense_relu', activation: 'relu' });

  const outputs = headOutputs(context);
  const features = at;
  for (const output of outputs) {
    layers.push(...headLayers(output, features, weights, temperatureOf(output.head)));
  }
  return {
    input: { name: inputName, shape: [input.sizePx, input.sizePx, 3] },
    layers,
    outputs: outputs.map(({ output }) => output),
  };
}

/** Logits are divided by the temperature in the layer that makes them: no format needs an operation more. */
function headLayers(
  head: HeadOutput,
  features: string,
  weights: (name: string) => Weights,
  temperature: number,
): Layer[] {
  const own = scaled(weights(`head/${head.head}/weights`), 1 / temperature);
  const width = own.shape[1]!;
  const activation = answerActivation(head.kind);
  const isPoints = head.meaning.numbers === 'points';
  // Where nothing follows, the dense layer itself is the answer.
  const name = activation !== null || isPoints ? logitsLayer(head) : head.output;
  const logits: Layer = {
    kind: 'dense',
    name,
    input: features,
    shape: [width],
    weights: own,
    bias: scaled(weights(`head/${head.head}/bias`), 1 / temperature),
  };
  if (isPoints) {
    return [logits, { kind: 'reshape', name: head.output, input: name, shape: [width / 2, 2] }];
  }
  if (activation === null) return [logits];
  return [logits, { kind: 'activation', name: head.output, input: name, shape: [width], activation }];
}

/** Times a factor. */
export function scaled({ shape, values }: Weights, factor: number): Weights {
  return factor === 1 ? { shape, values } : { shape, values: values.map((value) => value * factor) };
}

/** What the network is shown of a pixel 0…255; null where it is shown the pixel. */
export function scalingOf({ pixels }: InputConfiguration): { factor: number; offset: number } | null {
  if (pixels === 'raw') return null;
  const { gain, offset } = pixelScaling(pixels, { contrast: 1, brightness: 0 });
  return { factor: gain, offset };
}
