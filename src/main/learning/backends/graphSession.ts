import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { TensorFlowBackend } from '../kernels/tensorflow/tensorflowBackend';
import { servingTag } from '../../graphDef/graphNodes';

/**
 * A graph that TensorFlow runs as a whole, on its own backend. It lays the graph out anew when it is opened: what follows a
 * convolution is computed with it, where operations that are asked for one by one each pass over their maps. Dispose
 * of it after use.
 */
export class GraphSession {
  private constructor(
    private readonly id: number,
    private readonly input: string,
    private readonly outputs: readonly string[],
  ) {}

  /**
   * Null where its file can be put nowhere: on a full disk a network is slower, and answers.
   *
   * @param savedModel its `saved_model.pb`.
   * @param input the name of what it is shown.
   * @param outputs names of what is asked for.
   */
  static open(savedModel: Uint8Array, input: string, outputs: readonly string[]): GraphSession | null {
    const folder = folderWith(savedModel);
    if (folder === null) return null;
    try {
      return new GraphSession(backend().loadSavedModelMetaGraph(folder, servingTag), input, outputs);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** @returns the outputs in their order, to be disposed of by the caller. */
  run(shown: tf.Tensor): tf.Tensor[] {
    const input = { name: `${this.input}:0`, tfDtype: 'DT_FLOAT' };
    return backend().runSavedModel(
      this.id,
      [shown],
      [input],
      this.outputs.map((name) => `${name}:0`),
    );
  }

  dispose(): void {
    backend().deleteSavedModel(this.id);
  }
}

/** Whether the current backend can run graphs as a whole. On GPUs it has not been tried: there each operation is asked for. */
export function runsGraphs(): boolean {
  return tf.getBackend() === 'tensorflow' && !backend().binding.isUsingGpuDevice();
}

/** TensorFlow reads a graph from a folder, and nowhere else; it is not needed afterwards. */
function folderWith(savedModel: Uint8Array): string | null {
  let folder: string | null = null;
  try {
    folder = mkdtempSync(join(tmpdir(), 'facet-graph-'));
    writeFileSync(join(folder, 'saved_model.pb'), savedModel);
    return folder;
  } catch {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    return null;
  }
}

function backend(): TensorFlowBackend {
  return tf.backend() as tf.KernelBackend & TensorFlowBackend;
}
