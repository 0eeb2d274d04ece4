import { expect, it } from 'vitest';
import type { Layer, ModelGraph } from '../../../../../src/main/models/graph';
import { kerasOrder } from '../../../../../src/main/models/keras/layerOrder';

it('counts layers from the answers back, of several answers by the alphabet', () => {
  const layer = (name: string, input: string): Layer => ({
    kind: 'activation',
    activation: 'relu',
    name,
    input,
    shape: [1],
  });
  const graph: ModelGraph = {
    input: { name: 'image', shape: [1] },
    layers: [
      layer('trunk', 'image'),
      layer('z_logits', 'trunk'),
      layer('z_answer', 'z_logits'),
      layer('m_answer', 'trunk'),
      layer('a_logits', 'trunk'),
      layer('a_answer', 'a_logits'),
    ],
    outputs: ['z_answer', 'm_answer', 'a_answer'],
  };
  expect(kerasOrder(graph).map(({ name }) => name)).toEqual([
    'trunk',
    'a_logits',
    'z_logits',
    'a_answer',
    'm_answer',
    'z_answer',
  ]);
});
