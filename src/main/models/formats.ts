import type { ModelFormat } from '@shared/learning/modelFormat';
import type { ModelGraph } from '../learning/graph/modelGraph';
import { kerasBytes } from './keras/write';
import { onnxBytes } from './onnx/write';
import { savedModelBytes } from '../learning/graph/savedModel';
import { tfjsModel, tfjsWeightsFile } from './tfjs/write';

/** A file of an export. */
export interface ModelFile {
  /** Its path in the folder, with slashes. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Notes that a format keeps with the model, where it has a place for them. */
export type About = Readonly<Record<string, string>>;

export const modelWriters: Readonly<
  Record<ModelFormat, (graph: ModelGraph, about: About) => Promise<readonly ModelFile[]>>
> = {
  onnx: async (graph, about) => [{ name: 'model.onnx', bytes: onnxBytes(graph, about) }],
  keras: async (graph) => [{ name: 'model.keras', bytes: await kerasBytes(graph) }],
  savedmodel: async (graph) => [{ name: 'saved_model.pb', bytes: savedModelBytes(graph) }],
  tfjs: async (graph) => {
    const { model, weights } = tfjsModel(graph);
    return [
      { name: 'model.json', bytes: Buffer.from(JSON.stringify(model)) },
      { name: tfjsWeightsFile, bytes: weights },
    ];
  },
};
