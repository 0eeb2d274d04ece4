import { describe, expect, it } from 'vitest';
import { readDataset, type LabelDataset } from '../../../../../../src/main/datasets/labels/readDataset';
import { recordingContext } from '../../../../../support/recordingContext';

const row = '0 0.5 0.5 0.2 0.2 0.5 0.5 2\n';

/** A data set with a label file at each of the paths. */
function read(
  yaml: string,
  labels: readonly string[],
  others: Readonly<Record<string, string>> = {},
  yamlPath = 'data.yaml',
): Promise<LabelDataset> {
  const texts: Record<string, string> = { ...others, [yamlPath]: `${yaml}\nkpt_shape: [1, 3]\n` };
  for (const path of labels) texts[path] = row;
  const tree = {
    folder: '/data',
    paths: Object.keys(texts).sort(),
    readText: (path: string) => Promise.resolve(texts[path]!),
  };
  return readDataset(tree, 'yolo', { mapping: {}, predictions: false }, recordingContext());
}

async function splitsIn(...given: Parameters<typeof read>): Promise<Record<string, string | null>> {
  const { faces, problems } = await read(...given);
  expect(problems).toEqual([]);
  return Object.fromEntries(faces.map(({ origin, split }) => [origin.file, split]));
}

const roboflow = 'train: ../train/images\nval: ../valid/images\ntest: ../test/images';
const roboflowLabels = ['test/labels/c.txt', 'train/labels/a.txt', 'valid/labels/b.txt'];

describe('the splits of a YOLO data set', () => {
  it('are the folders that its description names, with labels instead of images', async () => {
    expect(await splitsIn(roboflow, roboflowLabels)).toEqual({
      'train/labels/a.txt': 'training',
      'valid/labels/b.txt': 'validation',
      'test/labels/c.txt': 'testing',
    });
    const custom =
      'path: ../datasets/mine\ntrain: images/one\nval: [images/two, ./images/three/]\nheld: images/two/x';
    expect(
      await splitsIn(custom, [
        'labels/one/sub/a.txt',
        'labels/two/b.txt',
        'labels/three/c.txt',
        'labels/two/x/d.txt',
      ]),
    ).toEqual({
      'labels/one/sub/a.txt': 'training',
      'labels/two/b.txt': 'validation',
      'labels/three/c.txt': 'validation',
      'labels/two/x/d.txt': 'held',
    });
  });

  it('are found where the data set lies in a folder, or was described on another machine', async () => {
    const below = roboflowLabels.map((path) => `set/${path}`);
    const splits = ['testing', 'training', 'validation'];
    expect(Object.values(await splitsIn(roboflow, below, {}, 'set/data.yaml'))).toEqual(splits);
    const absolute =
      'train: C:\\my\\set\\train\\images\nval: /my/set/valid/images\ntest: /my/set/test/images';
    expect(Object.values(await splitsIn(absolute, roboflowLabels))).toEqual(splits);
    expect(Object.values(await splitsIn(absolute, below, {}, 'set/data.yaml'))).toEqual(splits);
    const path = 'path: /home/me/images/set\ntrain: images/a\nval: images/b';
    expect(Object.values(await splitsIn(path, ['labels/a/1.txt', 'labels/b/2.txt']))).toEqual([
      'training',
      'validation',
    ]);
    const aside = 'path: ..\ntrain: images/a\nval: images/b';
    expect(
      Object.values(await splitsIn(aside, ['labels/a/1.txt', 'labels/b/2.txt'], {}, 'meta/data.yaml')),
    ).toEqual(['training', 'validation']);
  });

  it('are what lists of images say, with or without ./ and on another machine', async () => {
    const yaml = 'train: train.txt\nval: lists/valid.txt\ntest: [/old/set/test.txt]';
    const labels = [
      'labels/train/a.txt',
      'labels/train/b.txt',
      'labels/train/sub/a.txt',
      'labels/train/d.txt',
    ];
    const lists = {
      'train.txt': './images/train/a.jpg\r\nimages/gone.jpg\r\n\r\n',
      'lists/valid.txt': '../images/train/b.v2.png\nimages/train/b.jpeg\n',
      'test.txt': '/old/set/images/train/sub/a.jpg\n',
    };
    expect(await splitsIn(yaml, labels, lists)).toEqual({
      'labels/train/a.txt': 'training',
      'labels/train/b.txt': 'validation',
      'labels/train/sub/a.txt': 'testing',
      // No list names it, and the folder is called so.
      'labels/train/d.txt': 'training',
    });
    // Labels beside their images: the lists are no labels.
    const flat = await splitsIn('train: train.txt\nval: val.txt', ['a.txt', 'b.txt'], {
      'train.txt': 'a.jpg\n',
      'val.txt': './b.jpg\n',
    });
    expect(flat).toEqual({ 'a.txt': 'training', 'b.txt': 'validation' });
  });

  it('are those that folders are called by where nothing is said', async () => {
    const paths = [
      'Test/labels/a.txt',
      'labels/valid/b.txt',
      'labels/validation/sub/c.txt',
      'labels/other/d.txt',
    ];
    expect(await splitsIn('nc: 1', paths)).toEqual({
      'Test/labels/a.txt': 'testing',
      'labels/valid/b.txt': 'validation',
      'labels/validation/sub/c.txt': 'validation',
      'labels/other/d.txt': null,
    });
    expect(await splitsIn('train: images', ['labels/a.txt', 'val/labels/b.txt'])).toEqual({
      'labels/a.txt': 'training',
      'val/labels/b.txt': 'validation',
    });
  });

  it('are told where no label file belongs to them; another word in the file is none', async () => {
    const yaml =
      'train: images/train\nval: images/held\ntest: gone.txt\nauthor: me\nlicense: images of mine\nextra: x/images';
    const { problems } = await read(yaml, ['labels/train/a.txt']);
    expect(problems).toEqual(
      [
        ['test', 'gone.txt'],
        ['extra', 'x/images'],
        ['val', 'images/held'],
      ].map(([key, place]) => ({
        file: 'data.yaml',
        code: 'split-unmatched',
        reason: `it says that its split “${key}” is in “${place}”, and no label file belongs there`,
      })),
    );
  });

  it('are the first’s where several share a place, as validation often does', async () => {
    const yaml = 'val: images/test\ntest: images/test\ntrain: images/train';
    expect(Object.values(await splitsIn(yaml, ['labels/test/b.txt', 'labels/train/a.txt']))).toEqual([
      'testing',
      'training',
    ]);
  });
});
