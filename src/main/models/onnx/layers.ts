import {
  inputsOf,
  shapeOf,
  type ActivationName,
  type ConvolutionLayer,
  type DepthwiseLayer,
  type Layer,
  type ModelGraph,
  type ResizingLayer,
  type Weights,
} from '../../learning/graph/modelGraph';
import { float, int, ints, text } from './attributes';
import { channelsFirst, outputsFirst, paddingOf, type Windows } from './layouts';
import type { OnnxNodes } from './nodes';

const operators: Readonly<Record<ActivationName, string>> = {
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
  exponential: 'Exp',
};

/** @param named what a layer, or the graph's input, is called in ONNX's graph: maps there have channels before rows. */
export function addLayer(
  nodes: OnnxNodes,
  layer: Layer,
  graph: ModelGraph,
  named: (name: string) => string,
): void {
  const { name } = layer;
  const read = inputsOf(layer).map(named);
  const from = read[0]!;
  const readShape = shapeOf(graph, inputsOf(layer)[0]!);
  const own = (of: string, { shape, values }: Weights): string =>
    nodes.constant(`${name}.${of}`, shape, values);
  const number = (of: string, value: number): string =>
    nodes.constant(`${name}.${of}`, [], Float32Array.of(value));
  switch (layer.kind) {
    case 'rescaling': {
      const scaled = nodes.add('Mul', `${name}_scaled`, [from, number('factor', layer.factor)]);
      nodes.add('Add', name, [scaled, number('offset', layer.offset)]);
      return;
    }
    case 'convolution': {
      const weights = own('weights', outputsFirst(layer.weights));
      const bias = layer.bias ? [own('bias', layer.bias)] : [];
      nodes.add('Conv', name, [from, weights, ...bias], windowed(readShape, windowsOf(layer)));
      return;
    }
    case 'depthwise': {
      const weights = own('weights', channelsFirst(layer.weights));
      const windows = windowed(readShape, windowsOf(layer));
      nodes.add('Conv', name, [from, weights], [int('group', readShape[2]!), ...windows]);
      return;
    }
    case 'normalization': {
      const learnt = (['scale', 'offset', 'mean', 'variance'] as const).map((of) => own(of, layer[of]));
      nodes.add('BatchNormalization', name, [from, ...learnt], [float('epsilon', layer.epsilon)]);
      return;
    }
    case 'pooling': {
      const { windowPx, stride, padding } = layer;
      nodes.add(
        'MaxPool',
        name,
        [from],
        windowed(readShape, { window: [windowPx, windowPx], stride, padding }),
      );
      return;
    }
    case 'mean':
      nodes.add('ReduceMean', name, [from], [ints('axes', [2, 3]), int('keepdims', 0)]);
      return;
    case 'resizing':
      addResizing(nodes, layer, from);
      return;
    case 'dense': {
      const bias = layer.bias ? [own('bias', layer.bias)] : [];
      nodes.add('Gemm', name, [from, own('weights', layer.weights), ...bias]);
      return;
    }
    case 'activation':
      nodes.add(
        operators[layer.activation],
        name,
        [from],
        layer.activation === 'softmax' ? [int('axis', -1)] : [],
      );
      return;
    case 'flatten': {
      const turned = readShape.length === 3 ? channelsLast(nodes, name, from) : from;
      nodes.add('Flatten', name, [turned]);
      return;
    }
    case 'reshape': {
      const sizes = BigInt64Array.from([-1n, ...layer.shape.map(BigInt)]);
      nodes.add('Reshape', name, [from, nodes.constant(`${name}.shape`, [sizes.length], sizes)]);
      return;
    }
    case 'sum':
      nodes.add('Sum', name, read);
      return;
    case 'concatenation':
      nodes.add('Concat', name, read, [int('axis', 1)]);
      return;
  }
}

function windowsOf({ weights, stride, padding }: ConvolutionLayer | DepthwiseLayer): Windows {
  const [height, width] = weights.shape as [number, number];
  return { window: [height, width], stride, padding };
}

function windowed([height, width]: readonly number[], windows: Windows): readonly object[] {
  const { window, stride } = windows;
  return [
    ints('kernel_shape', window),
    ints('strides', [stride, stride]),
    ints('pads', paddingOf([height!, width!], windows)),
  ];
}

/** To sizes, not by factors, which are rounded; those of batch and channels, which stay, are read off the maps. */
function addResizing(nodes: OnnxNodes, { name, shape }: ResizingLayer, from: string): void {
  const sizes = BigInt64Array.from([shape[0]!, shape[1]!], BigInt);
  const kept = nodes.add('Shape', `${name}_kept`, [from], [int('start', 0), int('end', 2)]);
  const wanted = nodes.constant(`${name}.sizes`, [2], sizes);
  const whole = nodes.add('Concat', `${name}_sizes`, [kept, wanted], [int('axis', 0)]);
  nodes.add(
    'Resize',
    name,
    [from, '', '', whole],
    [text('mode', 'linear'), text('coordinate_transformation_mode', 'half_pixel')],
  );
}

function channelsLast(nodes: OnnxNodes, name: string, from: string): string {
  return nodes.add('Transpose', `${name}_channels_last`, [from], [ints('perm', [0, 2, 3, 1])]);
}
