import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { configurationFor } from '../../../../src/main/runs/configuration';

type Wishes = Parameters<typeof configurationFor>[0];
const adviserOf = (wishes: Wishes, template = mtflTemplate): unknown =>
  configurationFor(wishes, template).adviser;

const age = { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] } as const;

describe('the adviser of a run', () => {
  it('is the preset’s, but for what is wished', () => {
    expect(adviserOf({})).toEqual({ attributes: ['gender', 'smile'] });
    expect(adviserOf({ advise: ['glasses'] })).toEqual({ attributes: ['glasses'] });
    expect(adviserOf({ preset: 'quick', advise: ['gender'] })).toEqual({ attributes: ['gender'] });
    expect(adviserOf({ teacher: 0 })).toEqual({ attributes: ['gender', 'smile'] });
    expect(adviserOf({ heads: ['landmarks', 'smile'] })).toEqual({ attributes: ['smile'] });
  });

  it('is none where none is wished, or the preset has none', () => {
    for (const wishes of [{ advise: [] }, { preset: 'quick' }, { preset: 'tutorial' }] as const) {
      expect(configurationFor(wishes as Wishes, mtflTemplate)).not.toHaveProperty('adviser');
    }
  });

  it('is left out where it cannot be asked, and a wish for it is refused there', () => {
    for (const [wishes, reason] of [
      [{ heads: ['landmarks', 'pose'] }, 'none of its heads (landmarks, pose) tells classes of “gender”'],
      [{ crop: 'image' }, 'this run is shown whole images. Choose crops of faces'],
    ] as const) {
      expect(configurationFor(wishes as Wishes, mtflTemplate)).not.toHaveProperty('adviser');
      expect(() => adviserOf({ ...(wishes as Wishes), advise: ['gender'] })).toThrow(
        expect.objectContaining({ code: 'bad-adviser', message: expect.stringContaining(reason) as string }),
      );
    }
    const attributes = [{ ...age, id: 'gender' }];
    expect(adviserOf({}, { ...mtflTemplate, attributes })).toBeUndefined();
  });

  it('is asked neither of what a project does not label nor of what has no classes', () => {
    expect(() => adviserOf({ advise: ['hat'] })).toThrow(
      expect.objectContaining({
        code: 'unknown-attribute',
        message:
          'There is no attribute “hat” of which an adviser could be asked. It can be asked of gender, smile, glasses, pose.',
        details: { attribute: 'hat' },
      }),
    );
    const template = { ...mtflTemplate, attributes: [...mtflTemplate.attributes, age] };
    expect(() => adviserOf({ advise: ['age'] }, template)).toThrow(
      expect.objectContaining({
        code: 'bad-adviser',
        message: expect.stringContaining('“age” has others') as string,
      }),
    );
    expect(() => adviserOf({ advise: ['age'] }, { ...mtflTemplate, attributes: [age] })).toThrow(
      'Leave it out: there is none.',
    );
  });
});
