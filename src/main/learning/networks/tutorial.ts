import { convolutionParameters, convolution } from '../layers/convolution';
import { addBiasAndRelu } from '../layers/biasRelu';
import { dense, denseParameters } from '../layers/dense';
import { flatten } from '../layers/flatten';
import { maxPool, pooledSize } from '../layers/maxPool';
import type { ParameterSpec } from '../parameters';
import type { Network } from './network';
import { trunks } from './trunks';

const { stages, featureWidth } = trunks.tutorial;

/** The tutorial's: convolutions with a bias each, and features without dropout. */
export function tutorialNetwork(inputSizePx: number): Network {
  const parameters: ParameterSpec[] = [];
  let channels = 3;
  let sizePx = inputSizePx;
  for (const stage of stages) {
    parameters.push(
      ...convolutionParameters(stage.name, stage.windowPx, channels, stage.channels, {
        initializer: 'glorot-uniform',
        bias: true,
      }),
    );
    channels = stage.channels;
    if (stage.pool) sizePx = pooledSize(sizePx);
  }
  const flatWidth = sizePx * sizePx * channels;
  parameters.push(...denseParameters('dense', flatWidth, featureWidth, 'glorot-uniform'));

  return {
    name: 'tutorial',
    inputSizePx,
    featureWidth,
    headInitializer: 'glorot-uniform',
    parameters,
    features(images, view) {
      let maps = images;
      for (const stage of stages) {
        maps = convolution(maps, view, stage.name);
        // max(x) + b = max(x + b) and relu(max(x)) = max(relu(x)), rounding included: pooling first leaves
        // a quarter of the numbers for bias and ReLU, and for their gradients.
        if (stage.pool) maps = maxPool(maps);
        maps = addBiasAndRelu(maps, view, stage.name);
      }
      return addBiasAndRelu(dense(flatten(maps), view, 'dense'), view, 'dense');
    },
  };
}
