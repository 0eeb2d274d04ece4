import { readFile } from 'node:fs/promises';
import { Dataset, type Group } from 'h5wasm/node';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { z } from 'zod';
import type { Weights } from '../../learning/graph/modelGraph';
import { withFileOf } from '../keras/hdf5';
import { storePaths } from '../keras/storePaths';
import { failUnreadable } from './failures';

/** Far beyond any trunk of ours; a file that says it is larger is not unpacked. */
const mostBytes = 1 << 30;

/** A layer's weights by Keras's names for them. */
export type LayerWeights = ReadonlyMap<string, ReadonlyMap<string, Weights>>;

const layerSchema = z.object({
  class_name: z.string(),
  config: z.object({ name: z.string(), use_bias: z.boolean().optional() }),
});
const configurationSchema = z.object({ config: z.object({ layers: z.array(layerSchema) }) });
type KerasLayer = z.infer<typeof layerSchema>;

/**
 * The weights of a Keras 3 model of layers, by the layers' names. Fails with `model-unreadable`.
 */
export async function readKeras(file: string): Promise<LayerWeights> {
  const contents = await entriesOf(file, ['config.json', 'model.weights.h5']);
  const layers = layersOf(contents.get('config.json')!, file);
  const paths = storePaths(layers.map((layer) => layer.class_name));
  try {
    return await withFileOf(
      contents.get('model.weights.h5')!,
      (root) =>
        new Map(layers.map((layer, index) => [layer.config.name, weightsAt(root, paths[index]!, layer)])),
    );
  } catch (thrown) {
    return failUnreadable(file, `its weights are no HDF5 file of Keras 3 (${String(thrown)})`);
  }
}

function layersOf(configuration: Buffer, file: string): readonly KerasLayer[] {
  try {
    return configurationSchema.parse(JSON.parse(configuration.toString('utf8'))).config.layers;
  } catch {
    return failUnreadable(file, 'its configuration is not that of a model of layers');
  }
}

const variableNames: Readonly<Record<string, readonly string[]>> = {
  Conv2D: ['kernel', 'bias'],
  Dense: ['kernel', 'bias'],
  BatchNormalization: ['gamma', 'beta', 'moving_mean', 'moving_variance'],
};

function weightsAt(root: Group, path: string, { class_name }: KerasLayer): ReadonlyMap<string, Weights> {
  const names = variableNames[class_name] ?? [];
  return new Map(
    names.flatMap((name, index) => {
      const found = root.get(`${path}/vars/${index}`);
      const shape = found instanceof Dataset ? found.shape : null;
      if (!(found instanceof Dataset) || !shape || !(found.value instanceof Float32Array)) return [];
      return [[name, { shape, values: found.value }] as const];
    }),
  );
}

async function entriesOf(file: string, wanted: readonly string[]): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  try {
    const zip = await fromBufferPromise(await readFile(file), { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (wanted.includes(entry.fileName)) found.set(entry.fileName, await contentsOf(zip, entry));
    }
  } catch (thrown) {
    return failUnreadable(file, `it is no whole zip, as a .keras file is (${String(thrown)})`);
  }
  const missing = wanted.find((name) => !found.has(name));
  if (missing !== undefined) failUnreadable(file, `it has no ${missing}, as a file of Keras 3 has`);
  return found;
}

async function contentsOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.uncompressedSize > mostBytes) throw new RangeError(`${entry.fileName} is too large`);
  const pieces: Buffer[] = [];
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
