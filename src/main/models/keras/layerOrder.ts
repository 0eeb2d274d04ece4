import { inputsOf, layerNamed, type Layer, type ModelGraph } from '../../learning/graph/modelGraph';

/**
 * The layers in the order in which Keras 3 counts a functional model's, by which it finds their weights: those furthest
 * from an answer first, by the longest way to it; of the same distance those that are met first on the ways back from the
 * answers. The answers are gone through by the alphabet, and from each layer what it reads in its order, to the very
 * beginning before the next. Source: `keras/src/ops/function.py`, `map_graph`.
 */
export function kerasOrder(graph: ModelGraph): readonly Layer[] {
  const met = whenMet(graph);
  const distance = new Map<string, number>();
  // All that read a layer stand behind it.
  for (const layer of graph.layers.toReversed()) {
    const away = distance.get(layer.name) ?? 0;
    distance.set(layer.name, away);
    for (const input of inputsOf(layer)) distance.set(input, Math.max(distance.get(input) ?? 0, away + 1));
  }
  return graph.layers.toSorted(
    ({ name: first }, { name: second }) =>
      distance.get(second)! - distance.get(first)! || met.get(first)! - met.get(second)!,
  );
}

/** By layer, as the how-manieth it is met. */
function whenMet(graph: ModelGraph): ReadonlyMap<string, number> {
  const met = new Map<string, number>();
  const meet = (name: string): void => {
    if (name === graph.input.name || met.has(name)) return;
    met.set(name, met.size);
    inputsOf(layerNamed(graph, name)).forEach(meet);
  };
  [...graph.outputs].sort().forEach(meet);
  return met;
}
