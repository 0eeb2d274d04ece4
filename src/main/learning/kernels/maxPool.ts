import * as tf from '@tensorflow/tfjs-core';

/**
 * {x} → [y, choice]: the larger of each 2×2 window with stride 2, and which of its values it was, in a form
 * that only the same backend's gradient kernel reads. tfjs's own gradient searches every window again.
 */
export const maxPoolKernel = 'MaxPool2x2';
/** {dy, x, y, choice} → dx: each window's gradient goes to its largest value, the first in reading order. */
export const maxPoolGradKernel = 'MaxPool2x2Grad';

/** Height and width halve; an odd last row or column is dropped. */
export function maxPool(maps: tf.Tensor4D): tf.Tensor4D {
  return tf.engine().runKernel<[tf.Tensor4D, tf.Tensor]>(maxPoolKernel, { x: maps })[0];
}

export function pooledShape(shape: readonly number[]): [number, number, number, number] {
  const [count, height, width, channels] = shape as [number, number, number, number];
  return [count, Math.floor(height / 2), Math.floor(width / 2), channels];
}

export const maxPoolGradient: tf.GradConfig = {
  kernelName: maxPoolKernel,
  inputsToSave: ['x'],
  outputsToSave: [true, true],
  gradFunc: (dy, [x, y, choice]) => ({
    x: () =>
      tf
        .engine()
        .runKernel(maxPoolGradKernel, { dy: (dy as tf.Tensor[])[0]!, x: x!, y: y!, choice: choice! }),
  }),
};
