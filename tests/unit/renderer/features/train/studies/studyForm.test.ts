import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import { readSearchSpace } from '../../../../../../src/main/trials/searchSpace';
import {
  commonSettings,
  rangeTrouble,
  searchableRanges,
  spaceOf,
} from '../../../../../../src/renderer/features/train/studies/studyForm';

describe('the form of a study', () => {
  it('offers ranges that can all be searched', () => {
    const ranges = searchableRanges(presetConfiguration('studio', mtflTemplate));
    expect(readSearchSpace(spaceOf(ranges)).size).toBe(ranges.length);
    expect(ranges.map(rangeTrouble)).toEqual(ranges.map(() => null));
  });

  it('says what is wrong with a range', () => {
    const range = { setting: 'dropout', from: 0, to: 0.5, logarithmic: true };
    expect(rangeTrouble(range)).toBe('zero');
    expect(rangeTrouble({ ...range, from: 0.5 })).toBe('order');
  });

  it('hands on the new run’s settings without what a study decides by itself', () => {
    const wishes = {
      preset: 'studio',
      name: 'mine',
      heads: ['pose'],
      startFrom: 'other',
      steps: 3,
      seed: 4,
      dropout: 0.2,
      views: { mirrored: true, realigned: false },
      balance: { pose: 0 },
      afterwards: ['evaluate'],
      freezeTrunkEpochs: 3,
      fineTuneRate: 0.01,
    } as const;
    const { afterwards, heads, ...rest } = wishes;
    expect(commonSettings({ ...rest, heads: [...heads], afterwards: [...afterwards] }, 2)).toEqual({
      preset: 'studio',
      dropout: 0.2,
      views: wishes.views,
      balance: wishes.balance,
      epochs: 2,
    });
  });
});
