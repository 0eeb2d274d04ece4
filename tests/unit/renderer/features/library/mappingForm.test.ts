import { describe, expect, it } from 'vitest';
import type { LabelsPreview } from '@shared/contract/labels';
import { mtflTemplate } from '@shared/domain/template';
import {
  mappingOf,
  mappingRows,
  needsMapping,
} from '../../../../../src/renderer/features/library/mappingForm';

const known: LabelsPreview = {
  format: 'coco',
  ...{ faces: 3, header: [], rows: [], columns: [], missing: [], problems: [] },
  points: [{ name: 'leftEye', faces: 3, target: 'left_eye' }],
  attributes: [
    { name: 'sex', faces: 3, target: 'gender', values: [{ name: 'F', faces: 3, target: 'female' }] },
  ],
  images: { found: 3, of: 3 },
  predicted: 0,
  swapped: null,
};
const unknownPoint: LabelsPreview = {
  ...known,
  points: [...known.points, { name: 'tip', faces: 2, target: null }],
};

describe('needsMapping', () => {
  it('lets pass what is known as a whole', () => {
    expect(needsMapping(known)).toBe(false);
  });

  it.each<[string, LabelsPreview]>([
    ['a table', { ...known, format: 'csv' }],
    ['a point without a meaning', unknownPoint],
    [
      'an attribute without one',
      { ...known, attributes: [{ name: 'mood', faces: 1, target: null, values: [] }] },
    ],
    [
      'a value without one',
      {
        ...known,
        attributes: [
          { name: 'sex', faces: 1, target: 'gender', values: [{ name: '7', faces: 1, target: null }] },
        ],
      },
    ],
    ['sides that look swapped', { ...known, swapped: { faces: 3, of: 3 } }],
    ['images that only a model has labelled', { ...known, predicted: 2 }],
    ['images that are elsewhere', { ...known, images: { found: 0, of: 3 } }],
  ])('asks about %s', (_, preview) => {
    expect(needsMapping(preview)).toBe(true);
  });
});

describe('mappingRows', () => {
  it('begins with what has no meaning, and offers what a name may mean', () => {
    const rows = mappingRows(unknownPoint, mtflTemplate);
    expect(rows.map(({ key, proposed }) => [key, proposed])).toEqual([
      ['tip', '-'],
      ['leftEye', 'left_eye'],
      ['sex', 'gender'],
      ['sex:F', 'female'],
    ]);
    expect(rows[3]!.choices.map(({ value }) => value)).toEqual(['male', 'female']);
    const table = mappingRows({ ...known, format: 'csv' }, mtflTemplate);
    expect(table.find(({ key }) => key === 'sex')!.choices.map(({ value }) => value)).toContain('nose.x');
  });

  it('offers the columns of a table that does not say which names the image', () => {
    const columns = [
      { name: 'pic', role: 'pic' },
      { name: 'nose_x', role: 'nose.x' },
    ];
    const unread = { ...known, format: 'csv', points: [], attributes: [], columns } as const;
    const [row, ...others] = mappingRows(unread, mtflTemplate);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ key: 'pic', proposed: '-' });
    expect(row!.choices.map(({ value }) => value)).toContain('image');
  });

  it('asks nothing about the column that names the image, whatever it is called', () => {
    for (const name of ['image', 'path']) {
      const columns = [{ name, role: 'image' }];
      const read = { ...known, format: 'csv', points: [], attributes: [], columns } as const;
      expect(mappingRows(read, mtflTemplate)).toEqual([]);
    }
  });

  it('says only what a person changed', () => {
    const rows = mappingRows(unknownPoint, mtflTemplate);
    expect(mappingOf(rows, {})).toEqual({});
    expect(mappingOf(rows, { tip: 'nose', leftEye: 'left_eye', sex: '-' })).toEqual({
      tip: 'nose',
      sex: '-',
    });
  });
});
