import {
  type Edit,
  type FaceLabels,
  type FaceState,
  applyEdit,
  checkedLabels,
  editsBetween,
  invertEdit,
  mergeImported,
  sameValue,
} from '@shared/domain/edit';
import { mtflTemplate } from '@shared/domain/template';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { template68 } from '../../main/project/templates';
import * as any from './arbitraries';

describe.each([mtflTemplate, template68])('edits by the template $id', (template) => {
  const applyAll = (state: FaceState, edits: readonly Edit[]): FaceState =>
    edits.reduce((current, edit) => applyEdit(template, current, edit), state);

  it('are undone by their inverses, in any sequence', () => {
    fc.assert(
      fc.property(any.state(template), fc.array(any.edit(template), { maxLength: 12 }), (start, edits) => {
        const inverses: Edit[] = [];
        let current = start;
        for (const edit of edits) {
          inverses.unshift(invertEdit(template, current, edit));
          current = applyEdit(template, current, edit);
        }
        expect(applyAll(current, inverses)).toEqual(start);
      }),
    );
  });

  it('lead from any labels to any others', () => {
    fc.assert(
      fc.property(any.state(template), any.labels(template), (from, to) => {
        const arrived = applyAll(from, editsBetween(template, from, to));
        expect(editsBetween(template, arrived, to)).toEqual([]);
        expect(arrived).toMatchObject({ split: to.split, attributes: to.attributes });
      }),
    );
  });

  it('are none between equal labels', () => {
    fc.assert(
      fc.property(any.labels(template), (known) => {
        expect(editsBetween(template, known, structuredClone(known))).toEqual([]);
      }),
    );
  });

  it('follow a new label file where nobody had changed anything', () => {
    fc.assert(
      fc.property(any.state(template), any.labels(template), (original, imported) => {
        const merged = mergeImported(template, original, original, imported);
        expect(editsBetween(template, merged, imported)).toEqual([]);
        expect(merged.flagged).toBe(original.flagged);
      }),
    );
  });

  it('stay when the label file says what it said before', () => {
    fc.assert(
      fc.property(any.state(template), fc.array(any.edit(template)), (original, edits) => {
        const current = applyAll(original, edits);
        expect(mergeImported(template, current, original, original)).toEqual(current);
      }),
    );
  });
});

describe('mergeImported', () => {
  const original: FaceLabels = {
    box: null,
    landmarks: mtflTemplate.scheme.points.map((_, index) => ({ x: index, y: 10, visibility: 2 })),
    attributes: { gender: 'male', smile: 'no', glasses: 'no', pose: 'frontal' },
    split: 'training',
  };

  it('keeps what a person changed, value by value, and takes the rest', () => {
    const current = applyEdit(
      mtflTemplate,
      { ...original, flagged: true, confirmed: {}, deleted: false },
      { kind: 'landmark', point: 'nose', to: { x: 5, y: 5, visibility: 1 } },
    );
    const imported: FaceLabels = {
      ...original,
      landmarks: original.landmarks.map((point) => ({ ...point, x: point.x + 1 })),
      attributes: { ...original.attributes, smile: 'yes' },
      split: 'testing',
    };
    const merged = mergeImported(mtflTemplate, current, original, imported);
    expect(merged.landmarks).toEqual(imported.landmarks.with(2, { x: 5, y: 5, visibility: 1 }));
    expect(merged).toMatchObject({ attributes: { smile: 'yes' }, split: 'testing', flagged: true });
  });
});

describe('applyEdit', () => {
  const start: FaceState = {
    box: null,
    landmarks: template68.scheme.points.map(() => ({ x: 0, y: 0, visibility: 0 })),
    attributes: { age: null, worn: null, light: null },
    split: 'training',
    flagged: false,
    confirmed: {},
    deleted: false,
  };
  const refused: [string, Edit][] = [
    ['a point of another scheme', { kind: 'landmark', point: 'nose', to: { x: 1, y: 1, visibility: 2 } }],
    [
      'a point that is no number',
      { kind: 'landmark', point: 'p1', to: { x: Number.NaN, y: 1, visibility: 2 } },
    ],
    ['too few points', { kind: 'landmarks', to: [] }],
    ['an attribute of another template', { kind: 'attribute', attribute: 'smile', to: 'yes' }],
    ['a value of another attribute', { kind: 'attribute', attribute: 'light', to: 'hat' }],
    ['a box without a size', { kind: 'box', to: { x: 0, y: 0, width: 0, height: 5, drawnBy: 'hand' } }],
    ['an unnamed split', { kind: 'split', to: '' }],
  ];

  it.each(refused)('refuses %s', (_, edit) => {
    expect(() => applyEdit(template68, start, edit)).toThrow(
      expect.objectContaining({ code: 'edit-invalid' }),
    );
  });

  it('keeps tags in the order of their attribute', () => {
    const edit: Edit = { kind: 'attribute', attribute: 'worn', to: ['earring_left', 'hat'] };
    expect(applyEdit(template68, start, edit).attributes['worn']).toEqual(['hat', 'earring_left']);
  });
});

describe('checkedLabels', () => {
  const labels: FaceLabels = {
    box: null,
    landmarks: template68.scheme.points.map(() => ({ x: 0, y: 0, visibility: 0 })),
    attributes: { age: 31 },
    split: 'training',
  };

  it('fills in what is not labelled', () => {
    expect(checkedLabels(template68, labels).attributes).toEqual({ age: 31, worn: null, light: null });
  });

  it('refuses an attribute that the template does not have', () => {
    const strange = { ...labels, attributes: { mood: 'good' } };
    expect(() => checkedLabels(template68, strange)).toThrow('no attribute "mood"');
  });
});

describe('sameValue', () => {
  it('compares plain data by what it says', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => sameValue(value, structuredClone(value))));
    expect(sameValue({ x: 1, score: undefined }, { x: 1 })).toBe(true);
    expect(sameValue(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(sameValue([], {})).toBe(false);
    expect(sameValue(null, {})).toBe(false);
    expect(sameValue(0, -0)).toBe(true);
  });
});
