import { batchNormParameters, normalizedConvolution, normalizedDense } from '../layers/batchNorm';
import { convolutionParameters } from '../layers/convolution';
import { denseParameters } from '../layers/dense';
import { dropOut } from '../layers/dropout';
import { flatten } from '../layers/flatten';
import { pooledSize } from '../layers/maxPool';
import type { ParameterSpec } from '../parameters';
import type { Network } from './network';
import { trunks } from './trunks';

const { stages, featureWidth } = trunks.studio;

/** The studio's default: convolutions with batch normalisation, and features with dropout. */
export function studioNetwork(inputSizePx: number, dropout: number): Network {
  const parameters: ParameterSpec[] = [];
  let channels = 3;
  let sizePx = inputSizePx;
  for (const stage of stages) {
    parameters.push(
      ...convolutionParameters(stage.name, stage.windowPx, channels, stage.channels, {
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
