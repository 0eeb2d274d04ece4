import { buffer } from 'node:stream/consumers';
import type { Group } from 'h5wasm/node';
import { ZipFile } from 'yazl';
import type { ModelGraph } from '../../learning/graph/modelGraph';
import { kerasConfiguration } from './configuration';
import { kerasLayer, kerasWeights } from './functional';
import { withNewFile } from './hdf5';
import { kerasOrder } from './layerOrder';
import { storePaths } from './storePaths';

/** The version whose format this is; later ones read it. */
const kerasVersion = '3.0.0';

/** The graph as a .keras file: a zip of its configuration and its weights. */
export async function kerasBytes(graph: ModelGraph): Promise<Uint8Array> {
  const zip = new ZipFile();
  const add = (name: string, contents: Uint8Array): void =>
    zip.addBuffer(Buffer.from(contents), name, { compress: false, mtime: zipEpoch });
  add('metadata.json', json({ keras_version: kerasVersion, date_saved: '1980-01-01@00:00:00' }));
  add('config.json', json(kerasConfiguration(graph)));
  add('model.weights.h5', await weightsFile(graph));
  zip.end();
  return buffer(zip.outputStream as NodeJS.ReadableStream);
}

/** The first day that a zip can name: the same model is the same bytes. */
const zipEpoch = new Date(1980, 0, 1);

function json(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}

async function weightsFile(graph: ModelGraph): Promise<Uint8Array> {
  const layers = kerasOrder(graph);
  const paths = storePaths(layers.map((layer) => kerasLayer(layer).className));
  return withNewFile((root) => {
    layers.forEach((layer, index) => {
      const variables = kerasWeights(layer);
      const group = groupAt(root, `${paths[index]!}/vars`);
      variables.forEach(({ weights }, variable) => {
        group.create_dataset({
          name: String(variable),
          data: weights.values,
          shape: [...weights.shape],
          dtype: '<f',
        });
      });
    });
  });
}

/** Made where it is not there yet. */
function groupAt(root: Group, path: string): Group {
  return path.split('/').reduce((parent, name) => {
    return parent.keys().includes(name) ? (parent.get(name) as Group) : parent.create_group(name);
  }, root);
}
