import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mtflTemplate } from '../../../../../src/shared/domain/template';
import { line } from '../../../../../src/main/prediction/outputs/csv';
import { OutputFile } from '../../../../../src/main/prediction/outputs/outputFile';
import {
  openOutputs,
  type OutputFormat,
  type Outputs,
} from '../../../../../src/main/prediction/outputs/openOutputs';
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
