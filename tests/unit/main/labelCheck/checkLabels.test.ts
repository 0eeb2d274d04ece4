import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { foldConfiguration } from '../../../../src/main/labelCheck/checkLabels';

const studio = presetConfiguration('studio', mtflTemplate);

describe('foldConfiguration', () => {
  it('is the run’s for a modest time, with nothing held out', () => {
    const { adviser: _adviser, ...alone } = studio;
    expect(foldConfiguration({ configuration: studio }, {})).toEqual({
      ...alone,
      duration: { epochs: 8 },
      validationFraction: 0,
      headPatience: 0,
      gradientSamples: 0,
    });
    expect(foldConfiguration({ configuration: studio }, { epochs: 3 }).duration).toEqual({ epochs: 3 });
    const short = { ...studio, duration: { steps: 12 } };
    expect(foldConfiguration({ configuration: short }, {}).duration).toEqual({ steps: 12 });
  });

  it('has no adviser, whose word no face would weigh', () => {
    expect(studio.adviser).toBeDefined();
    expect(foldConfiguration({ configuration: studio }, {})).not.toHaveProperty('adviser');
  });

  it('begins by chance, so that no trunk is frozen as it began', () => {
    const warm = { ...studio, startFrom: 'other', frozenTrunk: { epochs: 2, fineTuneRate: 0.001 } };
    const fold = foldConfiguration({ configuration: warm }, {});
    expect(fold).not.toHaveProperty('startFrom');
    expect(fold).not.toHaveProperty('frozenTrunk');
  });
});
