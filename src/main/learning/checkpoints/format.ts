import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail } from '@shared/result';
import { arrayNames, trainingState, type Checkpoint } from './checkpoint';

/**
 * One file, little-endian:
 *
 *     8 bytes   "FACETCKP"
 *     uint32    version of this format
 *     uint32    length H of the header
 *     H bytes   header: JSON (UTF-8) padded with spaces to a multiple of 4: the training state, and `lengths`
 *     float32…  the arrays trainable, state, firstMoment, secondMoment, and in version 2 the averages of trainable and
 *               state; `lengths` numbers each
 *     32 bytes  SHA-256 of everything before
 */
const magic = 'FACETCKP';
/** 2: with averages. What has none is still written as 1. */
const formatVersions = { plain: 1, averaged: 2 } as const;
const preambleBytes = magic.length + 8;
const hashBytes = 32;
const fileHeader = trainingState.extend({
  lengths: z.array(z.number().int().nonnegative()),
});

export function encodeCheckpoint({ arrays, averages, ...state }: Checkpoint): Uint8Array {
  const stored = [
    ...arrayNames.map((name) => arrays[name]),
    ...(averages ? [averages.trainable, averages.state] : []),
  ];
  const lengths = stored.map(({ length }) => length);
  const header = padded(Buffer.from(JSON.stringify({ ...state, lengths })));
  const preamble = Buffer.alloc(preambleBytes);
  preamble.write(magic, 'ascii');
  preamble.writeUInt32LE(averages ? formatVersions.averaged : formatVersions.plain, magic.length);
  preamble.writeUInt32LE(header.length, magic.length + 4);
  const contents = Buffer.concat([preamble, header, ...stored.map(bytesOf)]);
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
  const isAveraged = version === formatVersions.averaged;
  if (!isAveraged && version !== formatVersions.plain) {
    fail(
      'checkpoint-version',
      `${file} has format ${version}, and this version of Facet reads ${formatVersions.plain} and ${formatVersions.averaged}. Use the version that wrote it.`,
    );
  }
  const headerEnd = preambleBytes + contents.readUInt32LE(magic.length + 4);
  const { lengths, ...state } = parseHeader(contents.toString('utf8', preambleBytes, headerEnd), file);
  if (lengths.length !== arrayNames.length + (isAveraged ? 2 : 0)) {
    failCorrupt(file, 'it has not the arrays that a checkpoint has');
  }
  const numbers = contents.subarray(headerEnd);
  const expectedBytes = 4 * lengths.reduce((sum, length) => sum + length, 0);
  if (numbers.length !== expectedBytes) failCorrupt(file, 'its numbers are not as many as it says');
  const [trainable, moving, firstMoment, secondMoment, ...averaged] = arraysFrom(numbers, lengths);
  return {
    ...state,
    arrays: {
      trainable: trainable!,
      state: moving!,
      firstMoment: firstMoment!,
      secondMoment: secondMoment!,
    },
    ...(isAveraged ? { averages: { trainable: averaged[0]!, state: averaged[1]! } } : {}),
  };
}

/** What a whole file says can still be nonsense: a faulty program wrote it, or somebody's own hand. */
function parseHeader(json: string, file: string): z.infer<typeof fileHeader> {
  try {
    return fileHeader.parse(JSON.parse(json));
  } catch {
    return failCorrupt(file, 'its header is not that of a checkpoint');
  }
}

function arraysFrom(bytes: Uint8Array, lengths: readonly number[]): Float32Array[] {
  // Copied first: a Float32Array must start at a multiple of four bytes of its buffer.
  const numbers = new Float32Array(Uint8Array.from(bytes).buffer);
  let offset = 0;
  return lengths.map((length) => {
    offset += length;
    return numbers.slice(offset - length, offset);
  });
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
