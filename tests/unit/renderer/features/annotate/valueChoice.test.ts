import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import { mtflTemplate } from '@shared/domain/template';
import {
  chosen,
  isSet,
  shownValues,
  stepped,
  valueKeys,
  valueOfKey,
} from '../../../../../src/renderer/features/annotate/valueChoice';

const [gender, smile, , pose] = mtflTemplate.attributes as [Attribute, Attribute, Attribute, Attribute];
const tags: Attribute = {
  ...{ id: 'hair', name: 'Hair', kind: 'tags', mirrorSwaps: [] },
  values: [
    { id: 'long', name: 'Long' },
    { id: 'dark', name: 'Dark' },
  ],
};

describe('the number keys', () => {
  it('count the values as they are shown, "yes" before "no" as in MTFL’s files', () => {
    expect(shownValues(smile).map(({ id }) => id)).toEqual(['yes', 'no']);
    expect(valueOfKey(smile, 1)).toBe('yes');
    expect(valueOfKey(gender, 1)).toBe('male');
    expect(valueOfKey(pose, 5)).toBe('right_profile');
  });

  it('do nothing where there is no such value', () => {
    expect(valueOfKey(gender, 3)).toBeUndefined();
  });

  it('are those that values were given, and the free ones in their order', () => {
    const [left, frontal, right] = pose.values;
    const given: Attribute = { ...pose, values: [left!, { ...frontal!, key: 1 }, { ...right!, key: 9 }] };
    expect([...valueKeys(given)]).toEqual([
      [left!.id, 2],
      [frontal!.id, 1],
      [right!.id, 9],
    ]);
    expect(valueOfKey(given, 9)).toBe(right!.id);
    expect(valueOfKey(given, 3)).toBeUndefined();
  });

  it('are nine', () => {
    const values = Array.from({ length: 12 }, (_, index) => ({ id: `v${index}`, name: `V${index}` }));
    expect(valueKeys({ ...pose, values }).size).toBe(9);
  });
});

describe('chosen', () => {
  it('is the value', () => {
    expect(chosen(gender, 'female', 'male')).toBe('male');
  });

  it('puts a tag on and off', () => {
    expect(chosen(tags, null, 'dark')).toEqual(['dark']);
    expect(chosen(tags, ['long'], 'dark')).toEqual(['long', 'dark']);
    expect(chosen(tags, ['long', 'dark'], 'long')).toEqual(['dark']);
  });
});

describe('isSet', () => {
  it('knows one value from a list of them', () => {
    expect(isSet('left', 'left')).toBe(true);
    expect(isSet(['long', 'dark'], 'dark')).toBe(true);
    expect(isSet(null, 'left')).toBe(false);
  });
});

describe('stepped', () => {
  it('goes around the attributes, from either end when none is chosen', () => {
    const { attributes } = mtflTemplate;
    expect(stepped(attributes, null, 1)).toBe('gender');
    expect(stepped(attributes, null, -1)).toBe('pose');
    expect(stepped(attributes, 'pose', 1)).toBe('gender');
    expect(stepped(attributes, 'gender', -1)).toBe('pose');
    expect(stepped([], null, 1)).toBeNull();
  });
});
