import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import { mtflTemplate } from '@shared/domain/template';
import { templateProblems } from '@shared/domain/templateCheck';
import {
  attributeKinds,
  hasValueList,
  idFrom,
  isId,
  mirrorOf,
  moved,
  newAttribute,
  withMirror,
  withMovedValue,
  withNewValue,
  withoutValue,
  withValueKey,
  withValueName,
} from '../../../../../src/renderer/features/settings/attributeDraft';

const pose = mtflTemplate.attributes.find(({ id }) => id === 'pose')!;
const ids = ({ values }: Attribute): string[] => values.map(({ id }) => id);

describe('idFrom', () => {
  it('makes ids that files and addresses can hold, each once', () => {
    expect(idFrom('Hair colour', [])).toBe('hair_colour');
    expect(idFrom('Già visto?', ['gia_visto'])).toBe('gia_visto_2');
    expect(idFrom('3D', [])).toBe('value_3d');
    expect(idFrom('帽子', [])).toBe('value');
    for (const name of ['Hair colour', '3D', '帽子', 'x'.repeat(200)])
      expect(isId(idFrom(name, []))).toBe(true);
  });
});

describe('newAttribute', () => {
  it('is sound, whatever its kind', () => {
    for (const kind of attributeKinds) {
      const values = hasValueList(kind) ? ['One', 'Two', 'One'] : [];
      const made = newAttribute({ id: 'mine', name: 'Mine', kind }, values);
      expect(templateProblems({ ...mtflTemplate, attributes: [made] })).toEqual([]);
    }
    expect(ids(newAttribute({ id: 'mine', name: 'Mine', kind: 'tags' }, ['One', 'One']))).toEqual([
      'one',
      'one_2',
    ]);
  });
});

describe('a value', () => {
  it('gets a name, a place, and company', () => {
    expect(withValueName(pose, 'frontal', 'Ahead').values[2]).toEqual({ id: 'frontal', name: 'Ahead' });
    expect(ids(withNewValue(pose, 'Up'))).toEqual([...ids(pose), 'up']);
    expect(ids(withMovedValue(pose, 'left', -1)).slice(0, 2)).toEqual(['left', 'left_profile']);
    expect(ids(withMovedValue(pose, 'left_profile', -1))).toEqual(ids(pose));
    expect(moved([1, 2, 3], (item) => item === 2, 1)).toEqual([1, 3, 2]);
  });

  it('takes a key from whoever had it, and gives it back to chance', () => {
    const first = withValueKey(pose, 'left', 5);
    const second = withValueKey(first, 'right', 5);
    expect(second.values.filter(({ key }) => key !== undefined)).toEqual([
      { id: 'right', name: 'Right', key: 5 },
    ]);
    expect(withValueKey(second, 'right', null)).toEqual(pose);
  });

  it('that goes is in no pair any more', () => {
    expect(withoutValue(pose, 'left').mirrorSwaps).toEqual([['left_profile', 'right_profile']]);
  });

  it('has one counterpart in the mirror, or none', () => {
    expect([mirrorOf(pose, 'left'), mirrorOf(pose, 'frontal')]).toEqual(['right', null]);
    const other = withMirror(pose, 'right_profile', 'left');
    expect(other.mirrorSwaps).toEqual([['left', 'right_profile']]);
    expect(withMirror(other, 'left', null).mirrorSwaps).toEqual([]);
  });
});
