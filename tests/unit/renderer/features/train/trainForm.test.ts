import { describe, expect, it } from 'vitest';
import { trainSchema } from '@shared/contract/training';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import {
  changedStrengths,
  extentOf,
  fineTuneRateOf,
  formOf,
  isChanged,
  obstacle,
  type Setting,
  wishesOf,
  withHead,
  withSetting,
  withStrength,
  withWeight,
} from '../../../../../src/renderer/features/train/trainForm';

const preset = presetConfiguration('studio', mtflTemplate);
const heads = preset.heads.map(({ name }) => name);
const form = { ...formOf('studio', preset, heads), afterwards: false };

describe('a new run', () => {
  it('asks for its preset and no more while nothing is changed', () => {
    expect(wishesOf(form, preset)).toEqual({ preset: 'studio' });
    expect(wishesOf({ ...form, name: ' one ', startFrom: ' model ', afterwards: true }, preset)).toEqual({
      preset: 'studio',
      name: 'one',
      startFrom: 'model',
      afterwards: ['evaluate', 'suggest'],
    });
  });

  it('asks for what was changed, in words that the contract takes', () => {
    let now = withSetting(form, 'learningRate', 0.01, preset);
    now = withSetting(now, 'duration', { steps: 50 }, preset);
    now = withSetting(now, 'schedule', { kind: 'step', everySteps: 10, factor: 0.5 }, preset);
    now = withSetting(now, 'inputSizePx', 48, preset);
    now = withSetting(now, 'flip', 0, preset);
    now = withHead(withWeight(now, 'pose', 2), 'gender', false);
    const wishes = wishesOf(now, preset);
    expect(wishes).toEqual({
      preset: 'studio',
      heads: ['landmarks', 'smile', 'glasses', 'pose'],
      weights: { pose: 2 },
      steps: 50,
      learningRate: 0.01,
      schedule: { kind: 'step', everySteps: 10, factor: 0.5 },
      inputSizePx: 48,
      augmentation: { ...preset.augmentation, flip: 0 },
    });
    expect(trainSchema.safeParse(wishes).success).toBe(true);
  });

  it('takes the weight decay along with the optimizer, unless somebody has chosen one', () => {
    const descent = withSetting(form, 'optimizer', 'momentum', preset);
    expect(wishesOf(descent, preset)).toEqual({ preset: 'studio', optimizer: 'momentum', weightDecay: 0 });
    expect(wishesOf(withSetting(descent, 'optimizer', 'adam', preset), preset)).toEqual({ preset: 'studio' });

    const usual = withSetting(descent, 'weightDecay', preset.optimizer.weightDecay, preset);
    expect(wishesOf(usual, preset)).toMatchObject({ weightDecay: preset.optimizer.weightDecay });
    const chosen = withSetting(
      withSetting(form, 'weightDecay', 0.01, preset),
      'optimizer',
      'momentum',
      preset,
    );
    expect(wishesOf(chosen, preset)).toMatchObject({ optimizer: 'momentum', weightDecay: 0.01 });
  });

  it('says of each setting whether it is the preset’s, and of augmentation that is off only that', () => {
    const off = withSetting(withSetting(form, 'flip', 0, preset), 'augmentation', false, preset);
    expect(isChanged(off, preset, 'augmentation')).toBe(true);
    expect(isChanged(off, preset, 'flip')).toBe(false);
    expect(wishesOf(off, preset)).toEqual({ preset: 'studio', augmentation: null });
    const onAgain = withSetting(off, 'augmentation', true, preset);
    expect(isChanged(onAgain, preset, 'augmentation')).toBe(false);
    expect(wishesOf(onAgain, preset)).toEqual({ preset: 'studio' });
  });

  it('asks for weights that are not averaged, and for a schedule that ends at zero', () => {
    const plain = withSetting(form, 'averaging', 0, preset);
    const schedule = { kind: 'cosine', warmupSteps: 100, lowest: 0 } as const;
    const wishes = wishesOf(withSetting(plain, 'schedule', schedule, preset), preset);
    expect(wishes).toEqual({ preset: 'studio', averaging: 0, schedule });
    expect(trainSchema.safeParse(wishes).success).toBe(true);
    expect(trainSchema.safeParse({ averaging: 1 }).success).toBe(false);
  });

  it('asks for another weight of the teacher, and for none', () => {
    for (const weight of [0, 1]) {
      const taught = withSetting(form, 'teacher', weight, preset);
      expect(isChanged(taught, preset, 'teacher')).toBe(true);
      expect(wishesOf(taught, preset)).toEqual({ preset: 'studio', teacher: weight });
      expect(isChanged(withSetting(taught, 'teacher', 0.35, preset), preset, 'teacher')).toBe(false);
    }
  });

  it('asks whose labels give way to the teacher, where there is one', () => {
    const held = withSetting(form, 'softens', ['gender'], preset);
    expect(isChanged(held, preset, 'softens')).toBe(true);
    expect(wishesOf(held, preset)).toEqual({ preset: 'studio', softens: ['gender'] });
    expect(isChanged(withSetting(held, 'softens', ['smile'], preset), preset, 'softens')).toBe(false);
    expect(wishesOf(withSetting(held, 'teacher', 0, preset), preset)).toEqual({
      preset: 'studio',
      teacher: 0,
    });
    expect(wishesOf(withSetting(held, 'teacher', 1, preset), preset)).toEqual({
      preset: 'studio',
      teacher: 1,
      softens: ['gender'],
    });
    // An attribute that the template has no more.
    const remembered = withSetting(form, 'softens', ['hat', 'gender'], preset);
    expect(wishesOf(remembered, preset)).toEqual({ preset: 'studio', softens: ['gender'] });
  });

  it('asks of what an adviser is asked as well, as far as a chosen head tells it and faces are cropped', () => {
    const asked = withSetting(form, 'advise', ['glasses', 'smile'], preset);
    expect(isChanged(asked, preset, 'advise')).toBe(true);
    expect(wishesOf(asked, preset)).toEqual({ preset: 'studio', advise: ['glasses', 'smile'] });
    expect(wishesOf(withSetting(asked, 'teacher', 0, preset), preset)).toMatchObject({
      advise: ['glasses', 'smile'],
    });
    expect(wishesOf(withHead(asked, 'smile', false), preset)).toMatchObject({ advise: ['glasses'] });
    expect(wishesOf(withSetting(asked, 'crop', 'image', preset), preset)).toEqual({
      preset: 'studio',
      crop: 'image',
    });
    const unasked = withSetting(form, 'advise', [], preset);
    expect(wishesOf(unasked, preset)).toEqual({ preset: 'studio', advise: [] });
    expect(trainSchema.safeParse(wishesOf(unasked, preset)).success).toBe(true);
    expect(isChanged(withSetting(unasked, 'advise', ['gender', 'smile'], preset), preset, 'advise')).toBe(
      false,
    );
  });

  it('asks for other colours in what the augmentation is else', () => {
    const some = withSetting(form, 'saturation', [0.5, 1.5], preset);
    const coloured = withSetting(some, 'gray', 0.25, preset);
    expect(
      ['saturation', 'gray', 'contrast'].map((of) => isChanged(coloured, preset, of as Setting)),
    ).toEqual([true, true, false]);
    const wishes = wishesOf(coloured, preset);
    expect(wishes.augmentation).toEqual({ ...preset.augmentation, saturation: [0.5, 1.5], gray: 0.25 });
    expect(trainSchema.safeParse(wishes).success).toBe(true);
  });

  it('asks for a strategy, and for a frozen trunk only where it starts from another run', () => {
    const weighting = { kind: 'gradnorm', alpha: 1, learningRate: 0.025 } as const;
    const weighed = withSetting(form, 'weighting', weighting, preset);
    expect(wishesOf(weighed, preset)).toEqual({ preset: 'studio', weighting });
    const cold = { ...form, frozenEpochs: 3, fineTuneRate: 0.01 };
    expect(wishesOf(cold, preset)).toEqual({ preset: 'studio' });
    expect(wishesOf({ ...cold, startFrom: ' other ' }, preset)).toEqual({
      ...{ preset: 'studio', startFrom: 'other', freezeTrunkEpochs: 3, fineTuneRate: 0.01 },
    });
    const usual = { ...form, startFrom: 'other', frozenEpochs: 3 };
    expect(wishesOf(usual, preset)).toEqual({ preset: 'studio', startFrom: 'other', freezeTrunkEpochs: 3 });
    expect(fineTuneRateOf(usual)).toBeCloseTo(preset.optimizer.learningRate / 10, 12);
  });

  it('asks for other views and strengths, and no more for the preset’s once they are back', () => {
    const views = withSetting(form, 'views', 'mirrored', preset);
    expect(isChanged(views, preset, 'views')).toBe(true);
    const now = withStrength(withStrength(views, 'pose', 0), 'smile', 0.25);
    expect(changedStrengths(now, preset)).toEqual({ pose: 0, smile: 0.25 });
    const wishes = wishesOf(now, preset);
    expect(wishes).toEqual({
      preset: 'studio',
      views: { mirrored: true, realigned: false },
      balance: { pose: 0, smile: 0.25 },
    });
    expect(trainSchema.safeParse(wishes).success).toBe(true);
    const back = withStrength(withStrength(now, 'pose', 0.5), 'smile', 0);
    expect(wishesOf(withSetting(back, 'views', 'both', preset), preset)).toEqual({ preset: 'studio' });
  });

  it('needs a head, and one with points where realigned views are asked for', () => {
    expect(obstacle(form, preset, null)).toBeNull();
    expect(
      obstacle(
        heads.reduce((now, head) => withHead(now, head, false), form),
        preset,
        null,
      ),
    ).toBe('no-head');
    const pointless = withHead(form, 'landmarks', false);
    expect(obstacle(pointless, preset, null)).toBeNull();
    expect(obstacle(withSetting(pointless, 'views', 'mirrored', preset), preset, null)).toBeNull();
    const realigned = withSetting(pointless, 'views', 'realigned', preset);
    expect(obstacle(realigned, preset, null)).toBe('no-points');
    expect(obstacle(withHead(realigned, 'landmarks', true), preset, null)).toBeNull();
  });

  it('freezes its trunk for the whole run at most, and has no rate for the time after it then', () => {
    const extent = { steps: 60, epochs: 4 };
    const warm = { ...form, startFrom: 'other', frozenEpochs: 4, fineTuneRate: 0.01 };
    expect(obstacle(warm, preset, extent)).toBeNull();
    expect(wishesOf(warm, preset, extent)).not.toHaveProperty('fineTuneRate');
    expect(wishesOf({ ...warm, frozenEpochs: 3 }, preset, extent)).toMatchObject({ fineTuneRate: 0.01 });
    expect(obstacle({ ...warm, frozenEpochs: 4.5 }, preset, extent)).toBe('frozen-longer');
    // Of a run that begins by chance it is not asked.
    expect(obstacle({ ...warm, startFrom: '', frozenEpochs: 9 }, preset, extent)).toBeNull();
  });

  it('is as long in steps as in passes over the faces that are not held out', () => {
    const one = withSetting(form, 'duration', { epochs: 2 }, preset).configuration;
    expect(extentOf(one, 1000)).toEqual({ steps: Math.ceil((2 * 950) / 64), epochs: 2 });
    const other = withSetting(form, 'duration', { steps: 10 }, preset).configuration;
    expect(extentOf(other, 1000).epochs).toBeCloseTo(640 / 950);
  });
});
