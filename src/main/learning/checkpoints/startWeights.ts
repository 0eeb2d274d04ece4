import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '@shared/result';
import { writeAtomically } from './atomicWrite';

/** Values of some of a network's parameters, by the parameters' names: what a run starts from instead of chance. */
export type StartWeights = ReadonlyMap<string, Float32Array>;

const headerSchema = z.array(z.object({ name: z.string(), length: z.number().int().nonnegative() }));
const fileIn = (runFolder: string): string => join(runFolder, 'start.weights');

/**
 * Kept in the run's folder, so that a run that is stopped before its first checkpoint starts from them again. One file,
 * little-endian: a uint32, the length of a JSON header padded to a multiple of four; the header, names and lengths; the
 * numbers as float32, one parameter after the other.
 */
export function writeStartWeights(runFolder: string, weights: StartWeights): void {
  const header = JSON.stringify([...weights].map(([name, { length }]) => ({ name, length })));
  const padded = Buffer.from(header + ' '.repeat((4 - (Buffer.byteLength(header) % 4)) % 4));
  const preamble = Buffer.alloc(4);
  preamble.writeUInt32LE(padded.length);
  const numbers = [...weights.values()].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
  writeAtomically(fileIn(runFolder), Buffer.concat([preamble, padded, ...numbers]));
}

/** Null for a run that starts from chance. Fails with `start-weights-corrupt`. */
export function readStartWeights(runFolder: string): StartWeights | null {
  const file = fileIn(runFolder);
  if (!existsSync(file)) return null;
  try {
    const bytes = readFileSync(file);
    const numbersAt = 4 + bytes.readUInt32LE(0);
    const header = headerSchema.parse(JSON.parse(bytes.toString('utf8', 4, numbersAt)));
    const numbers = new Float32Array(Uint8Array.from(bytes.subarray(numbersAt)).buffer);
    if (header.reduce((sum, { length }) => sum + length, 0) !== numbers.length)
      throw new RangeError('cut off');
    let at = 0;
    return new Map(
      header.map(({ name, length }) => {
        at += length;
        return [name, numbers.slice(at - length, at)] as const;
      }),
    );
  } catch {
    return fail(
      'start-weights-corrupt',
      `The weights that the run was to start from cannot be read in ${file}. Train a new run from their source.`,
      { file },
    );
  }
}
