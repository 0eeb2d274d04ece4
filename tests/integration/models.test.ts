import { beforeAll, describe, expect, it } from 'vitest';
import { mtflTemplate, type Template } from '@shared/domain/template';
import type { HeadConfiguration } from '@shared/learning/configuration';
import type { ModelGraph } from '../../src/main/learning/graph/modelGraph';
import { describeModel } from '../../src/main/models/describe';
import { tfjsModel } from '../../src/main/models/tfjs/write';
import { largestDifference } from '../support/numbers';
import { answersOfOnnx } from '../support/onnx';
import { sampleGraphNames, sampleGraphs } from '../unit/main/models/sampleGraph';
import {
  expectedAnswers,
  sampleConfiguration,
  sampleModel,
  type SampleModel,
} from '../unit/main/models/sampleModel';

const tolerance = 1e-4;

const samples: Record<'studio' | 'tutorial' | 'other kinds' | 'counts', SampleModel> = {} as never;
beforeAll(async () => {
  samples.studio = await sampleModel(sampleConfiguration('studio'));
  samples.tutorial = await sampleModel(sampleConfiguration('tutorial'));
  samples['other kinds'] = await sampleModel(sampleConfiguration('tutorial', otherHeads), otherTemplate);
  // Dark pictures: the exponential of what bright ones give would be beyond all numbers.
  samples.counts = await sampleModel(sampleConfiguration('tutorial', [poissonHead]), otherTemplate, 2);
});

/** Heads of the kinds that no preset has. */
const otherTemplate: Template = {
  ...mtflTemplate,
  attributes: [
    ...mtflTemplate.attributes,
    { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] },
    {
      id: 'wears',
      name: 'Wears',
      kind: 'tags',
      values: ['hat', 'scarf', 'beard'].map((id) => ({ id, name: id })),
      mirrorSwaps: [],
    },
  ],
};
const of = (attribute: string) => ({ from: 'attribute', attribute }) as const;
const otherHeads: readonly HeadConfiguration[] = [
  { name: 'smile', kind: 'binary', target: of('smile'), weight: 1 },
  { name: 'wears', kind: 'multi-label', target: of('wears'), weight: 1 },
  { name: 'age', kind: 'regression', target: of('age'), weight: 1 },
  { name: 'share', kind: 'logistic-regression', target: of('glasses'), weight: 1 },
];
const poissonHead: HeadConfiguration = { name: 'count', kind: 'poisson', target: of('age'), weight: 1 };

async function answersOfTfjs(
  graph: ModelGraph,
  pixels: Float32Array,
  count: number,
): Promise<Record<string, Float32Array>> {
  const tf = await import('@tensorflow/tfjs');
  await tf.setBackend('cpu');
  const { model, weights } = tfjsModel(graph);
  const { modelTopology, weightsManifest } = model as {
    modelTopology: object;
    weightsManifest: [{ weights: never[] }];
  };
  const network = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: Uint8Array.from(weights).buffer,
    }),
  );
  const answers = [network.predict(tf.tensor(pixels, [count, ...graph.input.shape]))].flat();
  return Object.fromEntries(
    network.outputNames.map((output, index) => [output, answers[index]!.dataSync<'float32'>()]),
  );
}

function expectSame(
  found: Readonly<Record<string, Float32Array>>,
  expected: Readonly<Record<string, Float32Array>>,
): void {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [output, values] of Object.entries(expected)) {
    expect(largestDifference(found[output]!, values), output).toBeLessThan(tolerance);
  }
}

describe('a network as ONNX', () => {
  it.each(['studio', 'tutorial', 'other kinds', 'counts'] as const)(
    'answers in onnxruntime what it answers here: %s',
    async (name) => {
      const sample = samples[name];
      const graph = describeModel(sample.context, sample.checkpoint);
      expectSame(await answersOfOnnx(graph, sample.pixels, sample.count), expectedAnswers(sample));
    },
  );

  it.each(sampleGraphNames)('answers so as well: %s', async (name) => {
    const { graph, pixels, count, expected } = await sampleGraphs[name]();
    expectSame(await answersOfOnnx(graph, pixels, count), expected);
  });
});

describe('a network as a tfjs model', () => {
  it.each(['studio', 'tutorial', 'other kinds'] as const)(
    'answers in plain tfjs what it answers here: %s',
    async (name) => {
      const sample = samples[name];
      const graph = describeModel(sample.context, sample.checkpoint);
      expectSame(await answersOfTfjs(graph, sample.pixels, sample.count), expectedAnswers(sample));
    },
  );

  it.each(sampleGraphNames)('answers so as well: %s', async (name) => {
    const { graph, pixels, count, expected } = await sampleGraphs[name]();
    expectSame(await answersOfTfjs(graph, pixels, count), expected);
  });
});
