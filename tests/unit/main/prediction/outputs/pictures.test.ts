import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { contentHashOf } from '../../../../../src/main/images/contentHash';
import { pictureMarker } from '../../../../../src/main/prediction/outputs/pictureMarker';
import { Pictures } from '../../../../../src/main/prediction/outputs/pictures';
import { temporaryOf } from '../../../../../src/main/prediction/outputs/wholeFile';
import type { PredictedPhoto } from '../../../../../src/main/prediction/predictedFace';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { outputContext, predictedPhoto } from '../example';

/** A gray photo of the size that the example's predictions are of. */
async function photoIn(folder: string, name: string): Promise<PredictedPhoto> {
  const file = join(folder, name.replaceAll('/', '_'));
  await sharp({ create: { width: 90, height: 70, channels: 3, background: '#808080' } })
    .png()
    .toFile(file);
  return { ...predictedPhoto(name), file, contentHash: contentHashOf(readFileSync(file)) };
}

describe('pictures', () => {
  it('draws the points where they were predicted, in a folder like the photos’', async () => {
    const folder = temporaryFolder();
    const overlays = new Pictures(['overlays'], outputContext(folder));
    const names = ['a.png', 'nested/b.png', 'c.png', 'd.png', 'e.png', 'f.png'];
    await overlays.draw(await Promise.all(names.map((name) => photoIn(folder, name))));
    expect(overlays.problems).toEqual([]);
    for (const name of names) expect(existsSync(join(folder, 'overlays', `${name}.overlay.jpg`))).toBe(true);
    expect(readdirSync(join(folder, 'overlays'), { recursive: true })).toHaveLength(names.length + 2);

    const { data, info } = await sharp(join(folder, 'overlays', 'a.png.overlay.jpg'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    const scale = info.width / 90;
    const gray = (x: number, y: number): boolean => {
      const at = (Math.round(y * scale) * info.width + Math.round(x * scale)) * 3;
      return [0, 1, 2].every((channel) => Math.abs(data[at + channel]! - 128) < 10);
    };
    // The nose's mark is at 20, 40.25; nothing is drawn far from all points.
    expect(gray(20, 40.25)).toBe(false);
    expect(gray(80, 10)).toBe(true);
    expect(info.height).toBeGreaterThan(70 * scale);
  });

  it('cuts each face, and draws again only what is missing', async () => {
    const folder = temporaryFolder();
    const photo = await photoIn(folder, 'a.png');
    const [face] = photo.faces;
    const small = { ...face!, indexInPhoto: 1, region: { x: 10, y: 10, width: 40, height: 40 } };
    const two = { ...photo, faces: [face!, small] };
    const crops = new Pictures(['crops'], outputContext(folder));
    await crops.draw([two]);
    const files = ['a.png.face-0.jpg', 'a.png.face-1.jpg'].map((name) => join(folder, 'crops', name));
    const sizes = await Promise.all(files.map(async (file) => (await sharp(file).metadata()).width));
    expect(sizes).toEqual([90, 40]);
    writeFileSync(files[0]!, 'kept');
    rmSync(files[1]!);
    await crops.drawMissing([two]);
    expect(readFileSync(files[0]!, 'utf8')).toBe('kept');
    expect(existsSync(files[1]!)).toBe(true);
  });

  it('draws nothing on a photo that has become another since', async () => {
    const folder = temporaryFolder();
    const photo = await photoIn(folder, 'a.png');
    await sharp({ create: { width: 90, height: 70, channels: 3, background: '#80ff80' } })
      .png()
      .toFile(photo.file);
    const pictures = new Pictures(['overlays', 'crops'], outputContext(folder));
    await pictures.drawMissing([photo]);
    // Both are looked at at once.
    expect(pictures.problems.map(({ code }) => code).sort()).toEqual(['crop-failed', 'overlay-failed']);
    for (const { file, reason } of pictures.problems) {
      expect([file, reason]).toEqual([photo.file, expect.stringContaining('is another')]);
    }
    expect(readdirSync(folder)).toEqual(['a.png']);
  });

  it('lists a photo that cannot be drawn, and draws the others', async () => {
    const folder = temporaryFolder();
    const overlays = new Pictures(['overlays'], outputContext(folder));
    const broken = await photoIn(folder, 'broken.png');
    writeFileSync(broken.file, 'no longer a photo');
    await overlays.draw([broken, await photoIn(folder, 'good.png')]);
    expect(overlays.problems).toMatchObject([{ file: broken.file, code: 'overlay-failed' }]);
    expect(readdirSync(join(folder, 'overlays'))).toEqual([pictureMarker, 'good.png.overlay.jpg']);
  });

  it.runIf(process.platform === 'linux')(
    'fails where the disk is full, and leaves no half of a picture',
    async () => {
      const folder = temporaryFolder();
      const out = join(folder, 'overlays');
      mkdirSync(out);
      symlinkSync('/dev/full', temporaryOf(join(out, 'a.png.overlay.jpg')));
      const overlays = new Pictures(['overlays'], outputContext(folder));
      await expect(overlays.draw([await photoIn(folder, 'a.png')])).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringContaining('a.png.overlay.jpg') as string,
      });
      expect(overlays.problems).toEqual([]);
      expect(readdirSync(out)).toEqual([]);
    },
  );
});
