import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkImage } from '../../../../src/main/datasets/imageCheck';
import { maximumPixels } from '../../../../src/main/images/decode';
import { exifSegment, withSegments } from '../../../support/jpegSegments';
import { temporaryFolder } from '../../../support/temporaryFolder';

const size = { widthPx: 40, heightPx: 30 };

function image(): Sharp {
  return sharp({
    create: {
      width: size.widthPx,
      height: size.heightPx,
      channels: 3,
      background: '#204060',
      noise: { type: 'gaussian', mean: 100, sigma: 50 },
    },
  });
}

function written(bytes: Buffer | string): string {
  const file = join(temporaryFolder(), 'image.jpg');
  writeFileSync(file, bytes);
  return file;
}

const formats: [string, (image: Sharp) => Sharp][] = [
  ['JPEG', (image) => image.jpeg()],
  ['progressive JPEG', (image) => image.jpeg({ progressive: true })],
  ['gray JPEG', (image) => image.greyscale().jpeg()],
  ['CMYK JPEG', (image) => image.toColourspace('cmyk').jpeg()],
  ['PNG', (image) => image.png()],
  ['16-bit PNG', (image) => image.toColourspace('rgb16').png()],
  ['gray 16-bit PNG', (image) => image.toColourspace('grey16').png()],
  ['PNG with alpha', (image) => image.ensureAlpha(0.5).png()],
  ['palette PNG', (image) => image.png({ palette: true })],
  ['WebP', (image) => image.webp()],
  ['WebP without loss', (image) => image.webp({ lossless: true })],
  ['GIF', (image) => image.gif()],
  ['16-bit TIFF', (image) => image.toColourspace('rgb16').tiff()],
  ['AVIF', (image) => image.avif()],
];

describe('checkImage', () => {
  it.each(formats)('reads the size and the content of a %s file', async (_name, as) => {
    const bytes = await as(image()).toBuffer();
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    expect(await checkImage(written(bytes))).toEqual({ ...size, contentHash });
  });

  it('gives the size as the image is seen', async () => {
    for (const orientation of [1, 4, 5, 6, 8]) {
      const seen = orientation >= 5 ? { widthPx: 30, heightPx: 40 } : size;
      const jpeg = withSegments(await image().jpeg().toBuffer(), exifSegment(orientation, 'MM'));
      expect(await checkImage(written(jpeg)), `JPEG, ${orientation}`).toMatchObject(seen);
      const png = await image().withMetadata({ orientation }).png().toBuffer();
      expect(await checkImage(written(png)), `PNG, ${orientation}`).toMatchObject(seen);
    }
  });

  it.each(formats)('finds a %s file broken that is cut off', async (_name, as) => {
    const bytes = await as(image()).toBuffer();
    for (const length of [bytes.length - 20, Math.floor(bytes.length / 2), 24]) {
      const checked = checkImage(written(bytes.subarray(0, length)));
      await expect(checked, `${length} of ${bytes.length} bytes`).rejects.toMatchObject({
        code: 'image-broken',
      });
    }
  });

  it.each([
    ['an empty file', '', 'it is no image'],
    ['a web page', '<html>Please log in</html>', 'it is no image'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 'it is no image'],
    ['a JPEG’s first bytes and text', '\u00ff\u00d8\u00ffplain text', 'its JPEG header makes no sense'],
    [
      'a PNG’s first bytes and text',
      '\u0089PNG\r\n\u001a\nplain text IEND again',
      'its header cannot be read',
    ],
  ])('finds %s broken', async (_name, content, reason) => {
    const checked = checkImage(written(Buffer.from(content, 'latin1')));
    await expect(checked).rejects.toMatchObject({
      code: 'image-broken',
      message: expect.stringContaining(reason),
    });
  });

  it('refuses more pixels than a decoder may hold, by the header alone', async () => {
    const side = Math.ceil(Math.sqrt(maximumPixels)) + 1;
    const png = await image().png().toBuffer();
    png.writeUInt32BE(side, 16);
    png.writeUInt32BE(side, 20);
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
    const jpeg = await image().jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(side, frame + 5);
    jpeg.writeUInt16BE(side, frame + 7);
    for (const bytes of [png, jpeg]) {
      await expect(checkImage(written(bytes))).rejects.toMatchObject({ code: 'image-too-large' });
    }
  });

  it('says of a path that leads to no file that the image is missing', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'folder.jpg'));
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('circle.jpg', join(folder, 'circle.jpg'));
    const server = createServer().listen(join(folder, 'socket.jpg'));
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const names = ['absent.jpg', 'folder.jpg', 'file/below.jpg', 'circle.jpg', 'socket.jpg'];
    names.push(`${'a'.repeat(300)}.jpg`);
    for (const name of names) {
      const checked = checkImage(join(folder, name));
      await expect(checked, name.slice(0, 20)).rejects.toMatchObject({ code: 'image-missing' });
    }
  });
});
