import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { Weights } from '../../learning/graph/modelGraph';
import { failUnreadable } from './failures';
import type { LayerWeights } from './keras';

const manifestSchema = z.object({
  format: z.literal('layers-model').optional(),
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.number().int().nonnegative()),
          dtype: z.string(),
          quantization: z.unknown().optional(),
        }),
      ),
    }),
  ),
});
type Manifest = z.infer<typeof manifestSchema>;

/** The weights of a layers model of tfjs by the layers' names, from its model.json. Fails with `model-unreadable`. */
export async function readTfjs(file: string): Promise<LayerWeights> {
  const layers = new Map<string, Map<string, Weights>>();
  for (const { paths, weights } of (await manifestOf(file)).weightsManifest) {
    const bytes = Buffer.concat(await Promise.all(paths.map((path) => shard(file, path))));
    let at = 0;
    for (const { name, shape, dtype, quantization } of weights) {
      if (dtype !== 'float32' || quantization !== undefined) {
        failUnreadable(file, `its weight ${name} is ${quantization ? 'quantised' : dtype}, not float32`);
      }
      const end = at + 4 * shape.reduce((product, size) => product * size, 1);
      if (end > bytes.length) failUnreadable(file, `its weights end before ${name}`);
      const values = new Float32Array(Uint8Array.from(bytes.subarray(at, end)).buffer);
      at = end;
      const [layer, weight] = [name.slice(0, name.lastIndexOf('/')), name.slice(name.lastIndexOf('/') + 1)];
      layers.set(layer, (layers.get(layer) ?? new Map<string, Weights>()).set(weight, { shape, values }));
    }
  }
  return layers;
}

async function manifestOf(file: string): Promise<Manifest> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (thrown) {
    const reason = thrown instanceof z.ZodError ? 'it is no layers model of tfjs' : String(thrown);
    return failUnreadable(file, reason);
  }
}

async function shard(file: string, path: string): Promise<Buffer> {
  // Of its own folder only: a manifest could name any file.
  if (basename(path) !== path) failUnreadable(file, `its weights lie elsewhere (${path})`);
  try {
    return await readFile(join(dirname(file), path));
  } catch (thrown) {
    return failUnreadable(file, `its weights cannot be read (${String(thrown)})`);
  }
}
