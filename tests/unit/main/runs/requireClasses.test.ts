import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { describe, expect, it } from 'vitest';
import { requireClasses } from '../../../../src/main/runs/requireClasses';
import { learningFaces } from './support';

const configuration = presetConfiguration('studio', mtflTemplate);
const faces = (...glasses: readonly number[]) =>
  learningFaces(
    glasses.map((label, face) => ({
      labels: { gender: face % 2, smile: face % 2, pose: face % 5, glasses: label },
    })),
  );

describe('requireClasses', () => {
  it('refuses a head of which all labels are alike, whatever is not labelled', () => {
    expect(() => requireClasses(configuration, mtflTemplate, faces(0, Number.NaN, 0))).toThrow(
      'The head “glasses” has nothing to tell apart: every training face with a label is “No”.',
    );
  });

  it('lets heads pass that have two values, no label at all, or no weight', () => {
    const none = Number.NaN;
    const without = {
      ...configuration,
      heads: configuration.heads.map((head) => (head.name === 'glasses' ? { ...head, weight: 0 } : head)),
    };
    requireClasses(configuration, mtflTemplate, faces(0, 1, 0));
    requireClasses(configuration, mtflTemplate, faces(none, none, none));
    requireClasses(without, mtflTemplate, faces(0, 0, 0));
  });
});
