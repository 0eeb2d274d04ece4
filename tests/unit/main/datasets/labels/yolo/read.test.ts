import { describe, expect, it } from 'vitest';
import { readYoloDataset } from '../../../../../../src/main/datasets/labels/yolo/dataset';
import { readYolo } from '../../../../../../src/main/datasets/labels/yolo/read';

const yaml = `path: ../data
train: images/train2017
val: [images/held]
test: images/held
kpt_shape: [2, 3]
names: {0: face, 1: cat}
kpt_names: {0: [left_eye, nose]}
`;
const context = { name: 'labels/held/sub/a.txt', mapping: {}, predictions: false };

describe('YOLO-pose', () => {
  it('reads shares of the image, and of several classes the class', () => {
    const dataset = readYoloDataset(yaml, 'data.yaml');
    const { faces, problems } = readYolo('1 0.5 0.5 0.2 0.4 0.4 0.45 1 0 0 0\n', context, dataset, 'testing');
    expect(problems).toEqual([]);
    expect(faces).toMatchObject([
      {
        image: 'images/held/sub/a',
        unit: 'share',
        split: 'testing',
        box: { x: 0.4, y: 0.3, width: 0.2, height: 0.4 },
        points: new Map([['left_eye', { x: 0.4, y: 0.45, visibility: 1 }]]),
        attributes: new Map([['class', 'cat']]),
        origin: { line: 1 },
      },
    ]);
  });

  it('reads points without visibility, and numbers those without a name', () => {
    const dataset = readYoloDataset('kpt_shape: [2, 2]\nnames: [face]\n', 'data.yaml');
    const { faces } = readYolo('0 0.5 0.5 0.2 0.2 0.4 0.4 0 0', context, dataset, null);
    expect([...faces[0]!.points]).toEqual([['1', { x: 0.4, y: 0.4, visibility: 2 }]]);
    expect(faces[0]!.attributes.size).toBe(0);
  });

  it('tells rows that make no sense by their line', () => {
    const dataset = readYoloDataset(yaml, 'data.yaml');
    const rows = [
      '0 0.5 0.5 0.2 0.2',
      '0 50 50 20 20 1 1 2 1 1 2',
      '0 0.5 0.5 0 0.2 0 0 0 0 0 0',
      '0 a 0.5 0.2 0.2 0 0 0 0 0 0',
      '0 0.5 0.5 0.2 0.2 0 0 9 0 0 0',
    ];
    expect(readYolo(rows.join('\r\n'), context, dataset, null).problems.map(({ line }) => line)).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });

  it('refuses a description without the points’ shape, and one that is no YAML or a bomb', () => {
    const bomb = `a: &a [x,x]\n${'bcdefghijklmnopqrstuvwxyz'
      .split('')
      .map(
        (letter, at) =>
          `${letter}: &${letter} [*${'abcdefghijklmnopqrstuvwxyz'[at]},*${'abcdefghijklmnopqrstuvwxyz'[at]}]`,
      )
      .join('\n')}`;
    for (const text of ['names: [face]\n', 'a: [', bomb]) {
      expect(() => readYoloDataset(text, 'data.yaml')).toThrow(
        expect.objectContaining({ code: 'label-file-broken' }),
      );
    }
  });
});
