import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { advisable, advisedHeads } from '@shared/learning/adviser';
import { presetConfiguration } from '@shared/learning/presets';

const studio = presetConfiguration('studio', mtflTemplate);

describe('an adviser', () => {
  it('is asked beside the heads of classes that learn its attributes', () => {
    expect(advisedHeads(studio).map(({ name }) => name)).toEqual(['gender', 'smile']);
    const { adviser: _adviser, ...alone } = studio;
    expect(advisedHeads(alone)).toEqual([]);
    const heads = studio.heads.map((head) => ({ ...head, kind: 'multi-label' as const }));
    expect(advisedHeads({ ...studio, heads })).toEqual([]);
  });

  it('can be asked of what such a head tells, where faces are cropped', () => {
    expect(advisable(['smile', 'hat', 'gender'], studio)).toEqual(['smile', 'gender']);
    const heads = studio.heads.filter(({ name }) => name !== 'gender');
    expect(advisable(['smile', 'gender'], { ...studio, heads })).toEqual(['smile']);
    expect(advisable(['gender'], { ...studio, input: { ...studio.input, crop: 'image' } })).toEqual([]);
  });
});
