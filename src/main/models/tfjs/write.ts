import { fail } from '@shared/result';
import type { Layer, ModelGraph } from '../../learning/graph/modelGraph';
import { rawBytes } from '../../protobuf';
import type { TfjsLayer } from './layer';
import { tfjsLayers } from './layers';

export interface TfjsModel {
  /** model.json. */
  readonly model: object;
  /** weights.bin: the numbers of all weights, one after the other. */
  readonly weights: Uint8Array;
}

export const tfjsWeightsFile = 'weights.bin';

/**
 * The graph as a layers model of tfjs, which `loadLayersModel` reads. Its topology is written as Keras 2 writes it.
 * Fails with `head-not-in-format` for a head whose answer tfjs has no layer for.
 */
export function tfjsModel(graph: ModelGraph): TfjsModel {
  for (const layer of graph.layers) refuseExponential(layer);
  const layers = tfjsLayers(graph);
  const weights = layers.flatMap((layer) =>
    layer.weights.map((variable) => ({ ...variable, name: `${layer.name}/${variable.name}` })),
  );
  const { name, shape } = graph.input;
  return {
    model: {
      format: 'layers-model',
      generatedBy: 'Facet',
      convertedBy: null,
      modelTopology: {
        keras_version: '2.15.0',
        backend: 'tensorflow',
        model_config: {
          class_name: 'Functional',
          config: {
            name: 'facet',
            layers: [
              {
                class_name: 'InputLayer',
                config: { batch_input_shape: [null, ...shape], dtype: 'float32', sparse: false, name },
                name,
                inbound_nodes: [],
              },
              ...layers.map(layerEntry),
            ],
            input_layers: [[name, 0, 0]],
            output_layers: graph.outputs.map((output) => [output, 0, 0]),
          },
        },
      },
      weightsManifest: [
        {
          paths: [tfjsWeightsFile],
          weights: weights.map(({ name, weights: { shape } }) => ({
            name,
            shape: [...shape],
            dtype: 'float32',
          })),
        },
      ],
    },
    weights: Buffer.concat(weights.map(({ weights: { values } }) => rawBytes(values))),
  };
}

function layerEntry({ name, className, settings, inputs }: TfjsLayer): object {
  return {
    class_name: className,
    config: { name, trainable: true, dtype: 'float32', ...settings },
    name,
    inbound_nodes: [inputs.map((input) => [input, 0, 0, {}])],
  };
}

function refuseExponential(layer: Layer): void {
  if (layer.kind !== 'activation' || layer.activation !== 'exponential') return;
  fail(
    'head-not-in-format',
    `tfjs has no layer for the exponential of ${layer.name}. Export the run as onnx, keras or savedmodel.`,
    { layer: layer.name },
  );
}
