import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mtflTemplate } from '../../../../../src/shared/domain/template';
import { line } from '../../../../../src/main/prediction/outputs/csv';
import { OutputFile } from '../../../../../src/main/prediction/outputs/outputFile';
import type { OutputFormat } from '../../../../../src/shared/contract/outputFormats';
import { openOutputs, type Outputs } from '../../../../../src/main/prediction/outputs/openOutputs';
import type { PredictedPhoto } from '../../../../../src/main/prediction/predictedFace';
import { outputContext, predictedPhoto, studioModel } from '../example';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'facet-outputs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function written(
  format: OutputFormat,
  photos: readonly PredictedPhoto[],
): Promise<{ text: string; outputs: Outputs }> {
  const outputs = await openOutputs([format], outputContext(folder));
  await outputs.write(photos);
  const [file] = await outputs.finish();
  return { text: readFileSync(file!, 'utf8'), outputs };
}

/** A reader of RFC 4180 that knows nothing of the writer. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (end === '' && quoted === undefined && plain === '') break;
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

describe('CSV', () => {
  it('has a header and a row a face', async () => {
    const { text } = await written('csv', [
      predictedPhoto('a.jpg', { pose: 'frontal' }),
      predictedPhoto('b/c.png'),
    ]);
    const [header, first, second, ...others] = parseCsv(text);
    expect(others).toEqual([]);
    const cell = (row: string[] | undefined, name: string): string | undefined =>
      row?.[header!.indexOf(name)];
    expect(header!.slice(0, 10)).toEqual([
      'image',
      'image_width',
      'image_height',
      'face',
      'region_x',
      'region_y',
      'region_width',
      'region_height',
      'left_eye_x',
      'left_eye_y',
    ]);
    expect(cell(first, 'image')).toBe('a.jpg');
    expect(cell(second, 'image')).toBe('b/c.png');
    expect([cell(first, 'region_y'), cell(first, 'nose_x'), cell(first, 'nose_y')]).toEqual([
      '-10',
      '20',
      '40.25',
    ]);
    expect([cell(first, 'pose'), cell(first, 'pose_frontal'), cell(first, 'pose_left')]).toEqual([
      'frontal',
      '0.75',
      '0.0625',
    ]);
    expect(first).toHaveLength(header!.length);
  });

  it('round-trips any text, formulas aside', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }), (row) => {
        const safe = row.map((text) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text));
        expect(parseCsv(line(row))).toEqual([safe]);
      }),
    );
  });

  it('makes no formula of a file’s name', () => {
    expect(line(['=HYPERLINK("x")', '+1', '-1', '@sum', '\tx', 'a,b', 'two\nlines', -1.5])).toBe(
      `"'=HYPERLINK(""x"")",'+1,'-1,'@sum,'\tx,"a,b","two\nlines",-1.5\r\n`,
    );
  });
});

describe('JSON lines', () => {
  it('has an object a photo', async () => {
    const { text } = await written('jsonl', [
      predictedPhoto('line\nbreak, "quoted".jpg', { gender: 'female' }),
      predictedPhoto('b.jpg'),
    ]);
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      image: 'line\nbreak, "quoted".jpg',
      width: 90,
      height: 70,
      faces: [
        {
          region: { x: 0, y: -10, width: 90, height: 90 },
          points: { nose: { x: 20, y: 40.25 } },
          heads: {
            gender: { value: 'female', confidence: 0.75, probabilities: { male: 0.25, female: 0.75 } },
          },
        },
      ],
    });
  });
});

describe('MTFL', () => {
  it('has 1-based points and MTFL’s codes', async () => {
    const photo = predictedPhoto('AFLW/x.jpg', {
      gender: 'female',
      smile: 'yes',
      glasses: 'no',
      pose: 'right',
    });
    const { text, outputs } = await written('mtfl', [photo, predictedPhoto('with space.jpg')]);
    expect(text.endsWith('\r\n')).toBe(true);
    const fields = text.trimEnd().split(' ');
    expect(fields).toHaveLength(15);
    expect(fields.slice(0, 3)).toEqual(['AFLW/x.jpg', '0.500000', '10.500000']);
    expect(fields[6]).toBe('0.750000');
    expect(fields.slice(11)).toEqual(['2', '1', '2', '4']);
    expect(outputs.problems).toMatchObject([
      { file: '/photos/with space.jpg', code: 'format-path-white-space' },
    ]);
  });

  it('is not written for a model that lacks a head for it', async () => {
    const { configuration } = studioModel;
    const heads = configuration.heads.filter(({ name }) => name !== 'smile' && name !== 'pose');
    const outputs = await openOutputs(
      ['mtfl', 'csv'],
      outputContext(folder, { ...studioModel, configuration: { ...configuration, heads } }),
    );
    expect(outputs.problems).toMatchObject([
      { code: 'format-needs-head', reason: expect.stringMatching(/smile, pose/) as string },
    ]);
    await outputs.finish();
    expect(readdirSync(folder)).toEqual(['predictions.csv']);
  });
});

/** Two faces that were found in a photo of 90 × 70, one of them half outside. */
function groupPhoto(name: string): PredictedPhoto {
  const photo = predictedPhoto(name);
  const box = { x: 9, y: 7, width: 36, height: 35 };
  const [face] = photo.faces;
  const outside = { box: { ...box, x: 72 }, score: 0.625 };
  return {
    ...photo,
    faces: [
      { ...face!, found: { box, score: 0.875 } },
      { ...face!, indexInPhoto: 1, found: outside },
    ],
  };
}

describe('faces that were found', () => {
  it('have their box and score in every format', async () => {
    const context = { ...outputContext(folder), finder: 'finder' };
    const outputs = await openOutputs(['csv', 'jsonl', 'coco'], context);
    await outputs.write([groupPhoto('a.jpg'), { ...predictedPhoto('none.jpg'), faces: [] }]);
    const [csv, jsonl, coco] = (await outputs.finish()).map((file) => readFileSync(file, 'utf8'));
    const [header, ...rows] = parseCsv(csv!);
    expect(header!.slice(8, 13)).toEqual(['box_x', 'box_y', 'box_width', 'box_height', 'score']);
    expect(rows.map((row) => [row[0], row[3], ...row.slice(8, 13)])).toEqual([
      ['a.jpg', '0', '9', '7', '36', '35', '0.875'],
      ['a.jpg', '1', '72', '7', '36', '35', '0.625'],
    ]);
    const lines = jsonl!.trimEnd().split('\n');
    expect(JSON.parse(lines[0]!)).toMatchObject({
      faces: [{ box: { x: 9 }, score: 0.875 }, { score: 0.625 }],
    });
    expect(JSON.parse(lines[1]!)).toMatchObject({ image: 'none.jpg', faces: [] });
    const { images, annotations } = JSON.parse(coco!) as CocoFile;
    expect(images).toHaveLength(2);
    expect(annotations.map(({ id, image_id, bbox, score }) => [id, image_id, bbox, score])).toEqual([
      [1, 1, [9, 7, 36, 35], 0.875],
      [2, 1, [72, 7, 18, 35], 0.625],
    ]);
  });
});

describe('YOLO-pose', () => {
  it('has fractions of the photo, what a flip swaps, and an empty file for no face', async () => {
    const context = { ...outputContext(folder), finder: 'finder' };
    const outputs = await openOutputs(['yolo'], context);
    const none = { ...predictedPhoto('nested/none.png'), faces: [] };
    await outputs.write([groupPhoto('a.jpg'), none, predictedPhoto('a.png')]);
    expect(await outputs.finish()).toEqual([join(folder, 'yolo', 'data.yaml')]);
    const labels = readFileSync(join(folder, 'yolo', 'labels', 'a.txt'), 'utf8')
      .trimEnd()
      .split('\n');
    const numbers = labels.map((label) => label.split(' ').map(Number));
    expect(numbers[0]!.slice(0, 8)).toEqual([0, 0.3, 0.35, 0.4, 0.5, 0, 0.003571, 2]);
    // What lies outside is brought to the edge, and the last point, below the photo, is not visible.
    expect(numbers[1]!.slice(0, 5)).toEqual([0, 0.9, 0.35, 0.2, 0.5]);
    expect(numbers[0]!.slice(-3)).toEqual([0.444444, 1, 1]);
    expect(numbers[0]).toHaveLength(5 + 5 * 3);
    expect(readFileSync(join(folder, 'yolo', 'labels', 'nested', 'none.txt'), 'utf8')).toBe('');
    const yaml = readFileSync(join(folder, 'yolo', 'data.yaml'), 'utf8');
    expect(yaml).toContain('kpt_shape: [5, 3]\nflip_idx: [1, 0, 2, 4, 3]\n');
    expect(outputs.problems).toMatchObject([{ file: '/photos/a.png', code: 'format-name-taken' }]);
  });

  it('has labels for the longest names that a disk takes, and tells those that it does not', async () => {
    const longest = `${'照'.repeat(83)}.jpg`;
    const tooLong = `${'照'.repeat(84)}.j`;
    const outputs = await openOutputs(['yolo'], outputContext(folder));
    await outputs.write([longest, tooLong, 'b.jpg'].map((name) => predictedPhoto(name)));
    await outputs.finish();
    expect(readdirSync(join(folder, 'yolo', 'labels')).sort()).toEqual([
      'b.txt',
      longest.replace('.jpg', '.txt'),
    ]);
    expect(outputs.problems).toMatchObject([{ file: `/photos/${tooLong}`, code: 'labels-failed' }]);
  });
});

describe('the summary page', () => {
  it('has each head’s counts, the least certain faces with pictures, and problems, escaped', async () => {
    const photo = join(folder, 'real.png');
    await sharp({ create: { width: 90, height: 70, channels: 3, background: '#808080' } })
      .png()
      .toFile(photo);
    const failures = [{ file: '<b>.jpg', code: 'image-broken', reason: 'It cannot be decoded.' }];
    const context = { ...outputContext(folder), finder: 'finder', failures };
    const outputs = await openOutputs(['summary'], context);
    const contentHash = createHash('sha256').update(readFileSync(photo)).digest('hex');
    const real = { ...groupPhoto('<i>real</i>.png'), file: photo, contentHash };
    await outputs.write([
      real,
      { ...real, name: 'copy.png' },
      { ...predictedPhoto('none.jpg'), faces: [] },
      predictedPhoto('gone.jpg', { gender: 'female' }),
    ]);
    const [file] = await outputs.finish();
    const page = readFileSync(file!, 'utf8');
    expect(page).toContain('5 faces in 5 photos. Faces were found by finder.');
    expect(page).toContain('In 1 photos no face was found. 1 photos have the same bytes as another.');
    expect(page).toMatch(/<b>Male<\/b>.*\n?.*4 \(80 %\)/);
    expect(page).toMatch(/<b>70 % to 80 %<\/b>[^]*?5 \(100 %\)/);
    expect(page.match(/data:image\/jpeg;base64,/g)).toHaveLength(5 * 4);
    expect(page).toMatch(/<h2>landmarks<\/h2>[^]*How far its points spread[^]*Unlike most[^]*Spread \d+ %/);
    expect(page).toContain('&lt;b&gt;.jpg');
    expect(page).toContain('&lt;i&gt;real');
    expect(page).not.toMatch(/<script|<i>real|https?:/);
  });
});

interface CocoFile {
  readonly categories: readonly { readonly keypoints: string[]; readonly skeleton: number[][] }[];
  readonly images: readonly Record<string, unknown>[];
  readonly annotations: readonly Record<string, unknown>[];
}

describe('COCO', () => {
  it('has categories with a skeleton, images, and annotations with keypoints', async () => {
    const { text } = await written('coco', [
      predictedPhoto('a.jpg'),
      predictedPhoto('b.jpg', { smile: 'yes' }),
    ]);
    const coco = JSON.parse(text) as CocoFile;
    expect(coco.categories[0]!.keypoints).toEqual(mtflTemplate.scheme.points.map(({ id }) => id));
    expect(coco.categories[0]!.skeleton[0]).toEqual([1, 3]);
    expect(coco.images).toEqual([
      { id: 1, file_name: 'a.jpg', width: 90, height: 70 },
      { id: 2, file_name: 'b.jpg', width: 90, height: 70 },
    ]);
    expect(coco.annotations).toHaveLength(2);
    expect(coco.annotations[1]).toMatchObject({
      id: 2,
      image_id: 2,
      category_id: 1,
      // The region reaches above and below the image.
      bbox: [0, 0, 90, 70],
      area: 6300,
      iscrowd: 0,
      num_keypoints: 5,
      // The last point is below the image: labelled, not visible.
      keypoints: [0, 0.25, 2, 10, 20.25, 2, 20, 40.25, 2, 30, 60.25, 2, 40, 80.25, 1],
      attributes: { smile: 'yes', gender: 'male' },
      probabilities: { smile: { yes: 0.75, no: 0.25 } },
    });
    expect(readdirSync(folder)).toEqual(['predictions.coco.json']);
  });

  it('is sound without any photo', async () => {
    const coco = JSON.parse((await written('coco', [])).text) as CocoFile;
    expect([coco.images, coco.annotations]).toEqual([[], []]);
  });
});

describe('output files', () => {
  it('are written but for those that cannot be, which are told at the end', async () => {
    mkdirSync(join(folder, 'predictions.csv'));
    mkdirSync(join(folder, 'summary.html'));
    writeFileSync(join(folder, 'predictions.jsonl'), 'from last time');
    const outputs = await openOutputs(['csv', 'jsonl', 'summary', 'coco', 'yolo'], outputContext(folder));
    await outputs.write([predictedPhoto('a.jpg'), predictedPhoto('a.png')]);
    await expect(outputs.finish()).rejects.toMatchObject({
      code: 'output-unwritable',
      message: expect.stringMatching(
        /predictions\.csv could.*summary\.html could.*predictions\.jsonl/,
      ) as string,
    });
    await outputs.discard();
    expect(outputs.problems).toMatchObject([{ code: 'format-name-taken' }]);
    expect(readdirSync(folder).sort()).toEqual([
      'predictions.coco.json',
      'predictions.csv',
      'predictions.jsonl',
      'summary.html',
      'yolo',
    ]);
    expect(readdirSync(join(folder, 'yolo')).sort()).toEqual(['data.yaml', 'labels']);
    expect(readFileSync(join(folder, 'predictions.jsonl'), 'utf8')).toContain('a.jpg');
  });

  it('remove what killed processes left of them, and nothing of living ones', async () => {
    const dead = spawnSync(process.execPath, ['--version']).pid;
    const names = [`predictions.csv.${dead}.part`, `predictions.csv.${process.ppid}.part`];
    const others = ['predictions.csv.x.part', `predictions.jsonl.${dead}.part`];
    for (const name of [...names, ...others]) writeFileSync(join(folder, name), '');
    const output = await OutputFile.create(join(folder, 'predictions.csv'));
    await output.finish();
    expect(readdirSync(folder).sort()).toEqual(['predictions.csv', names[1]!, ...others].sort());
  });

  it('appear whole or not at all', async () => {
    writeFileSync(join(folder, 'predictions.csv'), 'from last time');
    const outputs = await openOutputs(['csv', 'jsonl', 'mtfl', 'coco'], outputContext(folder));
    await outputs.write([predictedPhoto('a.jpg')]);
    await outputs.discard();
    expect(readdirSync(folder)).toEqual(['predictions.csv']);
    expect(readFileSync(join(folder, 'predictions.csv'), 'utf8')).toBe('from last time');
  });

  it.runIf(process.platform === 'linux')('say when the disk is full', async () => {
    const file = join(folder, 'full.txt');
    symlinkSync('/dev/full', `${file}.${process.pid}.part`);
    const output = await OutputFile.create(file);
    await output.write('text');
    await expect(output.finish()).rejects.toMatchObject({ code: 'disk-full' });
    await output.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('need a folder that can be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const context = outputContext(join(folder, 'file'));
    await expect(openOutputs(['csv'], context)).rejects.toMatchObject({ code: 'output-unwritable' });
  });
});
