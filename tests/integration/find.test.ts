import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import type { FindReport } from '@shared/contract/reports';
import { openProject } from '../../src/main/project/project';
import { drawFaces } from '../support/drawnFaces';
import { facet, facetJson, wasm } from '../support/facet';
import { temporaryFolder } from '../support/temporaryFolder';

const gray = { r: 90, g: 110, b: 120 };

/** A photo of 360 × 240 with faces of 120 pixels side by side. */
async function photoOf(faces: readonly Buffer[]): Promise<Sharp> {
  const pasted = faces.map(async (face, index) => ({
    input: await sharp(face).resize(120, 120).toBuffer(),
    left: 30 + 165 * index,
    top: 45,
  }));
  const photo = sharp({ create: { width: 360, height: 240, channels: 3, background: gray } });
  return sharp(
    await photo
      .composite(await Promise.all(pasted))
      .png()
      .toBuffer(),
  );
}

/** Two frames or pages: a face, and nothing. */
async function twoFrames(face: Sharp): Promise<Sharp> {
  const first = await face.removeAlpha().raw().toBuffer();
  const both = Buffer.concat([first, Buffer.alloc(first.length, 90)]);
  return sharp(both, { raw: { width: 360, height: 480, channels: 3, pageHeight: 240 } });
}

describe('facet find', () => {
  it('gives photos of every kind their faces, says which have none, and can be undone', async () => {
    const folder = temporaryFolder();
    const photos = join(folder, 'photos');
    mkdirSync(photos);
    const put = (name: string, bytes: Uint8Array): void => writeFileSync(join(photos, name), bytes);
    const [first, second] = (await drawFaces(2)).map(({ jpeg }) => jpeg);
    const one = await photoOf([first!]);
    const two = await (await photoOf([first!, second!])).jpeg().toBuffer();
    put('avif.avif', await one.clone().avif().toBuffer());
    put('cmyk.jpg', await one.clone().toColourspace('cmyk').jpeg().toBuffer());
    put('gray.jpg', await one.clone().greyscale().jpeg().toBuffer());
    put('moving.gif', await (await twoFrames(one.clone())).gif({ delay: [100, 100] }).toBuffer());
    put('none.jpg', await (await photoOf([])).jpeg().toBuffer());
    put('pages.tiff', await (await twoFrames(one.clone())).tiff().toBuffer());
    put('turned.jpg', await one.clone().rotate(90).withMetadata({ orientation: 8 }).jpeg().toBuffer());
    put('two-again.jpg', two);
    put('two.jpg', two);
    const project = join(folder, 'project');
    await facetJson(['import', photos, '--project', project]);

    const report = (await facetJson(
      ['find', '--project', project, '--source', photos],
      wasm,
    )) as unknown as FindReport;
    expect(report).toMatchObject({
      photos: 9,
      faces: 10,
      withoutFace: ['none.jpg'],
      duplicates: 1,
      problems: [],
    });
    const opened = openProject(project, { mode: 'write' });
    const faces = opened.faces.list();
    const turned = faces.find(({ imagePath }) => imagePath === 'turned.jpg')!;
    const upright = faces.find(({ imagePath }) => imagePath === 'gray.jpg')!;
    expect(turned).toMatchObject({ imageWidthPx: 360, imageHeightPx: 240, box: { drawnBy: 'detector' } });
    for (const side of ['x', 'y', 'width', 'height'] as const) {
      expect(Math.abs(turned.box![side] - upright.box![side])).toBeLessThan(8);
    }
    expect(faces.filter(({ imagePath }) => imagePath === 'two.jpg')).toHaveLength(2);
    expect(faces.find(({ imagePath }) => imagePath === 'none.jpg')!.box!.drawnBy).toBe('image');

    opened.journal.undo('somebody');
    const before = opened.faces.list();
    expect(before.map(({ box }) => box!.drawnBy)).toEqual(Array.from({ length: 9 }, () => 'image'));
    opened.journal.redo('somebody');
    expect(opened.faces.list()).toEqual(faces);
    opened.close();

    rmSync(join(photos, 'none.jpg'));
    const again = (await facetJson(['find', '--project', project], wasm)) as unknown as FindReport;
    const problems = [{ file: 'none.jpg', code: 'image-missing', reason: expect.any(String) as string }];
    expect(again).toMatchObject({ photos: 0, faces: 0, withoutFace: [], importId: null, problems });
    const wrong = await facet(['find', '--project', project, '--source', folder], wasm);
    expect([wrong.exitCode, wrong.errors]).toEqual([
      1,
      expect.stringContaining('is no source of this project'),
    ]);
  });
});
