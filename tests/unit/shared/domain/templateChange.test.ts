import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import { mtflTemplate } from '@shared/domain/template';
import { changeTemplate, removedValues } from '@shared/domain/templateChange';

const hat: Attribute = {
  ...{ id: 'hat', name: 'Hat', kind: 'boolean', mirrorSwaps: [] },
  values: [
    { id: 'no', name: 'No' },
    { id: 'yes', name: 'Yes' },
  ],
};
const pose = mtflTemplate.attributes.find(({ id }) => id === 'pose')!;
const ids = (template: { readonly attributes: readonly Attribute[] }): string[] =>
  template.attributes.map(({ id }) => id);
const invalid = expect.objectContaining({ code: 'template-invalid' });

describe('changeTemplate', () => {
  it('adds an attribute at its end, or in a place', () => {
    const last = changeTemplate(mtflTemplate, { kind: 'attribute-added', attribute: hat });
    expect(ids(last)).toEqual(['gender', 'smile', 'glasses', 'pose', 'hat']);
    const first = changeTemplate(mtflTemplate, { kind: 'attribute-added', attribute: hat, place: 0 });
    expect(ids(first)[0]).toBe('hat');
  });

  it('changes names, values and order of an attribute, and nothing else', () => {
    const renamed = { ...pose, name: 'Head turn', values: pose.values.toReversed() };
    const after = changeTemplate(mtflTemplate, { kind: 'attribute-changed', attribute: renamed });
    expect(after.attributes[3]).toEqual(renamed);
    expect(after.attributes.slice(0, 3)).toEqual(mtflTemplate.attributes.slice(0, 3));
  });

  it('removes an attribute, and orders them', () => {
    const without = changeTemplate(mtflTemplate, { kind: 'attribute-removed', attribute: 'smile' });
    expect(ids(without)).toEqual(['gender', 'glasses', 'pose']);
    const order = ['pose', 'glasses', 'gender'];
    expect(ids(changeTemplate(without, { kind: 'attributes-ordered', order }))).toEqual(order);
  });

  it.each([
    ['a second attribute of an id', { kind: 'attribute-added', attribute: { ...hat, id: 'pose' } }],
    ['the name of the points’ head', { kind: 'attribute-added', attribute: { ...hat, id: 'landmarks' } }],
    [
      'a category of one value',
      { kind: 'attribute-changed', attribute: { ...pose, values: [pose.values[0]!] } },
    ],
    ['another kind', { kind: 'attribute-changed', attribute: { ...hat, id: 'pose' } }],
    ['an attribute that is gone', { kind: 'attribute-removed', attribute: 'hat' }],
    ['an order that lacks one', { kind: 'attributes-ordered', order: ['pose', 'smile'] }],
    ['an order with one twice', { kind: 'attributes-ordered', order: ['pose', 'pose', 'smile', 'gender'] }],
    [
      'two values on one key',
      {
        kind: 'attribute-added',
        attribute: { ...hat, values: hat.values.map((value) => ({ ...value, key: 1 })) },
      },
    ],
    [
      'a scheme without eyes',
      {
        kind: 'scheme-changed',
        scheme: { ...mtflTemplate.scheme, eyes: { left: [], right: [] } },
      },
    ],
  ] as const)('refuses %s', (_, change) => {
    expect(() => changeTemplate(mtflTemplate, change)).toThrow(invalid);
  });
});

describe('removedValues', () => {
  it('are those that an attribute had and has no more', () => {
    const fewer = { ...pose, values: pose.values.slice(1, 4), mirrorSwaps: [] };
    const change = { kind: 'attribute-changed', attribute: fewer } as const;
    expect(removedValues(mtflTemplate, change)).toEqual(['left_profile', 'right_profile']);
    expect(removedValues(mtflTemplate, { kind: 'attribute-removed', attribute: 'pose' })).toEqual([]);
  });
});
