import * as tf from '@tensorflow/tfjs-core';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { startBackend } from '../../../../src/main/learning/backends/start';
import { GraphBuilder } from '../../../../src/main/learning/graph/graphBuilder';
import { GraphNetwork } from '../../../../src/main/learning/graph/graphNetwork';
import type { ModelGraph, Weights } from '../../../../src/main/learning/graph/modelGraph';
import { Random } from '../../../../src/main/learning/random';
import { describeAdviser } from '../../../../src/main/models/adviser/describeAdviser';
import { sampleAdvice } from './sampleAdvice';

export interface SampleGraph {
  readonly graph: ModelGraph;
  /** [count, height, width, 3], 0…255. */
  readonly pixels: Float32Array;
  readonly count: number;
  /** What it answers for them here, by output. */
  readonly expected: Readonly<Record<string, Float32Array>>;
}

/** What exported formats have to take. */
export const sampleGraphs = {
  /** Over maps of odd and even sizes, in a graph that parts and joins. */
  'layers of all kinds': () => answered(layersOfAllKinds()),
  'an adviser': () => {
    const configuration = presetConfiguration('studio', mtflTemplate);
    return answered(
      describeAdviser(
        { ...mtflTemplate, configuration },
        { gender: sampleAdvice(2, 1), pose: sampleAdvice(5, 1) },
      ),
    );
  },
} as const satisfies Readonly<Record<string, () => Promise<SampleGraph>>>;
export type SampleGraphName = keyof typeof sampleGraphs;
export const sampleGraphNames = Object.keys(sampleGraphs) as SampleGraphName[];

async function answered(graph: ModelGraph): Promise<SampleGraph> {
  await startBackend('wasm');
  const [height, width] = graph.input.shape as [number, number];
  const count = 2;
  const random = Random.fromSeed(3, 'pixels');
  const pixels = Float32Array.from({ length: count * height * width * 3 }, () =>
    Math.floor(random.between(0, 256)),
  );
  const network = new GraphNetwork(graph);
  const answers = tf.tidy(() =>
    network.run(tf.tensor4d(pixels, [count, height, width, 3])).map((answer) => answer.dataSync<'float32'>()),
  );
  network.dispose();
  const expected = Object.fromEntries(graph.outputs.map((name, index) => [name, answers[index]!]));
  return { graph, pixels, count, expected };
}

function layersOfAllKinds(): ModelGraph {
  const random = Random.fromSeed(7, 'graph');
  const weights = (...shape: number[]): Weights => {
    const length = shape.reduce((product, size) => product * size, 1);
    return { shape, values: Float32Array.from({ length }, () => random.between(-0.5, 0.5)) };
  };
  const aboveZero = (...shape: number[]): Weights => {
    const { values } = weights(...shape);
    return { shape, values: values.map((value) => value + 1) };
  };
  const graph = new GraphBuilder({ name: 'image', shape: [15, 12, 3] });
  const convolution = (name: string, input: string, size: number[], stride: number, padding: Padding) =>
    graph.add({
      ...{ kind: 'convolution', name, input, stride, padding },
      weights: weights(...size),
      bias: name.endsWith('biased') ? weights(size[3]!) : null,
    });
  const depthwise = (name: string, input: string, stride: number, padding: Padding) =>
    graph.add({ kind: 'depthwise', name, input, stride, padding, weights: weights(3, 3, 4, 1) });
  const pooling = (name: string, input: string, windowPx: number, stride: number, padding: Padding) =>
    graph.add({ kind: 'pooling', name, input, windowPx, stride, padding });
  const dense = (name: string, input: string, from: number, to: number, isBiased: boolean) =>
    graph.add({
      ...{ kind: 'dense', name, input },
      weights: weights(from, to),
      bias: isBiased ? weights(to) : null,
    });

  graph.add({ kind: 'rescaling', name: 'scaled', input: 'image', factor: 2 / 255, offset: -1 });
  graph.add({ kind: 'resizing', name: 'enlarged', input: 'scaled', shape: [21, 17, 3] });
  convolution('begin_biased', 'enlarged', [3, 3, 3, 4], 2, 'same');
  graph.add({
    ...{ kind: 'normalization', name: 'normal', input: 'begin_biased', epsilon: 1e-3 },
    ...{ scale: aboveZero(4), offset: weights(4), mean: weights(4), variance: aboveZero(4) },
  });
  graph.add({ kind: 'activation', name: 'relu', input: 'normal', activation: 'relu' });
  // [11, 9, 4] in branches of unlike length, which come back together as [6, 5, 4].
  convolution('projected', 'relu', [1, 1, 4, 4], 2, 'same');
  depthwise('separate', 'relu', 1, 'same');
  convolution('mixed', 'separate', [1, 1, 4, 4], 1, 'same');
  pooling('largest', 'mixed', 3, 2, 'same');
  depthwise('halved', 'relu', 2, 'same');
  graph.add({ kind: 'sum', name: 'joined', inputs: ['largest', 'halved', 'projected'] });
  // Even sizes, and windows that stay inside.
  convolution('even', 'joined', [3, 2, 4, 4], 2, 'same');
  convolution('inside', 'joined', [2, 3, 4, 4], 2, 'valid');
  depthwise('inside_separate', 'joined', 1, 'valid');
  pooling('inside_largest', 'joined', 2, 2, 'valid');
  pooling('even_largest', 'even', 2, 2, 'same');
  graph.add({ kind: 'resizing', name: 'reduced', input: 'joined', shape: [4, 7, 4] });
  const rows = ['inside', 'inside_separate', 'inside_largest', 'even_largest', 'reduced'].map((input) =>
    graph.add({ kind: input === 'reduced' ? 'flatten' : 'mean', name: `${input}_row`, input }),
  );
  graph.add({ kind: 'concatenation', name: 'features', inputs: rows });
  const width = graph.shapeOf('features')[0]!;
  dense('points_logits', 'features', width, 6, true);
  graph.add({ kind: 'reshape', name: 'z_points', input: 'points_logits', shape: [3, 2] });
  dense('classes_logits', 'features', width, 3, false);
  graph.add({ kind: 'activation', name: 'm_classes', input: 'classes_logits', activation: 'softmax' });
  dense('tags_logits', 'inside_row', 4, 2, true);
  graph.add({ kind: 'activation', name: 'a_tags', input: 'tags_logits', activation: 'sigmoid' });
  return graph.finish(['z_points', 'm_classes', 'a_tags']);
}

type Padding = 'same' | 'valid';
