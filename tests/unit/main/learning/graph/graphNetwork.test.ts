import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { GraphBuilder, type Part } from '../../../../../src/main/learning/graph/graphBuilder';
import { GraphNetwork } from '../../../../../src/main/learning/graph/graphNetwork';
import type { ModelGraph, Weights } from '../../../../../src/main/learning/graph/modelGraph';
import { openGraph, type OpenNetwork } from '../../../../../src/main/learning/graph/openGraph';
import { backendNames, onBackend, type BackendName } from '../backends/startedBackends';

const ones = (...shape: number[]): Weights => ({
  shape,
  values: new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(1),
});

type Opener = (graph: ModelGraph) => OpenNetwork;
const layerByLayer: Opener = (graph) => new GraphNetwork(graph);
/** On TensorFlow that is as a whole. */
const ways: [BackendName, string, Opener][] = backendNames.flatMap((backend) => [
  [backend, 'layer by layer', layerByLayer] as [BackendName, string, Opener],
  [backend, 'as it is opened there', openGraph] as [BackendName, string, Opener],
]);
let open = layerByLayer;

/** Of one picture of 5 × 4 pixels with two channels: the numbers 0…19, and their negatives. */
function answersOf(parts: readonly Part[]): { shape: readonly number[]; values: number[] } {
  const graph = new GraphBuilder({ name: 'image', shape: [5, 4, 2] });
  const output = parts.map((part) => graph.add(part)).at(-1)!;
  const network = open(graph.finish([output]));
  try {
    return tf.tidy(() => {
      const picture = Array.from({ length: 40 }, (_, index) => (index >> 1) * (index % 2 === 0 ? 1 : -1));
      const answer = network.run(tf.tensor4d(picture, [1, 5, 4, 2]))[0]!;
      // What the builder says of a layer's shape is what it has.
      expect(answer.shape.slice(1)).toEqual(graph.shapeOf(output));
      return { shape: answer.shape.slice(1), values: [...answer.dataSync()] };
    });
  } finally {
    network.dispose();
  }
}

describe.each(ways)('a graph that is run, on %s %s', (backend, _, opener) => {
  const on = (test: () => void): Promise<void> =>
    onBackend(backend, () => {
      open = opener;
      const before = tf.memory().numTensors;
      test();
      expect(tf.memory().numTensors).toBe(before);
      return Promise.resolve();
    });

  it('sums windows of three with two pixels between them, beyond the edge as TensorFlow does', () =>
    on(() => {
      const window = { kind: 'depthwise', name: 'sum', input: 'image', weights: ones(3, 3, 2, 1) } as const;
      const same = answersOf([{ ...window, stride: 2, padding: 'same' }]);
      expect(same.shape).toEqual([3, 2, 2]);
      // Of four columns the padding is one on the right, of five rows one above and one below.
      expect(same.values[0]).toBe(0 + 1 + 2 + 4 + 5 + 6);
      expect(same.values[2]).toBe(2 + 3 + 6 + 7);
      const valid = answersOf([{ ...window, stride: 2, padding: 'valid' }]);
      expect(valid).toEqual({ shape: [2, 1, 2], values: [45, -45, 117, -117] });
    }));

  it('convolves across channels, with a bias and without', () =>
    on(() => {
      const across = {
        kind: 'convolution',
        name: 'across',
        input: 'image',
        weights: { shape: [1, 1, 2, 1], values: Float32Array.of(1, 0.5) },
        stride: 1,
        padding: 'valid',
      } as const;
      expect(answersOf([{ ...across, bias: null }]).values[19]).toBe(9.5);
      const bias = { shape: [1], values: Float32Array.of(3) };
      expect(answersOf([{ ...across, bias }]).values[19]).toBe(12.5);
    }));

  it('takes the largest of each window, the mean of all pixels, and puts rows behind one another', () =>
    on(() => {
      const pooled: Part = {
        kind: 'pooling',
        name: 'pooled',
        input: 'image',
        windowPx: 3,
        stride: 2,
        padding: 'same',
      };
      const { shape, values } = answersOf([pooled]);
      expect(shape).toEqual([3, 2, 2]);
      expect(values.filter((_, index) => index % 2 === 0)).toEqual([6, 7, 14, 15, 18, 19]);
      const mean: Part = { kind: 'mean', name: 'mean', input: 'image' };
      expect(answersOf([mean]).values).toEqual([9.5, -9.5]);
      const both: Part = { kind: 'concatenation', name: 'both', inputs: ['mean', 'mean'] };
      expect(answersOf([mean, both]).values).toEqual([9.5, -9.5, 9.5, -9.5]);
    }));

  it('adds maps, number by number, and makes of them what an activation does', () =>
    on(() => {
      const sum: Part = { kind: 'sum', name: 'sum', inputs: ['image', 'image', 'image'] };
      const relu: Part = { kind: 'activation', name: 'relu', input: 'sum', activation: 'relu' };
      expect(answersOf([sum]).values.slice(-2)).toEqual([57, -57]);
      expect(answersOf([sum, relu]).values.slice(-2)).toEqual([57, 0]);
    }));

  it('resizes by the centres of pixels', () =>
    on(() => {
      const resized: Part = { kind: 'resizing', name: 'resized', input: 'image', shape: [5, 8, 2] };
      const { values } = answersOf([resized]);
      const firstRow = values.filter((_, index) => index % 2 === 0).slice(0, 8);
      expect(firstRow).toEqual([0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3]);
    }));

  it('rescales, flattens and makes rows of numbers by dense layers', () =>
    on(() => {
      const rescaled: Part = { kind: 'rescaling', name: 'rescaled', input: 'image', factor: 2, offset: 1 };
      const flat: Part = { kind: 'flatten', name: 'flat', input: 'rescaled' };
      const dense: Part = { kind: 'dense', name: 'dense', input: 'flat', weights: ones(40, 2), bias: null };
      const biased: Part = { ...dense, bias: { shape: [2], values: Float32Array.of(0, 5) } };
      const halves: Part = { kind: 'reshape', name: 'halves', input: 'dense', shape: [2, 1] };
      expect(answersOf([rescaled, flat, dense]).values).toEqual([40, 40]);
      expect(answersOf([rescaled, flat, biased, halves])).toEqual({ shape: [2, 1], values: [40, 45] });
    }));

  it('lets go of every answer that no later layer reads, and of no other', () =>
    onBackend(backend, async () => {
      const graph = new GraphBuilder({ name: 'image', shape: [5, 4, 2] });
      const first = graph.add({ kind: 'rescaling', name: 'first', input: 'image', factor: 1, offset: 1 });
      let last = first;
      for (let step = 0; step < 20; step += 1) {
        last = graph.add({ kind: 'rescaling', name: `step_${step}`, input: last, factor: 1, offset: 1 });
      }
      const both = graph.add({ kind: 'sum', name: 'both', inputs: [first, last] });
      const network = new GraphNetwork(graph.finish([first, both]));
      const picture = tf.zeros<tf.Rank.R4>([1, 5, 4, 2]);
      const before = tf.memory();
      let answers: tf.Tensor[] = [];
      const { peakBytes } = await tf.profile(() => (answers = network.run(picture)));
      // The one that is kept, the one that is read, and what becomes of it.
      expect(peakBytes - before.numBytes).toBeLessThan(6 * picture.size * Float32Array.BYTES_PER_ELEMENT);
      expect(answers.map((answer) => answer.dataSync()[0])).toEqual([1, 22]);
      expect(tf.memory().numTensors).toBe(before.numTensors + 2);
      tf.dispose([picture, ...answers]);
      network.dispose();
    }));
});
