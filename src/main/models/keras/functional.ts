import type { Layer, Weights } from '../graph';

/** A layer's weights under Keras's names for them, in the order in which Keras keeps them. */
export function kerasWeights(layer: Layer): readonly { readonly name: string; readonly weights: Weights }[] {
  switch (layer.kind) {
    case 'convolution':
    case 'dense':
      return [
        { name: 'kernel', weights: layer.weights },
        ...(layer.bias ? [{ name: 'bias', weights: layer.bias }] : []),
      ];
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

/** The layer's class in Keras, and its settings; the same in Keras 3 and in tfjs, which speaks Keras 2. */
export function kerasLayer(layer: Layer): {
  readonly className: string;
  readonly settings: Record<string, unknown>;
} {
  switch (layer.kind) {
    case 'rescaling':
      return { className: 'Rescaling', settings: { scale: layer.factor, offset: layer.offset } };
    case 'convolution': {
      const [height, width] = layer.weights.shape;
      return {
        className: 'Conv2D',
        settings: {
          filters: layer.shape.at(-1),
          kernel_size: [height, width],
          strides: [1, 1],
          padding: 'same',
          data_format: 'channels_last',
          dilation_rate: [1, 1],
          activation: 'linear',
          use_bias: layer.bias !== null,
        },
      };
    }
    case 'normalization':
      // Keras's momentum is the share that stays, as ours.
      return {
        className: 'BatchNormalization',
        settings: { axis: -1, momentum: 0.9, epsilon: layer.epsilon, center: true, scale: true },
      };
    case 'pooling':
      return {
        className: 'MaxPooling2D',
        settings: { pool_size: [2, 2], strides: [2, 2], padding: 'valid', data_format: 'channels_last' },
      };
    case 'dense':
      return {
        className: 'Dense',
        settings: { units: layer.shape[0], activation: 'linear', use_bias: layer.bias !== null },
      };
    case 'activation':
      return { className: 'Activation', settings: { activation: layer.activation } };
    case 'flatten':
      return { className: 'Flatten', settings: { data_format: 'channels_last' } };
    case 'reshape':
      return { className: 'Reshape', settings: { target_shape: [...layer.shape] } };
  }
}
