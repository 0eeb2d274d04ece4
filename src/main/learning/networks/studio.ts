import { batchNormParameters, normalizedConvolution, normalizedDense } from '../layers/batchNorm';
import { convolutionParameters } from '../layers/convolution';
import { denseParameters } from '../layers/dense';
import { dropOut } from '../layers/dropout';
import { flatten } from '../layers/flatten';
import { pooledSize } from '../layers/maxPool';
import type { ParameterSpec } from '../parameters';
import type { Network } from './network';

const stages = [
  { name: 'conv1', channels: 24, pool: true },
  { name: 'conv2', channels: 48, pool: false },
  { name: 'conv3', channels: 48, pool: true },
  { name: 'conv4', channels: 96, pool: false },
  { name: 'conv5', channels: 96, pool: true },
  { name: 'conv6', channels: 128, pool: true },
] as const;
const featureWidth = 256;
const windowPx = 3;

/**
 * The studio's default: six 3×3 convolutions with batch normalisation, at 64 px a last map of 4×4×128, and
 * 256 features with dropout; about 800,000 parameters.
 */
export function studioNetwork(inputSizePx: number, dropout: number): Network {
  const parameters: ParameterSpec[] = [];
  let channels = 3;
  let sizePx = inputSizePx;
  for (const stage of stages) {
    parameters.push(
      ...convolutionParameters(stage.name, windowPx, channels, stage.channels, {
        initializer: 'fan-in-uniform',
        bias: false,
      }),
      ...batchNormParameters(stage.name, stage.channels),
    );
    channels = stage.channels;
    if (stage.pool) sizePx = pooledSize(sizePx);
  }
  const flatWidth = sizePx * sizePx * channels;
  parameters.push(...denseParameters('dense', flatWidth, featureWidth, 'fan-in-uniform', { bias: false }));
  parameters.push(...batchNormParameters('dense', featureWidth));

  return {
    name: 'studio',
    inputSizePx,
    featureWidth,
    headInitializer: 'fan-in-uniform',
    parameters,
    features(images, view, { training, dropoutSeed }) {
      let maps = images;
      for (const { name, pool } of stages) {
        maps = normalizedConvolution(maps, view, name, { training, pool });
      }
      const features = normalizedDense(flatten(maps), view, 'dense', { training });
      return training ? dropOut(features, dropout, dropoutSeed) : features;
    },
  };
}
