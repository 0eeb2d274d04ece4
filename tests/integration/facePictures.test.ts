import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runJob } from '@shared/contract/client';
import { mostThumbnailsAtOnce } from '@shared/contract/pictures';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStudio } from '../../src/main/studio';
import { temporaryFolder } from '../support/temporaryFolder';

const mini = resolve(import.meta.dirname, '../../../shared/data/mtfl-mini.zip');

describe.skipIf(!existsSync(mini))(`pictures of real faces (needs ${mini})`, () => {
  it('show the face in the middle of a square, and come again from the disk', async () => {
    const studio = createStudio();
    onTestFinished(() => studio.close());
    const folder = join(temporaryFolder(), 'project');
    await studio.request('project.open', { folder, mode: 'create' });
    await runJob(studio, 'datasets.import', { path: mini });
    const query = { filter: { labelled: 'complete' }, sort: { by: 'name', descending: false } } as const;
    const window = await studio.request('library.window', { query, offset: 0, limit: 500 });
    if ('error' in window) throw new Error(window.error.message);
    const tiles = window.ok.tiles.filter((_, index) => index % 8 === 0);
    const pictures = await Promise.all(tiles.map(({ id }) => studio.pictures.thumbnail(id, 160)));
    for (const [index, picture] of pictures.entries()) {
      if ('error' in picture) throw new Error(picture.error.message);
      const { version, points, imagePath } = tiles[index]!;
      expect(picture.ok.version).toBe(version);
      const metadata = await sharp(picture.ok.bytes).metadata();
      expect(metadata).toMatchObject({ format: 'webp', width: 160, height: 160 });
      // Every point is inside of the crop that is drawn around them, not far from its middle.
      for (const point of points)
        for (const fraction of point!) expect(Math.abs(fraction - 0.5)).toBeLessThan(0.35);
      const { entropy } = await sharp(picture.ok.bytes).stats();
      expect([imagePath, entropy > 3]).toEqual([imagePath, true]);
    }
    const again = await Promise.all(tiles.map(({ id }) => studio.pictures.thumbnail(id, 160)));
    expect(again).toEqual(pictures);
    const some = tiles.slice(0, mostThumbnailsAtOnce);
    const asked = await studio.request('pictures.thumbnails', {
      of: [...some.map(({ id }) => id).slice(1), 1_000_000],
      sizePx: 160,
    });
    if ('error' in asked) throw new Error(asked.error.message);
    expect(asked.ok.thumbnails.at(-1)).toBeNull();
    for (const [index, thumbnail] of asked.ok.thumbnails.slice(0, -1).entries()) {
      const made = pictures[index + 1]!;
      expect(thumbnail?.version).toBe(tiles[index + 1]!.version);
      expect('ok' in made && Buffer.from(made.ok.bytes).toString('base64')).toBe(thumbnail?.webp);
    }
    const whole = await studio.pictures.image(tiles[0]!.id, 512);
    if ('error' in whole) throw new Error(whole.error.message);
    const faces = await studio.request('faces.get', { faceIds: [tiles[0]!.id] });
    if ('error' in faces) throw new Error(faces.error.message);
    expect(await sharp(whole.ok.bytes).metadata()).toMatchObject({
      width: faces.ok[0]!.imageWidthPx,
      height: faces.ok[0]!.imageHeightPx,
    });
  });
});
