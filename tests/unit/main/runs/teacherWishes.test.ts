import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { configurationFor } from '../../../../src/main/runs/configuration';

const teacherOf = (wishes: Parameters<typeof configurationFor>[0], template = mtflTemplate): unknown =>
  configurationFor(wishes, template).teacher;

describe('the teacher of a run', () => {
  it('is the preset’s, but for what is wished', () => {
    expect(teacherOf({})).toEqual({ weight: 0.35, softens: ['smile'] });
    expect(teacherOf({ teacher: 1 })).toEqual({ weight: 1, softens: ['smile'] });
    expect(teacherOf({ softens: [] })).toEqual({ weight: 0.35, softens: [] });
    expect(teacherOf({ softens: ['pose', 'smile'] })).toEqual({ weight: 0.35, softens: ['pose', 'smile'] });
    expect(teacherOf({ preset: 'quick', teacher: 0.5 })).toEqual({ weight: 0.5, softens: [] });
  });

  it('softens nothing that a project has no labels of', () => {
    const attributes = mtflTemplate.attributes.filter(({ id }) => id !== 'smile');
    expect(teacherOf({}, { ...mtflTemplate, attributes })).toEqual({ weight: 0.35, softens: [] });
  });

  it('is none where none is wished, or the preset has none', () => {
    expect(teacherOf({ teacher: 0 })).toBeUndefined();
    expect(teacherOf({ preset: 'quick' })).toBeUndefined();
    expect(teacherOf({ teacher: 0, softens: [] })).toBeUndefined();
  });

  it('is left out where it has nothing to teach, and a wish for it is refused there', () => {
    for (const wishes of [{ heads: ['gender'] }, { inputSizePx: 32 }, { crop: 'image' as const }]) {
      expect(teacherOf(wishes)).toBeUndefined();
      expect(() => teacherOf({ ...wishes, teacher: 1 })).toThrow('needs a head that learns points');
    }
  });

  it('is not asked to soften labels where there is none, or what it cannot', () => {
    for (const wishes of [{ teacher: 0 }, { preset: 'quick' as const }]) {
      expect(() => teacherOf({ ...wishes, softens: ['smile'] })).toThrow('Give the teacher a weight');
    }
    expect(() => teacherOf({ softens: ['hat'] })).toThrow(
      'There is no attribute “hat” whose labels a teacher could soften. It can soften labels of gender, smile, glasses, pose.',
    );
    const age = { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] } as const;
    const template = { ...mtflTemplate, attributes: [...mtflTemplate.attributes, age] };
    expect(() => teacherOf({ softens: ['age'] }, template)).toThrow('“age” has others');
  });
});
