import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '../../../../../../src/shared/domain/template';
import { yoloDescription } from '../../../../../../src/main/datasets/labels/yolo/description';
import { parse } from 'yaml';

describe('the description of a data set for YOLO', () => {
  it('says where images are, how many points there are and what a flip swaps', () => {
    const text = yoloDescription(mtflTemplate.scheme, { train: 'images/train', val: 'images/test' });
    expect(parse(text)).toEqual({
      train: 'images/train',
      val: 'images/test',
      kpt_shape: [5, 3],
      flip_idx: [1, 0, 2, 4, 3],
      names: { 0: 'face' },
      kpt_names: { 0: mtflTemplate.scheme.points.map(({ id }) => id) },
    });
    // With a `path`, Ultralytics would look below its own folder of data sets; without, below the file's.
    expect(text).toContain('kpt_shape: [5, 3]\nflip_idx: [1, 0, 2, 4, 3]\nnames:\n  0: face\n');
  });

  it('keeps a scheme of many points, whatever they are called, in a line a list', () => {
    const points = Array.from({ length: 68 }, (_, index) => ({
      id: `p: ${index}, #`,
      name: '',
      aliases: [],
    }));
    const text = yoloDescription({ ...mtflTemplate.scheme, points, symmetricPairs: [] }, { train: 'images' });
    expect(text.trimEnd().split('\n')).toHaveLength(7);
    expect((parse(text) as { kpt_names: string[][] }).kpt_names[0]).toEqual(points.map(({ id }) => id));
  });
});
