import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  correlation,
  hashDistance,
  hashedSidePx,
  normalizedGray,
  perceptualHash,
} from '../../../../src/main/nearDuplicates/perceptualHash';
import { searchRadius } from '../../../../src/main/nearDuplicates/hashSearch';
import { drawFaces } from '../../../support/drawnFaces';

interface Looked {
  readonly gray: Float32Array;
  readonly hash: Uint32Array;
}

async function look(image: Sharp): Promise<Looked> {
  const pixels = await image.resize(hashedSidePx, hashedSidePx, { fit: 'fill' }).raw().toBuffer();
  const gray = normalizedGray(Uint8Array.from(pixels));
  const hash = new Uint32Array(2);
  perceptualHash(gray, hash);
  return { gray, hash };
}

const apart = (one: Looked, other: Looked): number =>
  hashDistance(Uint32Array.of(...one.hash, ...other.hash), 0, 1);

describe('perceptualHash', () => {
  it('stays within the search’s radius when a face is encoded anew, scaled or brightened; other faces are not alike', async () => {
    const faces = await drawFaces(12);
    const looked = await Promise.all(faces.map(({ jpeg }) => look(sharp(jpeg))));
    for (const [index, { jpeg }] of faces.entries()) {
      const half = await sharp(jpeg).resize(36).jpeg().toBuffer();
      const copies = [
        sharp(await sharp(jpeg).jpeg({ quality: 40 }).toBuffer()),
        sharp(half),
        sharp(jpeg).linear(0.8, 30),
      ];
      for (const copy of copies) {
        const again = await look(copy);
        expect(apart(looked[index]!, again)).toBeLessThanOrEqual(searchRadius);
        expect(correlation(looked[index]!.gray, again.gray)).toBeGreaterThan(0.95);
      }
    }
    const others = looked.flatMap((one, index) =>
      looked.slice(index + 1).map((other) => correlation(one.gray, other.gray)),
    );
    expect(Math.max(...others)).toBeLessThan(0.95);
  });

  it('says nothing of a picture of one colour, and does not divide by nothing', () => {
    const plain = normalizedGray(new Uint8Array(hashedSidePx * hashedSidePx * 3).fill(90));
    expect(plain.every((value) => value === 0)).toBe(true);
    expect(correlation(plain, plain)).toBe(0);
  });
});
