import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readCrops } from '../../../../src/main/images/crop';
import { lookAtPhotos } from '../../../../src/main/images/photoLook';
import { temporaryFolder } from '../../../support/temporaryFolder';

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

/** A photo whose left half is red, as the camera saw it, and which is to be turned by its EXIF orientation. */
async function turnedPhoto(): Promise<string> {
  const file = join(temporaryFolder(), 'turned.jpg');
  const red = { create: { width: 150, height: 200, channels: 3, background: '#ff0000' } } as const;
  const create = { width: 300, height: 200, channels: 3, background: '#0000ff' } as const;
  await sharp({ create })
    .composite([{ input: await sharp(red).png().toBuffer(), left: 0, top: 0 }])
    .jpeg()
    .withMetadata({ orientation: 6 })
    .toFile(file);
  return file;
}

const looking = { longestSidePx: 100, looks: [{ photoPx: 50, sidePx: 60 }] };

describe('a look at photos', () => {
  it('sees each upright and small, with the size of the original and the hash of its bytes', async () => {
    const file = await turnedPhoto();
    const [look] = await lookAtPhotos([file], looking);
    if (!look || 'error' in look) throw new Error('It could not be looked at.');
    const { image, contentHash, shrunk, viewed } = look.ok;
    expect(image).toEqual({ widthPx: 200, heightPx: 300 });
    expect(contentHash).toBe(hashOf(file));
    expect([shrunk.widthPx, shrunk.heightPx]).toEqual([67, 100]);
    // What was left is above.
    const redAt = (row: number): number => shrunk.pixels[(row * shrunk.widthPx + 33) * 4]!;
    expect(redAt(10)).toBeGreaterThan(200);
    expect(redAt(90)).toBeLessThan(50);
    expect(viewed.original).toEqual(image);
    expect(viewed.views.map(({ sidePx }) => sidePx)).toEqual([60]);
    const redInView = (row: number): number => viewed.views[0]!.pixels[(row * 60 + 30) * 3]!;
    expect(redInView(10)).toBeGreaterThan(200);
    expect(redInView(50)).toBeLessThan(50);
  });

  it('goes on past files that are no photos', async () => {
    const folder = temporaryFolder();
    const text = join(folder, 'text.jpg');
    writeFileSync(text, 'no photo');
    const looks = await lookAtPhotos([text, join(folder, 'gone.jpg'), await turnedPhoto()], looking);
    expect(looks.map((look) => ('error' in look ? look.error.code : 'ok'))).toEqual([
      ...['image-unsupported', 'image-missing', 'ok'],
    ]);
  });
});

describe('a crop', () => {
  it('comes with the hash of its file’s bytes where that is asked for', async () => {
    const file = await turnedPhoto();
    const framing = { kind: 'whole-image' } as const;
    const specification = { mode: 'face', sizePx: 8, marginPx: 0 } as const;
    const { origins } = await readCrops(
      [
        { file, framing, hashed: true },
        { file, framing },
      ],
      specification,
    );
    expect(origins.map((origin) => ('ok' in origin ? origin.ok.contentHash : origin))).toEqual([
      ...[hashOf(file), undefined],
    ]);
  });
});
