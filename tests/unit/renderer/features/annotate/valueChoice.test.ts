import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import { mtflTemplate } from '@shared/domain/template';
import {
  chosen,
  isSet,
  shownValues,
  stepped,
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
    expect(chosen(smile, null, 0)).toBe('yes');
    expect(chosen(gender, 'female', 0)).toBe('male');
    expect(chosen(pose, null, 4)).toBe('right_profile');
  });

  it('do nothing where there is no such value', () => {
    expect(chosen(gender, 'male', 2)).toBeNull();
  });

  it('put a tag on and off', () => {
    expect(chosen(tags, null, 1)).toEqual(['dark']);
    expect(chosen(tags, ['long'], 1)).toEqual(['long', 'dark']);
    expect(chosen(tags, ['long', 'dark'], 0)).toEqual(['dark']);
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
