import { describe, expect, it } from 'vitest';
import type { Attribute } from '@shared/domain/attribute';
import { mtflTemplate } from '@shared/domain/template';
import { expectedTemplate } from '../../../../../src/renderer/features/settings/expectedTemplate';

const hat: Attribute = {
  id: 'hat',
  name: 'Hat',
  kind: 'category',
  values: [
    { id: 'none', name: 'None' },
    { id: 'cap', name: 'Cap' },
  ],
  mirrorSwaps: [],
};

describe('a template that changes are on their way to', () => {
  it('has them all, each made of what the one before leaves', () => {
    const added = expectedTemplate(mtflTemplate, [{ kind: 'attribute-added', attribute: hat }]);
    expect(added.attributes.at(-1)).toEqual(hat);
    const renamed = { ...hat, name: 'Headwear' };
    const swapped = { ...renamed, values: hat.values.toReversed() };
    expect(
      expectedTemplate(mtflTemplate, [
        { kind: 'attribute-added', attribute: hat },
        { kind: 'attribute-changed', attribute: renamed },
        { kind: 'attribute-changed', attribute: swapped },
      ]).attributes.at(-1),
    ).toEqual(swapped);
  });

  it('is not changed by what is refused, or was made by now', () => {
    const added = { kind: 'attribute-added', attribute: hat } as const;
    const now = expectedTemplate(mtflTemplate, [added]);
    expect(expectedTemplate(now, [added])).toEqual(now);
    const unknown = { kind: 'attribute-removed', attribute: 'beard' } as const;
    expect(expectedTemplate(mtflTemplate, [unknown, added])).toEqual(now);
    expect(expectedTemplate(mtflTemplate, [])).toBe(mtflTemplate);
  });
});
