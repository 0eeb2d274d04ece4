import { GraphBuilder } from '../graph/graphBuilder';
import type { ModelGraph } from '../graph/modelGraph';
import { agesAndGenders } from '../pretrained/agesAndGenders';
import { emotions, emotionsInputPx } from '../pretrained/emotions';
import type { PretrainedNetwork } from '../pretrained/pretrainedNetwork';
import { readPretrainedWeights } from '../pretrained/weights';

export const adviserNetworkNames = ['ages-and-genders', 'emotions'] as const;
export type AdviserNetworkName = (typeof adviserNetworkNames)[number];

/** A network that an adviser asks, and the side to which a view is brought for it. */
interface AskedNetwork {
  readonly network: PretrainedNetwork;
  readonly shownPx: number;
}

const asked: Readonly<Record<AdviserNetworkName, AskedNetwork>> = {
  // At this size a face that fills a closer view is as large as the faces that the network knows.
  'ages-and-genders': { network: agesAndGenders, shownPx: 96 },
  emotions: { network: emotions, shownPx: emotionsInputPx },
};

/** How many features the networks make of a face, together. */
export function adviserFeatures(names: readonly AdviserNetworkName[]): number {
  return names.reduce((sum, name) => sum + asked[name].network.features, 0);
}

/**
 * Adds the networks to a graph, one behind the other. Fails with `model-missing` or `model-broken`.
 *
 * @param image a layer, or the graph's input: a view, RGB, 0…255, [height, width, 3].
 * @returns the layer with what they make of it, [adviserFeatures].
 */
export function addAdviserFeatures(
  graph: GraphBuilder,
  image: string,
  names: readonly AdviserNetworkName[],
): string {
  const inputs = names.map((name) => {
    const { network, shownPx } = asked[name];
    const shown = resized(graph, image, shownPx, `${name.replaceAll('-', '_')}_resized`);
    return network.add(graph, shown, readPretrainedWeights(network.file));
  });
  if (inputs.length === 1) return inputs[0]!;
  return graph.add({ kind: 'concatenation', name: 'features', inputs });
}

/** From a view of so many pixels a side to the features. */
export function adviserGraph(sizePx: number, names: readonly AdviserNetworkName[]): ModelGraph {
  const graph = new GraphBuilder({ name: 'image', shape: [sizePx, sizePx, 3] });
  return graph.finish([addAdviserFeatures(graph, graph.input.name, names)]);
}

function resized(graph: GraphBuilder, image: string, sidePx: number, name: string): string {
  if (graph.shapeOf(image)[0] === sidePx) return image;
  return graph.add({ kind: 'resizing', name, input: image, shape: [sidePx, sidePx, 3] });
}
