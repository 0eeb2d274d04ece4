import type {
  ConvolutionLayer,
  DepthwiseLayer,
  Layer,
  PoolingLayer,
  Weights,
} from '../../learning/graph/modelGraph';

export interface NamedWeights {
  readonly name: string;
  readonly weights: Weights;
}

/** A layer's weights under Keras's names for them, in the order in which Keras keeps them. */
export function kerasWeights(layer: Layer): readonly NamedWeights[] {
  switch (layer.kind) {
    case 'convolution':
    case 'dense':
      return [
        { name: 'kernel', weights: layer.weights },
        ...(layer.bias ? [{ name: 'bias', weights: layer.bias }] : []),
      ];
    case 'depthwise':
      return [{ name: 'depthwise_kernel', weights: layer.weights }];
    case 'normalization':
      return [
        { name: 'gamma', weights: layer.scale },
        { name: 'beta', weights: layer.offset },
        { name: 'moving_mean', weights: layer.mean },
        { name: 'moving_variance', weights: layer.variance },
      ];
    default:
      return [];
  }
}

/** A layer of Keras by its class and settings. */
export interface KerasLayer {
  readonly className: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The same in Keras 3 and in tfjs, which speaks Keras 2; but see `tfjs/resizing.ts`. */
export function kerasLayer(layer: Layer): KerasLayer {
  switch (layer.kind) {
    case 'rescaling':
      return { className: 'Rescaling', settings: { scale: layer.factor, offset: layer.offset } };
    case 'convolution':
      return {
        className: 'Conv2D',
        settings: {
          filters: layer.shape.at(-1),
          ...convolution(layer),
          activation: 'linear',
          use_bias: layer.bias !== null,
        },
      };
    case 'depthwise':
      return {
        className: 'DepthwiseConv2D',
        settings: { depth_multiplier: 1, ...convolution(layer), activation: 'linear', use_bias: false },
      };
    case 'normalization':
      // Keras's momentum is the share that stays, as ours.
      return {
        className: 'BatchNormalization',
        settings: { axis: -1, momentum: 0.9, epsilon: layer.epsilon, center: true, scale: true },
      };
    case 'pooling':
      return {
        className: 'MaxPooling2D',
        settings: { pool_size: [layer.windowPx, layer.windowPx], ...windowed(layer) },
      };
    case 'mean':
      return { className: 'GlobalAveragePooling2D', settings: channelsLast };
    case 'resizing':
      return {
        className: 'Resizing',
        settings: {
          height: layer.shape[0],
          width: layer.shape[1],
          interpolation: 'bilinear',
          crop_to_aspect_ratio: false,
          ...channelsLast,
        },
      };
    case 'dense':
      return {
        className: 'Dense',
        settings: { units: layer.shape[0], activation: 'linear', use_bias: layer.bias !== null },
      };
    case 'activation':
      return { className: 'Activation', settings: { activation: layer.activation } };
    case 'flatten':
      return { className: 'Flatten', settings: channelsLast };
    case 'reshape':
      return { className: 'Reshape', settings: { target_shape: [...layer.shape] } };
    case 'sum':
      return { className: 'Add', settings: {} };
    case 'concatenation':
      return { className: 'Concatenate', settings: { axis: -1 } };
  }
}

const channelsLast = { data_format: 'channels_last' } as const;

function convolution(layer: ConvolutionLayer | DepthwiseLayer): KerasLayer['settings'] {
  const [height, width] = layer.weights.shape;
  return { kernel_size: [height, width], ...windowed(layer), dilation_rate: [1, 1] };
}

/** Keras pads as TensorFlow does. */
function windowed({
  stride,
  padding,
}: Pick<ConvolutionLayer | DepthwiseLayer | PoolingLayer, 'stride' | 'padding'>): KerasLayer['settings'] {
  return { strides: [stride, stride], padding, ...channelsLast };
}
