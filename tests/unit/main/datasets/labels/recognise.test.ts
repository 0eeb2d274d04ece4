import { describe, expect, it } from 'vitest';
import { inspectDataset } from '../../../../../src/main/datasets/formatOf';
import { recogniseFormat } from '../../../../../src/main/datasets/labels/recognise';
import type { LabelTree } from '../../../../../src/main/datasets/labels/tree';
import { writeFiles } from '../../../../support/mtfl';
import { temporaryFolder } from '../../../../support/temporaryFolder';
import { writeImage } from './support';

const coco = '{"images":[],"annotations":[]}';
const table = 'image,nose_x,nose_y\na.jpg,1,2\n';
const annotated = (...shapes: object[]): string => JSON.stringify({ imagePath: 'a.jpg', shapes });
const anyLabeling = annotated({ label: 'nose', points: [[1, 2]], shape_type: 'point', difficult: false });
const yolo = 'train: images\nkpt_shape: [1, 3]\n';

function tree(files: Readonly<Record<string, string>>): LabelTree {
  return { folder: '/', paths: Object.keys(files).sort(), readText: (path) => Promise.resolve(files[path]!) };
}

describe('recogniseFormat', () => {
  it.each<[string, string | null, Readonly<Record<string, string>>]>([
    ['a COCO file', 'coco', { 'annotations/train.json': coco }],
    ['a table', 'csv', { 'faces.csv': table, 'notes.csv': 'date,price\n' }],
    ['a data set of YOLO beside a table of its training', 'yolo', { 'data.yaml': yolo, 'faces.csv': table }],
    ['points', 'pts', { 'a.pts': '' }],
    ['what cannot be read beside what can', 'coco', { 'a.json': '{"images":', 'b.json': coco }],
    [
      'X-AnyLabeling, also where a file has no shape',
      'x-anylabeling',
      { 'a.json': annotated(), 'b.json': anyLabeling },
    ],
    [
      'labelme, where no file has a shape of the other',
      'labelme',
      { 'a.json': annotated(), 'b.json': annotated() },
    ],
    ['what says something else', null, { 'photo.jpg.json': '{"title":"a"}', 'readme.txt': 'hello' }],
  ])('knows %s', async (_, format, files) => {
    expect(await recogniseFormat(tree(files))).toBe(format);
  });

  it('does not choose among several formats', async () => {
    await expect(recogniseFormat(tree({ 'a.json': coco, 'b.csv': table }))).rejects.toMatchObject({
      code: 'formats-mixed',
    });
  });
});

describe('inspectDataset', () => {
  it('takes photos with files about them for photos', async () => {
    const folder = temporaryFolder();
    await writeImage(folder, 'holiday/a.jpg');
    writeFiles(folder, { 'holiday/a.jpg.json': '{"title":"a.jpg","photoTakenTime":{"timestamp":"1"}}' });
    expect(await inspectDataset(folder)).toEqual({ format: 'photos' });
  });
});
