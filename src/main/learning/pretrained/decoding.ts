import { z } from 'zod';
import type { Weights } from '../graph/modelGraph';

const entrySchema = z.object({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.enum(['float32', 'int32']),
  /** Each number is a byte·scale + min. */
  quantization: z.object({ dtype: z.literal('uint8'), scale: z.number(), min: z.number() }).optional(),
});
const groupsSchema = z.array(z.object({ weights: z.array(entrySchema) }));
/** A list by itself, or in the file of a whole model. */
const manifestSchema = z.union([
  groupsSchema,
  z.object({ weightsManifest: groupsSchema }).transform(({ weightsManifest }) => weightsManifest),
]);
type Entry = z.infer<typeof entrySchema>;

/**
 * Weights as tfjs stores them, by their names. tfjs's own reading needs one of its backends, which a process that hands models on does
 * not have. Throws where the two files do not belong together.
 *
 * @param numbers of all weights, one after the other.
 */
export function decodedNumbers(manifest: string, numbers: Uint8Array): ReadonlyMap<string, Weights> {
  let at = 0;
  const next = (bytes: number): Uint8Array => {
    if (at + bytes > numbers.length) throw new RangeError('its numbers end too early');
    at += bytes;
    // A copy: where it begins, numbers of four bytes may not.
    return Uint8Array.from(numbers.subarray(at - bytes, at));
  };
  const entries = manifestSchema.parse(JSON.parse(manifest)).flatMap(({ weights }) => weights);
  return new Map(entries.map((entry) => [entry.name, { shape: entry.shape, values: valuesOf(entry, next) }]));
}

function valuesOf({ shape, dtype, quantization }: Entry, next: (bytes: number) => Uint8Array): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  if (quantization) {
    const { scale, min } = quantization;
    return Float32Array.from(next(count), (byte) => byte * scale + min);
  }
  const { buffer } = next(4 * count);
  return dtype === 'float32' ? new Float32Array(buffer) : Float32Array.from(new Int32Array(buffer));
}
