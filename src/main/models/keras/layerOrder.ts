import { layerNamed, type Layer, type ModelGraph } from '../graph';

/**
 * The layers in the order in which Keras 3 counts a functional model's, by which it finds their weights: those furthest
 * from an answer first; of the same distance those that are met first on the ways back from the answers, which are gone
 * through by the alphabet. Source: `keras/src/ops/function.py`, `map_graph`.
 */
export function kerasOrder(graph: ModelGraph): readonly Layer[] {
  const distance = new Map<string, number>();
  const met = new Map<string, number>();
  for (const output of [...graph.outputs].sort()) {
    let away = 0;
    for (let name = output; name !== graph.input.name; name = layerNamed(graph, name).input) {
      if (!met.has(name)) met.set(name, met.size);
      distance.set(name, Math.max(distance.get(name) ?? 0, away));
      away += 1;
    }
  }
  return [...graph.layers].sort(
    ({ name: first }, { name: second }) =>
      distance.get(second)! - distance.get(first)! || met.get(first)! - met.get(second)!,
  );
}
