import { FaceApiLayers, faceApiFile } from './faceApi';
import type { PretrainedNetwork } from './pretrainedNetwork';

const middleBlocks = 2;

/** What ages and genders are told by: a small Xception (Chollet 2017), residual blocks of depthwise separable convolutions. */
export const agesAndGenders: PretrainedNetwork = {
  file: faceApiFile('The network of ages and genders', 'age_gender_model'),
  features: 512,
  add: (graph, image, weights) => {
    const layers = new FaceApiLayers(graph, weights, 'ages_and_genders');
    let maps = layers.relu(layers.convolution(layers.shown(image), 'entry_flow/conv_in', 2));
    maps = halved(layers, maps, maps, 'entry_flow/reduction_block_0');
    maps = halved(layers, maps, layers.relu(maps), 'entry_flow/reduction_block_1');
    for (let block = 0; block < middleBlocks; block += 1) {
      const name = `middle_flow/main_block_${block}`;
      maps = layers.sum(`${name}/sum`, maps, convolutions(layers, layers.relu(maps), name, 3));
    }
    maps = halved(layers, maps, layers.relu(maps), 'exit_flow/reduction_block');
    return layers.mean(layers.relu(layers.separable(maps, 'exit_flow/separable_conv')));
  },
};

/** Of half the side: the largest of what the convolutions make of `read`, beside a projection of the maps themselves. */
function halved(layers: FaceApiLayers, maps: string, read: string, name: string): string {
  const pooled = layers.pooled(convolutions(layers, read, name, 2));
  return layers.sum(`${name}/sum`, pooled, layers.convolution(maps, `${name}/expansion_conv`, 2));
}

/** One after the other, each reading what is above zero. */
function convolutions(layers: FaceApiLayers, input: string, name: string, count: number): string {
  let maps = layers.separable(input, `${name}/separable_conv0`);
  for (let index = 1; index < count; index += 1) {
    maps = layers.separable(layers.relu(maps), `${name}/separable_conv${index}`);
  }
  return maps;
}
