import { describe, expect, it } from 'vitest';
import type { HeadCard, TrainingPlan } from '@shared/contract/training';
import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import { formFrom, isPlain, keptForm } from '../../../../../src/renderer/features/train/keptForm';
import {
  formOf,
  wishesOf,
  withHead,
  withSetting,
  withStrength,
  withWeight,
  type TrainForm,
} from '../../../../../src/renderer/features/train/trainForm';

const cardOf = (name: string): HeadCard => ({
  ...{ name, kind: 'multi-class', labelledFaces: 9, floor: null },
  balance: [
    { id: 'a', faces: 4 },
    { id: 'b', faces: 5 },
  ],
});
const planOf = (change: (configuration: RunConfiguration) => RunConfiguration = (same) => same) => {
  const of = (preset: 'studio' | 'quick' | 'tutorial') => {
    const configuration = change(presetConfiguration(preset, mtflTemplate));
    return { configuration, heads: configuration.heads.map(({ name }) => cardOf(name)) };
  };
  return { presets: { studio: of('studio'), quick: of('quick'), tutorial: of('tutorial') } };
};
const plan: Pick<TrainingPlan, 'presets'> = planOf();
const preset = plan.presets.quick.configuration;
const plain = formOf(
  'quick',
  preset,
  preset.heads.map(({ name }) => name),
);
/** As it comes back from where it was kept: as JSON. */
const again = (form: TrainForm, of = plan): TrainForm | null =>
  formFrom(JSON.parse(JSON.stringify(keptForm(form, plan))), of);

describe('a new run that is kept', () => {
  let changed = withSetting(plain, 'optimizer', 'momentum', preset);
  changed = withSetting(changed, 'weightDecay', 0.2, preset);
  changed = withSetting(changed, 'duration', { steps: 50 }, preset);
  changed = withSetting(changed, 'schedule', { kind: 'step', everySteps: 10, factor: 0.5 }, preset);
  changed = withSetting(changed, 'scale', [0.9, 1.2], preset);
  changed = withSetting(changed, 'views', 'mirrored', preset);
  changed = withSetting(changed, 'advise', ['smile'], preset);
  changed = withSetting(changed, 'weighting', { kind: 'dwa', temperature: 3 }, preset);
  changed = withStrength(withWeight(withHead(changed, 'gender', false), 'pose', 2), 'pose', 0);
  changed = { ...changed, name: 'mine', startFrom: 'base', frozenEpochs: 2, afterwards: false };

  it('comes back as it was', () => {
    const back = again(changed)!;
    expect(back).toEqual(changed);
    expect(wishesOf(back, preset)).toEqual(wishesOf(changed, preset));
    const off = withSetting(plain, 'augmentation', false, preset);
    expect(again(off)).toEqual(off);
  });

  it('takes what was not changed from the preset as it is now, and heads that are new', () => {
    const newer = planOf((configuration) => ({
      ...configuration,
      dropout: 0.25,
      heads: [...configuration.heads, { ...configuration.heads[1]!, name: 'hat' }],
    }));
    const back = again(changed, newer)!;
    expect(back.configuration.dropout).toBe(0.25);
    expect(back.configuration.batchSize).toBe(preset.batchSize);
    expect([...back.chosen]).toEqual(['landmarks', 'smile', 'glasses', 'pose', 'hat']);
  });

  it('loses what the project labels no more', () => {
    const fewer = planOf((configuration) => ({
      ...configuration,
      heads: configuration.heads.filter(({ name }) => name !== 'pose'),
      balance: [],
    }));
    const back = again(withStrength(changed, 'pose', 0.7), fewer)!;
    expect(back.configuration.heads.some(({ name }) => name === 'pose')).toBe(false);
    expect(back.configuration.balance).toEqual([]);
  });

  it('is none where something else was found there', () => {
    const kept = keptForm(changed, plan);
    expect(formFrom(null, plan)).toBeNull();
    expect(formFrom({ ...kept, preset: 'large' }, plan)).toBeNull();
    expect(formFrom({ ...kept, settings: { batchSize: 'many' } }, plan)).toBeNull();
    expect(formFrom({ ...kept, settings: { schedule: 3 } }, plan)).toBeNull();
    expect(formFrom({ ...kept, settings: { advise: 3 } }, plan)).toBeNull();
    expect(formFrom({ ...kept, weights: { pose: -1 } }, plan)).toBeNull();
  });

  it('is plain where there is nothing to come back to', () => {
    const { configuration } = plan.presets.studio;
    const studio = formOf(
      'studio',
      configuration,
      configuration.heads.map(({ name }) => name),
    );
    expect(isPlain(keptForm(studio, plan))).toBe(true);
    const others = [
      plain,
      withHead(studio, 'pose', false),
      withWeight(studio, 'pose', 3),
      withStrength(studio, 'pose', 0),
      withSetting(studio, 'seed', 4, configuration),
      { ...studio, startFrom: 'base' },
      { ...studio, afterwards: false },
    ];
    expect(others.map((form) => isPlain(keptForm(form, plan)))).toEqual(others.map(() => false));
  });
});
