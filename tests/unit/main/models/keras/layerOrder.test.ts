import { expect, it } from 'vitest';
import type { Layer, ModelGraph } from '../../../../../src/main/learning/graph/modelGraph';
import { kerasOrder } from '../../../../../src/main/models/keras/layerOrder';

const layer = (name: string, input: string): Layer => ({
  kind: 'activation',
  activation: 'relu',
  name,
  input,
  shape: [1],
});
const sum = (name: string, inputs: readonly string[]): Layer => ({ kind: 'sum', name, inputs, shape: [1] });

function orderOf(layers: readonly Layer[], outputs: readonly string[]): string[] {
  const graph: ModelGraph = { input: { name: 'image', shape: [1] }, layers, outputs };
  return kerasOrder(graph).map(({ name }) => name);
}

it('counts layers from the answers back, of several answers by the alphabet', () => {
  const layers = [
    layer('trunk', 'image'),
    layer('z_logits', 'trunk'),
    layer('z_answer', 'z_logits'),
    layer('m_answer', 'trunk'),
    layer('a_logits', 'trunk'),
    layer('a_answer', 'a_logits'),
  ];
  expect(orderOf(layers, ['z_answer', 'm_answer', 'a_answer'])).toEqual([
    'trunk',
    'a_logits',
    'z_logits',
    'a_answer',
    'm_answer',
    'z_answer',
  ]);
});

it('counts what several layers read by the longest way, and branches in the order in which they are joined', () => {
  const layers = [
    layer('trunk', 'image'),
    layer('short', 'trunk'),
    layer('long1', 'trunk'),
    layer('long2', 'long1'),
    sum('inner', ['long2', 'trunk']),
    sum('outer', ['short', 'inner']),
  ];
  expect(orderOf(layers, ['outer'])).toEqual(['trunk', 'long1', 'long2', 'short', 'inner', 'outer']);
});
