import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { HeadConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { headForms } from '../../../../src/main/prediction/headForms';
import { studioModel } from './example';

function formsOf(heads: readonly HeadConfiguration[]): ReturnType<typeof headForms> {
  return headForms({ ...studioModel, configuration: { ...studioModel.configuration, heads } });
}

describe('headForms', () => {
  it('are those of the heads, in their order', () => {
    const forms = headForms(studioModel);
    expect(forms.map(({ head, attribute, form }) => [head, attribute, form.kind])).toEqual([
      ['landmarks', null, 'points'],
      ['gender', 'gender', 'classes'],
      ['smile', 'smile', 'classes'],
      ['glasses', 'glasses', 'classes'],
      ['pose', 'pose', 'classes'],
    ]);
    expect(forms[0]!.form).toMatchObject({ unit: 'pixels' });
  });

  it('give the tutorial’s scaled nose no place in a photo', () => {
    const { heads } = presetConfiguration('tutorial', mtflTemplate);
    expect(formsOf(heads)).toMatchObject([
      { head: 'head_nose', form: { kind: 'numbers', names: ['nose_x_scaled', 'nose_y_scaled'] } },
      { head: 'head_pose', attribute: 'pose', form: { kind: 'classes', single: false } },
    ]);
  });

  it('take a regression of points for fractions of what the network was shown', () => {
    const target = { from: 'landmarks', points: ['nose'] } as const;
    expect(formsOf([{ name: 'n', kind: 'regression', target, weight: 1 }])[0]!.form).toEqual({
      kind: 'points',
      pointIds: ['nose'],
      unit: 'fractions',
    });
  });

  it('take a number for itself, and an attribute that is no longer there for one without values', () => {
    const target = { from: 'attribute', attribute: 'age' } as const;
    expect(formsOf([{ name: 'years', kind: 'poisson', target, weight: 1 }])[0]).toEqual({
      head: 'years',
      attribute: 'age',
      form: { kind: 'numbers', names: ['years'] },
    });
    expect(formsOf([{ name: 'a', kind: 'multi-class', target, weight: 1 }])[0]!.form).toEqual({
      kind: 'classes',
      values: [],
      single: false,
    });
  });
});
