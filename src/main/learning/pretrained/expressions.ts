import { FaceApiLayers, faceApiFile } from './faceApi';
import type { PretrainedNetwork } from './pretrainedNetwork';

const blocks = 4;
const convolutions = 4;

/** What seven expressions are told by: four densely connected blocks of depthwise separable convolutions, each of half its input's side. */
export const expressions: PretrainedNetwork = {
  file: faceApiFile('The network of expressions', 'face_expression_model'),
  features: 256,
  add: (graph, image, weights) => {
    const layers = new FaceApiLayers(graph, weights, 'expressions');
    let maps = layers.shown(image);
    for (let block = 0; block < blocks; block += 1) maps = denseBlock(layers, maps, block);
    return layers.mean(maps);
  },
};

/** Each convolution reads the sum of all before it. */
function denseBlock(layers: FaceApiLayers, input: string, block: number): string {
  const name = `dense${block}`;
  const first = `${name}/conv0`;
  let read = layers.relu(
    block === 0 ? layers.convolution(input, first, 2) : layers.separable(input, first, 2),
  );
  let sum = read;
  for (let index = 1; index < convolutions; index += 1) {
    sum = layers.sum(`${name}/sum${index}`, sum, layers.separable(read, `${name}/conv${index}`));
    read = layers.relu(sum);
  }
  return read;
}
