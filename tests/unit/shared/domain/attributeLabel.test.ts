import type { AttributeLabel } from '@shared/domain/attribute';
import { checkedLabel } from '@shared/domain/attributeLabel';
import { mtflTemplate } from '@shared/domain/template';
import { describe, expect, it } from 'vitest';
import { template68 } from '../../main/project/templates';

const [age, worn, light] = template68.attributes;
const smile = mtflTemplate.attributes.find((attribute) => attribute.id === 'smile');

describe('checkedLabel', () => {
  it('lets every kind be not labelled', () => {
    for (const attribute of [age!, worn!, light!, smile!]) expect(checkedLabel(attribute, null)).toBeNull();
  });

  it('keeps good labels, tags once each in the order of the values', () => {
    expect(checkedLabel(age!, 31.5)).toBe(31.5);
    expect(checkedLabel(light!, 'even')).toBe('even');
    expect(checkedLabel(smile!, 'yes')).toBe('yes');
    expect(checkedLabel(worn!, [])).toEqual([]);
    expect(checkedLabel(worn!, ['earring_right', 'hat', 'hat'])).toEqual(['hat', 'earring_right']);
  });

  it('says what an attribute takes', () => {
    const wrong: [typeof age, AttributeLabel, string][] = [
      [age, 'old', 'a number'],
      [age, Number.POSITIVE_INFINITY, 'a number'],
      [light, 'bright', 'one of dark, even, harsh'],
      [light, 1, 'one of dark, even, harsh'],
      [smile, ['yes'], 'one of no, yes'],
      [worn, 'hat', 'a list of values'],
      [worn, ['hat', 'scarf'], 'hat, earring_left, earring_right'],
    ];
    for (const [attribute, label, message] of wrong) {
      expect(() => checkedLabel(attribute!, label)).toThrow(message);
    }
  });
});
