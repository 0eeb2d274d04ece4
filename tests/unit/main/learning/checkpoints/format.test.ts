import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

  it('says when a newer program wrote it', () => {
    const contents = Buffer.from(encodeCheckpoint(sampleCheckpoint(7))).subarray(0, -32);
    contents.writeUInt32LE(2, 8);
    const bytes = Buffer.concat([contents, createHash('sha256').update(contents).digest()]);
    expect(() => decodeCheckpoint(bytes, 'here')).toThrow(/has format 2/);
  });
});
