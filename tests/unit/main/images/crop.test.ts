import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCrops } from '../../../../src/main/images/crop';
import { decodeImage } from '../../../../src/main/images/decode';
import type { CropOrigin, Framing } from '../../../../src/main/images/framing';
import { cropSidePx, storedRegion, type CropSpecification } from '../../../../src/main/images/region';
import { centroid, dotSamples } from './dot';

const face: CropSpecification = { mode: 'face', sizePx: 64, marginPx: 16 };
const image: CropSpecification = { mode: 'image', sizePx: 40, marginPx: 0 };
const dot = { x: 101.3, y: 77.8 };
const [widthPx, heightPx] = [181, 143];
const files = new Map<string, string>();
let folder: string;

/** The same dot as a plain JPEG (the short way) and in forms that only sharp reads. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'facet-crop-'));
  const gray = { width: widthPx, height: heightPx, channels: 1 } as const;
  const samples = dotSamples(widthPx, heightPx, dot);
  const rgb = await sharp(samples, { raw: gray }).toColourspace('srgb').png().toBuffer();
  const forms: [string, Sharp][] = [
    ['plain.jpg', sharp(rgb).jpeg({ quality: 95 })],
    ['gray.jpg', sharp(rgb).toColourspace('b-w').jpeg({ quality: 95 })],
    ['full-colour.jpg', sharp(rgb).jpeg({ quality: 95, chromaSubsampling: '4:4:4' })],
    ['progressive.jpg', sharp(rgb).jpeg({ quality: 95, progressive: true })],
    [
      'turned.jpg',
      sharp(await sharp(rgb).rotate(270).png().toBuffer())
        .withMetadata({ orientation: 6 })
        .jpeg(),
    ],
    ['picture.png', sharp(rgb).png()],
  ];
  for (const [name, form] of forms) {
    files.set(name, join(folder, name));
    writeFileSync(files.get(name)!, await form.toBuffer());
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function cropOf(
  name: string,
  framing: Framing,
  specification: CropSpecification,
): Promise<{ pixels: Uint8Array; origin: CropOrigin }> {
  const { pixels, origins } = await readCrops([{ file: files.get(name)!, framing }], specification);
  const [origin] = origins;
  if (!origin || 'error' in origin) throw new Error(JSON.stringify(origin));
  return { pixels, origin: origin.ok };
}

const names = ['plain.jpg', 'gray.jpg', 'full-colour.jpg', 'progressive.jpg', 'turned.jpg', 'picture.png'];

describe('readCrops', () => {
  it.each(names)('keeps the geometry to 0.1 px: %s', async (name) => {
    const framings: Framing[] = [
      {
        kind: 'region',
        region: { x: 40.37, y: 20.71, width: 95.5, height: 101.2 },
      },
      {
        kind: 'region',
        region: { x: 60.2, y: 33.9, width: 160.1, height: 160.1 },
      },
      {
        kind: 'region',
        region: { x: -31.6, y: -48.2, width: 240.3, height: 231.9 },
      },
      { kind: 'whole-image' },
      { kind: 'square-around-image' },
    ];
    for (const specification of [face, image]) {
      for (const framing of framings) {
        const { pixels, origin } = await cropOf(name, framing, specification);
        expect(origin.image).toEqual({ widthPx, heightPx });
        const side = cropSidePx(specification);
        expect(pixels).toHaveLength(side * side * 3);
        const found = centroid(pixels, side, 3);
        const { region } = origin;
        const inner = specification.sizePx;
        const expectedX = ((dot.x - region.x) / region.width) * inner + specification.marginPx;
        const expectedY = ((dot.y - region.y) / region.height) * inner + specification.marginPx;
        expect(Math.abs(found.x - expectedX), `${name} x`).toBeLessThan(0.1);
        expect(Math.abs(found.y - expectedY), `${name} y`).toBeLessThan(0.1);
      }
    }
  });

  it.each([
    ['a turned camera JPEG', 1600, 1200],
    ['one whose sides nothing divides', 1601, 1201],
  ])('keeps the geometry of a large photo that is decoded smaller: %s', async (_, width, height) => {
    const at = { x: 913.7, y: 402.2 };
    const raw = { width, height, channels: 1 } as const;
    const rgb = sharp(dotSamples(width, height, at, 40), {
      raw,
    }).toColourspace('srgb');
    const turned = await sharp(await rgb.png().toBuffer())
      .rotate(270)
      .png()
      .toBuffer();
    const jpeg = await sharp(turned).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer();
    const file = join(folder, 'large.jpg');
    writeFileSync(file, Buffer.concat([jpeg, Buffer.alloc(100_000)]));
    for (const framing of [
      { kind: 'square-around-image' },
      {
        kind: 'region',
        region: { x: 500.3, y: -80.1, width: 700.2, height: 800.9 },
      },
    ] as const) {
      const { pixels, origins } = await readCrops([{ file, framing }], face);
      const [origin] = origins;
      if (!origin || 'error' in origin) throw new Error(JSON.stringify(origin));
      const { image: size, region } = origin.ok;
      expect(size).toEqual({ widthPx: width, heightPx: height });
      const found = centroid(pixels, cropSidePx(face), 3);
      expect(Math.abs(found.x - (((at.x - region.x) / region.width) * 64 + 16))).toBeLessThan(0.1);
      expect(Math.abs(found.y - (((at.y - region.y) / region.height) * 64 + 16))).toBeLessThan(0.1);
    }
  });

  it('gives nearly the same bytes the short way and sharp’s way', async () => {
    const framing: Framing = {
      kind: 'region',
      region: { x: 40.37, y: 20.71, width: 95.5, height: 101.2 },
    };
    const reference = await cropOf('progressive.jpg', framing, face);
    const { pixels } = await cropOf('plain.jpg', framing, face);
    const differences = pixels.map((byte, index) => Math.abs(byte - reference.pixels[index]!));
    expect(Math.max(...differences)).toBeLessThanOrEqual(4);
  });

  it.each(['plain.jpg', 'progressive.jpg'])(
    'reads a file once for all of its faces, which come out as each by itself: %s',
    async (name) => {
      const regions = [-20, 0, 33.4, 61].map((x) => ({ x, y: 10 + x / 2, width: 60.5, height: 60.5 }));
      const requests = regions.map((region) => ({
        file: files.get(name)!,
        framing: { kind: 'region', region } as const,
      }));
      const unusable = { ...requests[1]!.framing, region: { ...regions[1]!, width: 0 } };
      const { pixels, origins } = await readCrops(
        [...requests, { ...requests[1]!, framing: unusable }],
        face,
      );
      expect(origins.map((origin) => ('ok' in origin ? origin.ok.region : origin.error.code))).toEqual([
        ...regions,
        'region-invalid',
      ]);
      const bytes = cropSidePx(face) ** 2 * 3;
      for (const [index, { framing }] of requests.entries()) {
        const { pixels: alone } = await cropOf(name, framing, face);
        const differences = alone.map((byte, at) => Math.abs(byte - pixels[index * bytes + at]!));
        expect(Math.max(...differences)).toBeLessThanOrEqual(4);
      }
    },
  );

  it('cuts from what was decoded before, without the file', async () => {
    const framing = { kind: 'region', region: { x: 40.37, y: 20.71, width: 95.5, height: 101.2 } } as const;
    const decoded = await decodeImage(readFileSync(files.get('picture.png')!));
    const requests = [{ file: join(folder, 'absent.png'), framing, decoded }];
    const { pixels, origins } = await readCrops(requests, face);
    const fromFile = await cropOf('picture.png', framing, face);
    expect(pixels).toEqual(fromFile.pixels);
    expect(origins).toEqual([{ ok: fromFile.origin }]);
  });

  it('frames the whole of a photo in a square', async () => {
    const { origin } = await cropOf('picture.png', { kind: 'square-around-image' }, face);
    expect(origin.region).toEqual({ x: 0, y: -19, width: 181, height: 181 });
    const whole = await cropOf('picture.png', { kind: 'whole-image' }, image);
    expect(whole.origin.region).toEqual({
      x: 0,
      y: 0,
      width: 181,
      height: 143,
    });
  });

  it('makes each bad photo a value among the others', async () => {
    const broken = join(folder, 'broken.jpg');
    const sound = readFileSync(files.get('plain.jpg')!);
    writeFileSync(broken, sound.subarray(0, sound.length / 2));
    const framing: Framing = { kind: 'whole-image' };
    const requests = [
      { file: broken, framing },
      { file: files.get('plain.jpg')!, framing },
      { file: join(folder, 'absent.jpg'), framing },
      { file: folder, framing },
      {
        file: files.get('plain.jpg')!,
        framing: {
          kind: 'region',
          region: { x: 0, y: 0, width: NaN, height: 1 },
        },
      },
    ] as const;
    const { pixels, origins } = await readCrops(requests, image);
    expect(origins.map((origin) => ('ok' in origin ? 'read' : origin.error.code))).toEqual([
      'image-broken',
      'read',
      'image-missing',
      'image-missing',
      'region-invalid',
    ]);
    const cropBytes = 40 * 40 * 3;
    const written = [0, 1, 2, 3, 4].map((index) =>
      pixels.subarray(index * cropBytes, (index + 1) * cropBytes).some((byte) => byte > 100),
    );
    expect(written).toEqual([false, true, false, false, false]);
  });
});

describe('storedRegion', () => {
  it('grows by exactly the margin’s pixels', () => {
    const stored = storedRegion({ x: 10, y: 20, width: 64, height: 128 }, face);
    expect(stored).toEqual({ x: -6, y: -12, width: 96, height: 192 });
  });
});
