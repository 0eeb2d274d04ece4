import * as tf from '@tensorflow/tfjs-core';

interface GradientAttributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Shape4D = [number, number, number, number];

/**
 * Both gradients of a convolution with stride 1 as convolutions, which this backend has a fast kernel for.
 * Stock tfjs-backend-wasm has no filter gradient, and a slow input gradient.
 */
export const convolutionGradients: tf.KernelConfig[] = [
  {
    kernelName: 'Conv2DBackpropFilter',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { filterShape } = attrs as unknown as { filterShape: Shape4D };
      const x = inputs['x'] as tf.Tensor4D;
      const padding = paddingOf(x.shape, filterShape, attrs as unknown as GradientAttributes);
      // dw[i, j, a, b] = Σ x[n, y+i−top, x+j−left, a]·dy[n, y, x, b]: the image's channels take the place of
      // the batch, its batch the place of the channels, and dy that of the filter.
      return tf.tidy(() => {
        const images = tf.transpose(x, [3, 1, 2, 0]);
        const filter = tf.transpose(inputs['dy'] as tf.Tensor4D, [1, 2, 0, 3]);
        const { top, bottom, left, right } = padding;
        const gradient = tf.conv2d(images, filter, 1, [
          [0, 0],
          [top, bottom],
          [left, right],
          [0, 0],
        ]);
        return tf.transpose(gradient, [1, 2, 0, 3]);
      });
    },
  },
  {
    kernelName: 'Conv2DBackpropInput',
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs }) => {
      const { inputShape } = attrs as unknown as { inputShape: Shape4D };
      const filter = inputs['filter'] as tf.Tensor4D;
      const padding = paddingOf(inputShape, filter.shape, attrs as unknown as GradientAttributes);
      const [height, width] = filter.shape;
      return tf.tidy(() =>
        tf.conv2d(inputs['dy'] as tf.Tensor4D, tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]), 1, [
          [0, 0],
          [height - 1 - padding.top, height - 1 - padding.bottom],
          [width - 1 - padding.left, width - 1 - padding.right],
          [0, 0],
        ]),
      );
    },
  },
];

function paddingOf(
  inputShape: Shape4D,
  filterShape: Shape4D,
  { strides, pad, dimRoundingMode, dataFormat }: GradientAttributes,
): tf.backend_util.PadInfo {
  const window = tf.backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode);
  if (window.strideHeight !== 1 || window.strideWidth !== 1 || dataFormat !== 'NHWC') {
    throw new Error('The wasm backend trains convolutions of stride 1, channels last, only.');
  }
  return window.padInfo;
}
