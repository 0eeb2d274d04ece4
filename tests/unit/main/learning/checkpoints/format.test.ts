import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeringParameters } from '../../../../../src/main/learning/checkpoints/checkpoint';
import { decodeCheckpoint, encodeCheckpoint } from '../../../../../src/main/learning/checkpoints/format';
import { sampleCheckpoint } from './sample';

describe('checkpoint format', () => {
  it('reads back what was written, bit by bit', () => {
    const numbers = fc.float32Array({ maxLength: 20 });
    fc.assert(
      fc.property(numbers, numbers, fc.string(), (trainable, state, head) => {
        const sample = sampleCheckpoint(7, 7, true);
        const checkpoint = {
          ...sample,
          model: { ...sample.model, heads: [head] },
          arrays: { ...sample.arrays, trainable, state },
        };
        expect(decodeCheckpoint(encodeCheckpoint(checkpoint), 'here')).toEqual(checkpoint);
      }),
    );
  });

  it('keeps averages beside the numbers that a run goes on with', () => {
    const averages = { trainable: Float32Array.of(0.5, 0.25, 0), state: new Float32Array(0) };
    const checkpoint = { ...sampleCheckpoint(7), averages };
    const read = decodeCheckpoint(encodeCheckpoint(checkpoint), 'here');
    expect(read).toEqual(checkpoint);
    expect(answeringParameters(read)).toEqual(averages);
    const plain = decodeCheckpoint(encodeCheckpoint(sampleCheckpoint(7)), 'here');
    expect(answeringParameters(plain).trainable).toEqual(plain.arrays.trainable);
  });

  it('notices any changed byte', () => {
    const bytes = encodeCheckpoint(sampleCheckpoint(7));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const changed = Uint8Array.from(bytes);
        changed[place]! ^= change;
        expect(() => decodeCheckpoint(changed, 'here')).toThrow(/here cannot be used/);
      }),
    );
  });

  it('notices a missing end', () => {
    const bytes = encodeCheckpoint(sampleCheckpoint(7));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (length) => {
        expect(() => decodeCheckpoint(bytes.subarray(0, length), 'here')).toThrow(/here cannot be used/);
      }),
    );
  });

  it.each([
    ['that is no JSON', (header: string) => header.replace('{', '[')],
    [
      'without a number that a run needs',
      (header: string) => header.replace('"globalStep":7', '"globalStep":{}'),
    ],
    [
      'that tells of an array less',
      (header: string) => header.replace('"lengths":[3,0,3,3]', '"lengths":[3,3,3]'),
    ],
    [
      'that tells of more numbers than there are',
      (header: string) => header.replace('"lengths":[3', '"lengths":[4'),
    ],
  ])('calls a header %s corrupt, though its hash is right', (_, change) => {
    const contents = Buffer.from(encodeCheckpoint(sampleCheckpoint(7))).subarray(0, -32);
    const end = 16 + contents.readUInt32LE(12);
    const header = contents.toString('utf8', 16, end);
    const changed = change(header);
    expect(changed).not.toBe(header);
    contents.write(changed.padEnd(header.length).slice(0, header.length), 16);
    const bytes = Buffer.concat([contents, createHash('sha256').update(contents).digest()]);
    expect(() => decodeCheckpoint(bytes, 'here')).toThrow(
      expect.objectContaining({
        code: 'checkpoint-corrupt',
        message: expect.stringMatching(/here cannot be used/) as string,
      }),
    );
  });

  it('says when a newer program wrote it', () => {
    const contents = Buffer.from(encodeCheckpoint(sampleCheckpoint(7))).subarray(0, -32);
    contents.writeUInt32LE(3, 8);
    const bytes = Buffer.concat([contents, createHash('sha256').update(contents).digest()]);
    expect(() => decodeCheckpoint(bytes, 'here')).toThrow(/has format 3/);
  });
});
