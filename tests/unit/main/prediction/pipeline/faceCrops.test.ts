import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import { inlineCropReader, type CropReader } from '../../../../../src/main/images/cropReader';
import type { CropSpecification } from '../../../../../src/main/images/region';
import type { Photo } from '../../../../../src/main/prediction/findPhotos';
import {
  cropFoundFaces,
  cropWholePhotos,
  faceTableOf,
  type FoundPhoto,
} from '../../../../../src/main/prediction/pipeline/faceCrops';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { studioModel } from '../example';

const specification: CropSpecification = { mode: 'face', sizePx: 4, marginPx: 1 };
const cropBytes = 6 * 6 * 3;

/** Flat photos, the red of each being its number; one of them is broken. */
async function photos(count: number, broken: number): Promise<Photo[]> {
  const folder = temporaryFolder();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const file = join(folder, `${index}.png`);
      const create = { width: 8, height: 6, channels: 3, background: { r: index, g: 0, b: 0 } } as const;
      if (index === broken) writeFileSync(file, 'no photo');
      else await sharp({ create }).png().toFile(file);
      return { file, name: `${index}.png` };
    }),
  );
}

describe('cropWholePhotos', () => {
  it('reads the photos over several messages, and keeps their order past a broken one', async () => {
    const asked: number[] = [];
    const reader = inlineCropReader();
    const counting: CropReader = {
      ...reader,
      read: (requests, of) => {
        asked.push(requests.length);
        return reader.read(requests, of);
      },
    };
    const batch = await cropWholePhotos(await photos(70, 40), specification, counting);
    expect(asked).toEqual([32, 32, 6]);
    expect(batch.photos.map(({ cropped }) => 'image' in cropped)).toEqual(
      Array.from({ length: 70 }, (_, index) => index !== 40),
    );
    expect(batch.pixels).toHaveLength(69 * cropBytes);
    // The middle of each crop.
    const reds = Array.from({ length: 69 }, (_, row) => batch.pixels[row * cropBytes + (3 * 6 + 3) * 3]);
    expect(reds).toEqual([...Array(70).keys()].filter((index) => index !== 40));
  });

  it.each([
    ['face', { x: 0, y: -1, width: 8, height: 8 }],
    ['image', { x: 0, y: 0, width: 8, height: 6 }],
  ] as const)('frames a photo as the network’s input “%s” is framed', async (mode, region) => {
    const [photo] = await photos(1, -1);
    const cropped = await cropWholePhotos([photo!], { ...specification, mode }, inlineCropReader());
    expect(cropped.photos).toMatchObject([
      { cropped: { image: { widthPx: 8, heightPx: 6 }, faces: [{ region, found: null }] } },
    ]);
  });
});

const image = { widthPx: 8, heightPx: 6 };

const face = (x: number) => {
  const region = { x, y: 0, width: 4, height: 4 };
  return { box: region, score: 0.5, region };
};

/** Found in a photo that was shrunk to so many columns, all of one gray. */
function found(photo: Photo, faces: readonly ReturnType<typeof face>[], widthPx = 2): FoundPhoto {
  const heightPx = (widthPx * 6) / 8;
  const pixels = new Uint8Array(widthPx * heightPx * 4).fill(77);
  const shrunk = { widthPx, heightPx, pixels, original: image };
  return { photo, found: { ok: { image, contentHash: 'hash', shrunk, faces } } };
}

describe('cropFoundFaces', () => {
  it('cuts every face of every photo, past photos that fail or have none', async () => {
    const [first, none, gone, broken, last] = await photos(5, -1);
    rmSync(gone!.file);
    const batch = await cropFoundFaces(
      [
        found(first!, [face(0), face(4)]),
        found(none!, []),
        found(gone!, [face(0)]),
        { photo: broken!, found: { error: { code: 'image-broken', message: 'It is broken.' } } },
        found(last!, [face(2)]),
      ],
      specification,
      inlineCropReader(),
    );
    expect(batch.photos.map(({ cropped }) => ('faces' in cropped ? cropped.faces.length : -1))).toEqual([
      ...[2, 0, -1, -1, 1],
    ]);
    expect(batch.photos[2]!.cropped).toMatchObject({ failure: { code: 'image-missing' } });
    expect(batch.pixels).toHaveLength(3 * cropBytes);
    const table = faceTableOf(batch, specification, studioModel);
    expect([...table.regions]).toEqual([...[0, 0, 4, 4], ...[4, 0, 4, 4], ...[2, 0, 4, 4]]);
    expect(batch.pixels[2 * cropBytes + (3 * 6 + 3) * 3]).toBe(4);
  });

  it('cuts from what a face was found in where that is as fine as the crop, and else from the file', async () => {
    const [photo, other] = await photos(2, -1);
    const faces = [face(0), { ...face(2), region: { x: 0, y: 0, width: 8, height: 8 } }];
    // At half its size the photo has 2 pixels a face for 4 of the crop, and 4 of the large one.
    const batch = await cropFoundFaces(
      [found(photo!, faces, 4), found(other!, faces, 8)],
      specification,
      inlineCropReader(),
    );
    const middles = [0, 1, 2, 3].map((row) => batch.pixels[row * cropBytes + (3 * 6 + 3) * 3]);
    expect(middles).toEqual([0, 77, 77, 77]);
  });

  it('asks for all faces of a photo in one message, and for few photos in each', async () => {
    const [one, other] = await photos(2, -1);
    const asked: string[][] = [];
    const reader = inlineCropReader();
    const counting: CropReader = {
      ...reader,
      read: (requests, of) => {
        asked.push(requests.map(({ file }) => file));
        return reader.read(requests, of);
      },
    };
    const many = (photo: Photo, count: number): FoundPhoto =>
      found(
        photo,
        Array.from({ length: count }, () => face(0)),
      );
    await cropFoundFaces([many(one!, 6), many(other!, 20)], specification, counting);
    expect(asked).toEqual([new Array(6).fill(one!.file), new Array(20).fill(other!.file)]);
  });
});

describe('faceTableOf', () => {
  it('is the readable photos without labels', async () => {
    const wears: Attribute = {
      id: 'wears',
      name: 'Wears',
      kind: 'tags',
      values: [
        { id: 'hat', name: 'Hat' },
        { id: 'scarf', name: 'Scarf' },
      ],
      mirrorSwaps: [],
    };
    const model = { ...studioModel, attributes: [...studioModel.attributes, wears] };
    const batch = await cropWholePhotos(await photos(3, 1), specification, inlineCropReader());
    const table = faceTableOf(batch, specification, model);
    expect(table).toMatchObject({ count: 2, crops: { sidePx: 6, marginPx: 1 } });
    expect([...table.cropRows]).toEqual([0, 1]);
    expect([...table.regions]).toEqual([0, -1, 8, 8, 0, -1, 8, 8]);
    expect([...table.visibility]).toEqual(new Array(10).fill(0));
    expect([...table.attributes['pose']!]).toEqual([Number.NaN, Number.NaN]);
    expect(table.attributes['wears']).toHaveLength(4);
  });
});
