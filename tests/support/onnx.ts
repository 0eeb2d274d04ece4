import type { ModelGraph } from '../../src/main/learning/graph/modelGraph';
import { onnxBytes } from '../../src/main/models/onnx/write';

/** What a graph, written as ONNX, answers in ONNX Runtime, by output in the order that it has there. */
export async function answersOfOnnx(
  graph: ModelGraph,
  pixels: Float32Array,
  count: number,
): Promise<Record<string, Float32Array>> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  const session = await InferenceSession.create(onnxBytes(graph, { step: '12' }));
  const { name, shape } = graph.input;
  const answers = await session.run({ [name]: new Tensor('float32', pixels, [count, ...shape]) });
  return Object.fromEntries(
    session.outputNames.map((output) => {
      const { dims, data } = answers[output]!;
      if (dims[0] !== count) throw new RangeError(`${output} is of ${dims[0]} faces.`);
      return [output, data as Float32Array];
    }),
  );
}
