import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail } from '@shared/result';
import { arrayNames, trainingState, type Checkpoint, type CheckpointArrays } from './checkpoint';

/**
 * One file, little-endian:
 *
 *     8 bytes   "FACETCKP"
 *     uint32    version of this format
 *     uint32    length H of the header
 *     H bytes   header: JSON (UTF-8) padded with spaces to a multiple of 4: the training state, and `lengths`
 *     float32…  the arrays trainable, state, firstMoment, secondMoment, `lengths` numbers each
 *     32 bytes  SHA-256 of everything before
 */
const magic = 'FACETCKP';
const formatVersion = 1;
const preambleBytes = magic.length + 8;
const hashBytes = 32;
const fileHeader = trainingState.extend({
  lengths: z.array(z.number().int().nonnegative()).length(arrayNames.length),
});

export function encodeCheckpoint({ arrays, ...state }: Checkpoint): Uint8Array {
  const lengths = arrayNames.map((name) => arrays[name].length);
  const header = padded(Buffer.from(JSON.stringify({ ...state, lengths })));
  const preamble = Buffer.alloc(preambleBytes);
  preamble.write(magic, 'ascii');
  preamble.writeUInt32LE(formatVersion, magic.length);
  preamble.writeUInt32LE(header.length, magic.length + 4);
  const contents = Buffer.concat([preamble, header, ...arrayNames.map((name) => bytesOf(arrays[name]))]);
  return Buffer.concat([contents, createHash('sha256').update(contents).digest()]);
}

/** Fails with `checkpoint-corrupt`, or `checkpoint-version` when a newer program wrote it. */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length < preambleBytes + hashBytes || buffer.toString('ascii', 0, magic.length) !== magic) {
    failCorrupt(file, 'it is cut off or no checkpoint');
  }
  const contents = buffer.subarray(0, buffer.length - hashBytes);
  const hash = buffer.subarray(buffer.length - hashBytes);
  if (!createHash('sha256').update(contents).digest().equals(hash)) {
    failCorrupt(file, 'its contents do not match its hash');
  }
  const version = contents.readUInt32LE(magic.length);
  if (version !== formatVersion) {
    fail(
      'checkpoint-version',
      `${file} has format ${version}, and this version of Facet reads ${formatVersion}. Use the version that wrote it.`,
    );
  }
  const headerEnd = preambleBytes + contents.readUInt32LE(magic.length + 4);
  const { lengths, ...state } = parseHeader(contents.toString('utf8', preambleBytes, headerEnd), file);
  const numbers = contents.subarray(headerEnd);
  const expectedBytes = 4 * lengths.reduce((sum, length) => sum + length, 0);
  if (numbers.length !== expectedBytes) failCorrupt(file, 'its numbers are not as many as it says');
  return { ...state, arrays: arraysFrom(numbers, lengths) };
}

/** What a whole file says can still be nonsense: a faulty program wrote it, or somebody's own hand. */
function parseHeader(json: string, file: string): z.infer<typeof fileHeader> {
  try {
    return fileHeader.parse(JSON.parse(json));
  } catch {
    return failCorrupt(file, 'its header is not that of a checkpoint');
  }
}

function arraysFrom(bytes: Uint8Array, lengths: readonly number[]): CheckpointArrays {
  // Copied first: a Float32Array must start at a multiple of four bytes of its buffer.
  const numbers = new Float32Array(Uint8Array.from(bytes).buffer);
  let offset = 0;
  const entries = arrayNames.map((name, index) => {
    const end = offset + lengths[index]!;
    const values = numbers.slice(offset, end);
    offset = end;
    return [name, values] as const;
  });
  return Object.fromEntries(entries) as unknown as CheckpointArrays;
}

function padded(json: Buffer): Buffer {
  return Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')]);
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function failCorrupt(file: string, why: string): never {
  fail('checkpoint-corrupt', `The checkpoint ${file} cannot be used: ${why}.`, { file });
}
