import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../src/main/images/decode';
import { letGo } from '../../../../src/main/images/letGo';
import { PhotoFile } from '../../../../src/main/images/photoFile';
import { bytesOfCrop } from '../../../../src/main/images/region';
import { temporaryFolder } from '../../../support/temporaryFolder';

const picture = (): Promise<Buffer> =>
  sharp({ create: { width: 300, height: 200, channels: 3, background: '#4080c0' } })
    .png()
    .toBuffer();

describe('letGo', () => {
  it('gives back the pixels that a decoder answered', async () => {
    const { pixels } = await decodeImage(await picture());
    expect(pixels).toHaveLength(300 * 200 * 4);
    letGo(pixels);
    expect(pixels).toHaveLength(0);
  });

  it('leaves memory alone that others have a part in', () => {
    const whole = new Uint8Array([1, 2, 3, 4]);
    letGo(whole.subarray(1, 3));
    expect([...whole]).toEqual([1, 2, 3, 4]);
  });
});

describe('a photo’s file that is closed', () => {
  it('has let its bytes go, and is read again where another crop is asked for', async () => {
    const file = join(temporaryFolder(), 'photo.png');
    // Larger than what Node takes out of a common pool.
    const noise = Buffer.from(
      Array.from({ length: 120_000 }, (_, at) => Math.floor(Math.abs(Math.sin(at)) * 1e6) % 256),
    );
    writeFileSync(
      file,
      await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } })
        .png()
        .toBuffer(),
    );
    const specification = { mode: 'face', sizePx: 32, marginPx: 0 } as const;
    const wanted = {
      framing: { kind: 'region', region: { x: 20, y: 30, width: 90, height: 90 } },
      specification,
    } as const;
    const photo = new PhotoFile(file, [wanted]);
    const [first, second] = [0, 0].map(() => new Uint8ClampedArray(bytesOfCrop(specification))) as [
      Uint8ClampedArray,
      Uint8ClampedArray,
    ];
    await photo.crop(wanted, first);
    const { bytes } = photo;
    expect(bytes.length).toBeGreaterThan(4096);
    await photo.close();
    expect(bytes).toHaveLength(0);
    await photo.crop(wanted, second);
    expect(second).toEqual(first);
  });
});
