import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { onTestFinished, describe, expect, it } from 'vitest';
import { ExpectedError, type Result } from '@shared/result';
import type { Box } from '@shared/domain/face';
import { versionOf } from '../../../../src/main/images/facePicture';
import { FacePictures, type Picture, type PictureSource } from '../../../../src/main/images/facePictures';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { centroid, dotSamples } from './dot';

const box: Box = { x: 40, y: 30, width: 80, height: 100, drawnBy: 'hand' };
const dot = { x: 90.3, y: 70.7 };

interface Fixture {
  readonly folder: string;
  readonly cacheFolder: string;
  readonly pictures: FacePictures;
  /** Adds a face whose image has these bytes. */
  readonly add: (id: number, bytes: Uint8Array, face?: Partial<PictureSource['face']>) => PictureSource;
}

function fixture(): Fixture {
  const folder = temporaryFolder();
  const cacheFolder = join(folder, 'cache');
  const sources = new Map<number, PictureSource>();
  const pictures = new FacePictures((faceId) => {
    const source = sources.get(faceId);
    if (!source) throw new ExpectedError({ code: 'face-unknown', message: `No face ${faceId}.` });
    return source;
  });
  onTestFinished(() => pictures.close());
  const add: Fixture['add'] = (id, bytes, face) => {
    const imageFile = join(folder, `${id}.image`);
    writeFileSync(imageFile, bytes);
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    const size = { imageWidthPx: 200, imageHeightPx: 160 };
    const source = { cacheFolder, imageFile, face: { ...size, contentHash, box, ...face } };
    sources.set(id, source);
    return source;
  };
  return { folder, cacheFolder, pictures, add };
}

async function dotImage(orientation?: number): Promise<Buffer> {
  const raw = { width: 200, height: 160, channels: 1 } as const;
  const upright = sharp(Buffer.from(dotSamples(200, 160, dot)), { raw });
  if (orientation === undefined) return upright.png().toBuffer();
  // Orientation 6 is shown turned by 90° clockwise: stored, it is turned the other way.
  return upright.rotate(-90).withMetadata({ orientation }).jpeg({ quality: 98 }).toBuffer();
}

function good(result: Result<Picture>): Picture {
  if ('error' in result) throw new Error(result.error.message);
  return result.ok;
}

async function grayOf({ bytes }: Picture): Promise<{ data: Buffer; width: number; height: number }> {
  const { data, info } = await sharp(bytes).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

describe('thumbnail', () => {
  it.each([
    ['PNG', undefined],
    ['JPEG that is stored turned', 6],
  ])('shows the face of a %s where its points say it is', async (_, orientation) => {
    const { pictures, add } = fixture();
    const { face } = add(1, await dotImage(orientation));
    const picture = good(await pictures.thumbnail(1, 160));
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ format: 'webp', width: 160, height: 160 });
    expect(picture.version).toBe(versionOf(face));
    const { data } = await grayOf(picture);
    const at = centroid(data, 160);
    // The square of the box is (30, 30) to (130, 130), and 8 more on each side.
    expect(at.x / 160).toBeCloseTo((dot.x - 22) / 116, 2);
    expect(at.y / 160).toBeCloseTo((dot.y - 22) / 116, 2);
  });

  it('is answered from the disk, also when the photo is gone', async () => {
    const { pictures, add, cacheFolder } = fixture();
    const { imageFile } = add(1, await dotImage());
    const first = good(await pictures.thumbnail(1, 96));
    rmSync(imageFile);
    expect(good(await pictures.thumbnail(1, 96))).toEqual(first);
    expect(await pictures.thumbnail(1, 160)).toMatchObject({ error: { code: 'image-missing' } });
    rmSync(cacheFolder, { recursive: true });
    expect(await pictures.thumbnail(1, 96)).toMatchObject({ error: { code: 'image-missing' } });
  });

  it('of a file that was replaced since its import is shown, and not kept', async () => {
    const { pictures, add } = fixture();
    const source = add(1, await dotImage());
    const other = await sharp({ create: { width: 200, height: 160, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    writeFileSync(source.imageFile, other);
    const replaced = good(await pictures.thumbnail(1, 96));
    expect(replaced.version).not.toBe(versionOf(source.face));
    add(1, await dotImage());
    const back = good(await pictures.thumbnail(1, 96));
    expect(back.version).toBe(versionOf(source.face));
    expect(back.bytes).not.toEqual(replaced.bytes);
  });

  it('follows the box', async () => {
    const { pictures, add } = fixture();
    const bytes = await dotImage();
    add(1, bytes);
    const before = good(await pictures.thumbnail(1, 96));
    add(1, bytes, { box: { ...box, x: 60 } });
    const after = good(await pictures.thumbnail(1, 96));
    expect(after.version).not.toBe(before.version);
    const [left, right] = [
      centroid((await grayOf(after)).data, 96),
      centroid((await grayOf(before)).data, 96),
    ];
    expect(right.x - left.x).toBeCloseTo((20 / 116) * 96, 0);
  });

  it('comes in a few sizes only', async () => {
    const { pictures, add } = fixture();
    add(1, await dotImage());
    expect(await pictures.thumbnail(1, 161)).toMatchObject({ error: { code: 'picture-size' } });
    expect(await pictures.image(1, 160)).toMatchObject({ error: { code: 'picture-size' } });
  });

  it('is made for each of many at once', async () => {
    const { pictures, add } = fixture();
    const grays = Array.from({ length: 40 }, (_, index) => 3 * index);
    for (const gray of grays) {
      const background = { r: gray, g: gray, b: gray };
      add(
        gray + 1,
        await sharp({ create: { width: 200, height: 160, channels: 3, background } })
          .png()
          .toBuffer(),
      );
    }
    const made = await Promise.all(grays.map((gray) => pictures.thumbnail(gray + 1, 96)));
    for (const [index, result] of made.entries()) {
      const { data } = await grayOf(good(result));
      expect(Math.abs(data[data.length / 2]! - grays[index]!)).toBeLessThanOrEqual(1);
    }
  });
});

describe('image', () => {
  it('is the whole image, upright and within the size', async () => {
    const { pictures, add } = fixture();
    const large = await sharp({ create: { width: 1500, height: 900, channels: 4, background: '#ff000000' } })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    add(1, large);
    const { bytes } = good(await pictures.image(1, 1024));
    expect(await sharp(bytes).metadata()).toMatchObject({
      format: 'webp',
      width: 614,
      height: 1024,
      channels: 3,
    });
  });

  it('is not enlarged', async () => {
    const { pictures, add } = fixture();
    add(1, await dotImage());
    const picture = good(await pictures.image(1, 512));
    const { data, width, height } = await grayOf(picture);
    expect([width, height]).toEqual([200, 160]);
    expect(data[70 * 200 + 90]).toBeGreaterThan(240);
  });
});

describe('what is wrong with an image is a value', () => {
  it.each([
    ['image-missing', null],
    ['image-unsupported', Buffer.from('This is a text.')],
    ['image-broken', 'cut off'],
  ] as const)('%s', async (code, content) => {
    const { pictures, add } = fixture();
    const whole = await dotImage(1);
    const source = add(1, content === 'cut off' ? whole.subarray(0, whole.length / 2) : (content ?? whole));
    if (content === null) rmSync(source.imageFile);
    expect(await pictures.thumbnail(1, 160)).toMatchObject({ error: { code } });
    expect(await pictures.image(1, 1024)).toMatchObject({ error: { code } });
  });

  it('a folder in the image’s place, and a face that is none', async () => {
    const { pictures, add } = fixture();
    const { imageFile } = add(1, Buffer.from(''));
    rmSync(imageFile);
    mkdirSync(imageFile);
    expect(await pictures.image(1, 512)).toMatchObject({ error: { code: 'image-missing' } });
    expect(await pictures.image(2, 512)).toMatchObject({ error: { code: 'face-unknown' } });
  });
});

describe('a picture that nobody waits for', () => {
  it('is cancelled, by whoever asked or by closing', async () => {
    const { pictures, add } = fixture();
    add(1, await dotImage());
    const abort = new AbortController();
    abort.abort();
    expect(await pictures.thumbnail(1, 160, abort.signal)).toMatchObject({ error: { code: 'cancelled' } });
    expect(good(await pictures.thumbnail(1, 160)).bytes.length).toBeGreaterThan(0);
    await pictures.close();
    expect(await pictures.thumbnail(1, 256)).toMatchObject({ error: { code: 'cancelled' } });
  });
});
