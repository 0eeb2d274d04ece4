import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { headForms } from '../../../../src/main/prediction/headForms';
import { Overlays } from '../../../../src/main/prediction/overlays';
import type { PredictedPhoto } from '../../../../src/main/prediction/predictedFace';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { predictedPhoto, studioModel } from './example';

/** A gray photo of the size that the example's predictions are of. */
async function photoIn(folder: string, name: string): Promise<PredictedPhoto> {
  const file = join(folder, name.replaceAll('/', '_'));
  await sharp({ create: { width: 90, height: 70, channels: 3, background: '#808080' } })
    .png()
    .toFile(file);
  return { ...predictedPhoto(name), file };
}

describe('Overlays', () => {
  it('draws the points where they were predicted, in a folder like the photos’', async () => {
    const folder = temporaryFolder();
    const overlays = new Overlays(join(folder, 'out'), studioModel, headForms(studioModel));
    const names = ['a.png', 'nested/b.png', 'c.png', 'd.png', 'e.png', 'f.png'];
    await overlays.draw(await Promise.all(names.map((name) => photoIn(folder, name))));
    expect(overlays.problems).toEqual([]);
    for (const name of names) expect(existsSync(join(folder, 'out', `${name}.overlay.jpg`))).toBe(true);
    expect(readdirSync(join(folder, 'out'), { recursive: true })).toHaveLength(names.length + 1);

    const { data, info } = await sharp(join(folder, 'out', 'a.png.overlay.jpg'))
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

  it('lists a photo that cannot be drawn, and draws the others', async () => {
    const folder = temporaryFolder();
    const overlays = new Overlays(join(folder, 'out'), studioModel, headForms(studioModel));
    const broken = await photoIn(folder, 'broken.png');
    writeFileSync(broken.file, 'no longer a photo');
    await overlays.draw([broken, await photoIn(folder, 'good.png')]);
    expect(overlays.problems).toMatchObject([{ file: broken.file, code: 'overlay-failed' }]);
    expect(readdirSync(join(folder, 'out'))).toEqual(['good.png.overlay.jpg']);
  });

  it.runIf(process.platform === 'linux')(
    'fails where the disk is full, and leaves no half of a picture',
    async () => {
      const folder = temporaryFolder();
      const out = join(folder, 'out');
      mkdirSync(out);
      symlinkSync('/dev/full', join(out, 'a.png.overlay.jpg.part'));
      const overlays = new Overlays(out, studioModel, headForms(studioModel));
      await expect(overlays.draw([await photoIn(folder, 'a.png')])).rejects.toMatchObject({
        code: 'disk-full',
        message: expect.stringContaining('a.png.overlay.jpg') as string,
      });
      expect(overlays.problems).toEqual([]);
      expect(readdirSync(out)).toEqual([]);
    },
  );
});
