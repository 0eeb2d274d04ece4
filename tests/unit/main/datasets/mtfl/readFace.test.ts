import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { labelFiles } from '../../../../../src/main/datasets/mtfl/format';
import type { LabelLine } from '../../../../../src/main/datasets/mtfl/labelLines';
import { parseLine, readFace } from '../../../../../src/main/datasets/mtfl/readFace';
import type { Problem } from '@shared/contract/jobs';
import type { ImportedFace } from '../../../../../src/main/project/faces/importRepository';
import { exifSegment, withSegments } from '../../../../support/jpegSegments';
import { exampleJpeg, exampleRow, exampleSize, type RowChanges, writeFiles } from '../../../../support/mtfl';
import { temporaryFolder } from '../../../../support/temporaryFolder';

const file = labelFiles[1]!;
const { widthPx, heightPx } = exampleSize;

function lineOf(text: string, changes: Partial<LabelLine> = {}): LabelLine {
  return { number: 12, text, isUtf8: true, isTooLong: false, ...changes };
}

async function read(folder: string, line: LabelLine): Promise<Omit<ImportedFace, 'indexInImage'> | Problem> {
  const parsed = parseLine(line, file);
  return 'problem' in parsed ? parsed.problem : readFace(parsed, { sourceId: 3, folder, file });
}

const readRow = (folder: string, path: string, changes: RowChanges = {}): ReturnType<typeof read> =>
  read(folder, lineOf(exampleRow(path, changes)));

describe('parseLine', () => {
  it('says where a row stands that makes no sense', () => {
    expect(parseLine(lineOf(' a.jpg 1 2'), file)).toEqual({
      problem: { file: 'testing.txt', line: 12, code: 'field-count', reason: '3 fields instead of 15' },
    });
  });

  it('takes no line for a row that is too long for one, though its beginning looks like one', () => {
    const line = lineOf(`${exampleRow('a.jpg')}${' '.repeat(20_000)}`, { isTooLong: true });
    expect(parseLine(line, file)).toMatchObject({
      problem: { line: 12, code: 'line-too-long', reason: 'the line has more than 16,384 bytes' },
    });
  });
});

describe('readFace', () => {
  it('reads all that a row and its image say', async () => {
    const folder = temporaryFolder();
    const bytes = await exampleJpeg(1);
    writeFiles(folder, { 'net_7876/a b.jpg': bytes });
    const face = await readRow(folder, 'net_7876\\a b.jpg');
    expect(face).toEqual({
      sourceId: 3,
      imagePath: 'net_7876/a b.jpg',
      imageWidthPx: widthPx,
      imageHeightPx: heightPx,
      contentHash: createHash('sha256').update(bytes).digest('hex'),
      split: 'testing',
      box: null,
      landmarks: [
        { x: 19.75, y: 15, visibility: 2 },
        { x: 40, y: 15.5, visibility: 2 },
        { x: 29.625, y: 24.500001, visibility: 2 },
        { x: 21.5, y: 34.5, visibility: 2 },
        { x: 38.25, y: 34.499999, visibility: 2 },
      ],
      attributes: { gender: 'male', smile: 'no', glasses: 'no', pose: 'frontal' },
      origin: { file: 'testing.txt', line: 12 },
    });
  });

  it('takes the whole of an AFLW image for the face’s box, and of no other', async () => {
    const folder = temporaryFolder();
    const bytes = await exampleJpeg(1);
    const paths = ['AFLW/a.jpg', 'AFLW/deep/a.jpg', 'AFLW_b/a.jpg', 'lfw/AFLW/a.jpg', 'AFLW.jpg'];
    const boxes = [];
    for (const path of paths) {
      writeFiles(folder, { [path]: bytes });
      boxes.push(((await readRow(folder, path)) as ImportedFace).box);
    }
    const whole = { x: 0, y: 0, width: widthPx, height: heightPx, drawnBy: 'image' };
    expect(boxes).toEqual([whole, whole, null, null, null]);
  });

  it('takes points up to the image’s edges, and none beyond', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.jpg': await exampleJpeg(1) });
    // 1-based pixels: the image reaches from 0.5 to its size and a half.
    const edges = { x: [0.5, widthPx + 0.5, 20, 20, 20], y: [0.5, heightPx + 0.5, 20, 20, 20] };
    expect(await readRow(folder, 'a.jpg', edges)).toMatchObject({ imagePath: 'a.jpg' });
    const beyond: RowChanges[] = [
      { ...edges, x: edges.x.with(0, 0.49) },
      { ...edges, x: edges.x.with(1, widthPx + 0.51) },
      { ...edges, y: edges.y.with(0, 0.49) },
      { ...edges, y: edges.y.with(1, heightPx + 0.51) },
    ];
    for (const changes of beyond) {
      expect(await readRow(folder, 'a.jpg', changes)).toMatchObject({ line: 12, code: 'point-outside' });
    }
    const far = await readRow(folder, 'a.jpg', { ...edges, x: edges.x.with(4, 100.5) });
    expect(far).toMatchObject({
      reason: 'the point (100, 19.5) is outside of a.jpg, which has 60 × 50 pixels',
    });
  });

  it('does not mind faces that stand on their heads', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'AFLW/a.jpg': await exampleJpeg(1) });
    const turned = { x: [40, 20, 30, 38, 22], y: [35, 35, 25, 15, 15] };
    const face = (await readRow(folder, 'AFLW/a.jpg', turned)) as ImportedFace;
    expect(face.landmarks.map((point) => point.x)).toEqual([39.5, 19.5, 29.5, 37.5, 21.5]);
  });

  it('judges points by the image as it is seen', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.jpg': withSegments(await exampleJpeg(1), exifSegment(6, 'MM')) });
    const low = { y: [55, 30, 30, 30, 30] };
    expect(await readRow(folder, 'a.jpg', low)).toMatchObject({
      imageWidthPx: heightPx,
      imageHeightPx: widthPx,
    });
    const right = { x: [55, 30, 30, 30, 30] };
    expect(await readRow(folder, 'a.jpg', right)).toMatchObject({ code: 'point-outside' });
  });

  it('lists what is wrong with an image', async () => {
    const folder = temporaryFolder();
    const jpeg = await exampleJpeg(1);
    writeFiles(folder, {
      'cut.jpg': jpeg.subarray(0, -20),
      'text.jpg': 'no image at all',
      'empty.jpg': '',
      'folder.jpg/inside.jpg': jpeg,
    });
    const cases: [string, string, string][] = [
      ['absent.jpg', 'image-missing', `absent.jpg: There is no file ${join(folder, 'absent.jpg')}.`],
      ['cut.jpg', 'image-broken', 'cut.jpg: the file is cut off'],
      ['text.jpg', 'image-broken', 'text.jpg: it is no image'],
      ['empty.jpg', 'image-broken', 'empty.jpg: it is no image'],
      ['folder.jpg', 'image-missing', 'is not a file'],
      [`${'long'.repeat(70)}.jpg`, 'image-missing', 'ENAMETOOLONG'],
    ];
    const endless = (await readRow(folder, `${'long/'.repeat(2000)}.jpg`)) as Problem;
    expect(endless.code).toBe('image-missing');
    expect(endless.reason.length).toBeLessThan(1100);
    for (const [path, code, reason] of cases) {
      expect(await readRow(folder, path), path).toMatchObject({
        file: 'testing.txt',
        line: 12,
        code,
        reason: expect.stringContaining(reason),
      });
    }
  });

  it('says that a row is in another encoding when its image is missing for that', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'José.jpg': await exampleJpeg(1) });
    const line = lineOf(exampleRow('JosÃ©.jpg'), { isUtf8: false });
    expect(await read(folder, line)).toMatchObject({
      code: 'encoding',
      reason: expect.stringMatching(/neither ASCII nor UTF-8.*JosÃ©\.jpg/),
    });
    const latin1 = lineOf(exampleRow('José.jpg'), { isUtf8: false });
    expect(await read(folder, latin1)).toMatchObject({ imagePath: 'José.jpg' });
  });

  it('reads images of every kind that is decoded later', async () => {
    const folder = temporaryFolder();
    const plain = sharp(await exampleJpeg(1));
    writeFiles(folder, {
      'gray.jpg': await plain.clone().greyscale().jpeg().toBuffer(),
      'cmyk.jpg': await plain.clone().toColourspace('cmyk').jpeg().toBuffer(),
      'alpha.png': await plain.clone().ensureAlpha(0.5).png().toBuffer(),
      '16 bit.png': await plain.clone().toColourspace('rgb16').png().toBuffer(),
      'gray 16 bit.png': await plain.clone().toColourspace('grey16').png().toBuffer(),
      'lossless.webp': await plain.clone().webp({ lossless: true }).toBuffer(),
    });
    for (const path of [
      'gray.jpg',
      'cmyk.jpg',
      'alpha.png',
      '16 bit.png',
      'gray 16 bit.png',
      'lossless.webp',
    ]) {
      expect(await readRow(folder, path)).toMatchObject({ imageWidthPx: widthPx, imageHeightPx: heightPx });
    }
  });
});
