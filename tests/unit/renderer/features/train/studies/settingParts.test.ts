import { describe, expect, it } from 'vitest';
import { settingParts } from '../../../../../../src/renderer/features/train/studies/settingParts';
import { settingNumber } from '../../../../../../src/renderer/features/train/settingUnits';

describe('what a search has tried, in words', () => {
  it('is a strategy with the names that its numbers have in the window', () => {
    expect(settingParts('weighting', { kind: 'gradnorm', alpha: 1.5, learningRate: 0.02 })).toEqual([
      { kind: 'word', key: 'train.weighting.gradnorm', plain: 'gradnorm' },
      { kind: 'named', setting: 'alpha', of: { kind: 'number', setting: 'alpha', value: 1.5 } },
      {
        kind: 'named',
        setting: 'weightingRate',
        of: { kind: 'number', setting: 'weightingRate', value: 0.02 },
      },
    ]);
    expect(settingParts('weighting', { kind: 'fixed' })).toHaveLength(1);
  });

  it('is the word for views, and the attributes that faces are balanced by', () => {
    expect(settingParts('views', { mirrored: true, realigned: false })).toEqual([
      { kind: 'word', key: 'train.views.mirrored', plain: 'mirrored' },
    ]);
    expect(settingParts('balance', { pose: 0.5 })).toEqual([
      { kind: 'strength', attribute: 'pose', value: 0.5 },
    ]);
  });

  it('is an augmentation part by part', () => {
    expect(settingParts('augmentation', { flip: 0.5, scale: [0.9, 1.1] })).toEqual([
      { kind: 'named', setting: 'flip', of: { kind: 'number', setting: 'flip', value: 0.5 } },
      { kind: 'named', setting: 'scale', of: { kind: 'range', setting: 'scale', from: 0.9, to: 1.1 } },
    ]);
    expect(settingParts('augmentation', null)).toEqual([{ kind: 'word', key: 'common.none', plain: '–' }]);
    expect(settingParts('augmentation.shift', 0.1)).toEqual([
      { kind: 'number', setting: 'shift', value: 0.1 },
    ]);
  });
});

describe('a setting’s number', () => {
  it('has the unit and the bounds that the new run’s form has', () => {
    expect(settingNumber('dropout')).toMatchObject({ unit: '%', scale: 100, max: 0.95 });
    expect(settingNumber('augmentation.rotationDegrees')).toMatchObject({ unit: '°', max: 180 });
    expect(settingNumber('weights.pose')).toEqual({ min: 0.001, max: 1000 });
  });
});
