import { expect, it } from 'vitest';
import { storePaths } from '../../../../../src/main/models/keras/storePaths';

it('names layers by their class, numbered, as Keras does', () => {
  const classes = [
    'InputLayer',
    'Rescaling',
    'Conv2D',
    'BatchNormalization',
    'MaxPooling2D',
    'Conv2D',
    'ReLU',
  ];
  expect(storePaths(classes)).toEqual([
    'layers/input_layer',
    'layers/rescaling',
    'layers/conv2d',
    'layers/batch_normalization',
    'layers/max_pooling2d',
    'layers/conv2d_1',
    'layers/re_lu',
  ]);
});
