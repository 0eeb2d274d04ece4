import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { changedByWishes, configurationFor } from '../../../../src/main/runs/configuration';
import { ownAttributes } from './ownAttributes';

describe('configurationFor', () => {
  it('is the preset when nothing is asked', () => {
    const studio = configurationFor({ preset: 'studio' }, mtflTemplate);
    expect(studio.heads.map((head) => head.name)).toEqual([
      'landmarks',
      'gender',
      'smile',
      'glasses',
      'pose',
    ]);
    const tutorial = configurationFor({ preset: 'tutorial' }, mtflTemplate);
    expect(tutorial).toMatchObject({
      duration: { steps: 1000 },
      batchSize: 64,
      input: { sizePx: 40, pixels: 'raw' },
    });
    expect(tutorial.heads.map((head) => head.name)).toEqual(['head_nose', 'head_pose']);
  });

  it('takes what is asked instead', () => {
    const configuration = configurationFor(
      {
        preset: 'studio',
        heads: ['pose', 'landmarks'],
        weights: { pose: 0.5 },
        steps: 7,
        batchSize: 8,
        learningRate: 0.01,
        checkpointEverySteps: 3,
        inputSizePx: 32,
        seed: 9,
      },
      mtflTemplate,
    );
    // What nobody asks about stays the preset's.
    expect(configuration.input).toMatchObject({ sizePx: 32, detail: 1.5, margin: 0.25 });
    expect(configuration.heads.map((head) => [head.name, head.weight])).toEqual([
      ['landmarks', 0.35],
      ['pose', 0.5],
    ]);
    expect(configuration).toMatchObject({
      duration: { steps: 7 },
      batchSize: 8,
      seed: 9,
      checkpointEverySteps: 3,
    });
    expect(configuration.optimizer.learningRate).toBe(0.01);
  });

  it('moves the weights by the optimizer that is asked for', () => {
    const { optimizer } = configurationFor(
      { preset: 'studio', optimizer: 'momentum', momentum: 0.8, weightDecay: 0.01 },
      mtflTemplate,
    );
    expect(optimizer).toMatchObject({ kind: 'momentum', momentum: 0.8, weightDecay: 0.01 });
    const optimizerOf = (wishes: object) =>
      configurationFor({ preset: 'studio', ...wishes }, mtflTemplate).optimizer;
    expect(optimizerOf({})).toMatchObject({ kind: 'adam', weightDecay: 0.3 });
    expect(optimizerOf({ optimizer: 'momentum' })).toMatchObject({ kind: 'momentum', weightDecay: 0 });
  });

  it('weighs as the preset does, or as is asked', () => {
    const weightingOf = (wishes: object) =>
      configurationFor({ preset: 'studio', ...wishes }, mtflTemplate).weighting;
    expect(weightingOf({})).toEqual({ kind: 'attributes-first', factor: 5 });
    expect(weightingOf({ heads: ['pose', 'smile'] })).toEqual({ kind: 'fixed' });
    expect(weightingOf({ preset: 'tutorial' })).toEqual({ kind: 'fixed' });
    const weighting = { kind: 'dwa', temperature: 3 } as const;
    expect(weightingOf({ weighting })).toEqual(weighting);
  });

  it('answers from the preset’s views and balances as it does, or as is asked', () => {
    const plain = configurationFor({ preset: 'studio' }, mtflTemplate);
    expect(plain).toMatchObject({
      views: { mirrored: true, realigned: true },
      balance: [
        { attribute: 'pose', strength: 0.5 },
        { attribute: 'gender', strength: 1 },
      ],
    });
    const views = { mirrored: true, realigned: false };
    const said = configurationFor(
      { preset: 'studio', views, balance: { gender: 0, smile: 0.5 } },
      mtflTemplate,
    );
    expect(said).toEqual({
      ...plain,
      views: { ...views, closer: 1.4 },
      balance: [
        { attribute: 'pose', strength: 0.5 },
        { attribute: 'smile', strength: 0.5 },
      ],
    });
    const tutorial = configurationFor({ preset: 'tutorial' }, mtflTemplate);
    expect(tutorial).not.toHaveProperty('views');
    expect(tutorial).not.toHaveProperty('balance');
    expect(configurationFor({ preset: 'tutorial', views }, mtflTemplate).views).toEqual(views);
  });

  it('leaves the preset’s views where no head gives points, but not a wish for them', () => {
    const pose = { preset: 'studio', heads: ['pose'] } as const;
    const views = { mirrored: false, realigned: true };
    expect(configurationFor({ ...pose, heads: ['pose'] }, mtflTemplate).views?.realigned).toBe(true);
    expect(() => configurationFor({ ...pose, heads: ['pose'], views }, mtflTemplate)).toThrow(
      /none of the heads \(pose\) predicts two or more\. Train such a head too/,
    );
  });

  it('freezes the trunk that it starts from, and fine-tunes by a tenth of the rate if nothing is said', () => {
    const warm = { preset: 'studio', startFrom: 'other', learningRate: 0.002, freezeTrunkEpochs: 3 } as const;
    expect(configurationFor(warm, mtflTemplate).frozenTrunk).toEqual({ epochs: 3, fineTuneRate: 0.0002 });
    const said = configurationFor({ ...warm, fineTuneRate: 0.001 }, mtflTemplate);
    expect(said.frozenTrunk).toEqual({ epochs: 3, fineTuneRate: 0.001 });
    expect(configurationFor({ ...warm, freezeTrunkEpochs: 0 }, mtflTemplate).frozenTrunk).toBeUndefined();
  });

  it('makes a head for every attribute of another template', () => {
    const template = {
      ...mtflTemplate,
      attributes: ownAttributes,
    };
    const { heads } = configurationFor({ preset: 'studio' }, template);
    expect(heads.map((head) => [head.name, head.kind])).toEqual([
      ['landmarks', 'landmarks'],
      ['age', 'regression'],
      ['wears', 'multi-label'],
    ]);
  });

  it.each([
    [{ heads: ['ears'] }, /no head “ears”.*landmarks, gender/],
    [{ weights: { ears: 1 } }, /no head “ears”/],
    [{ weights: { pose: -1 } }, /weight of head “pose” is -1/],
    [{ weights: { pose: 0 } }, /weight of head “pose” is 0; give a number above zero, or leave the head out/],
    [{ freezeTrunkEpochs: 2 }, /begins by chance cannot be frozen/],
    [{ balance: { ears: 1 } }, /no attribute “ears”/],
    [{ shuffle: { kind: 'buffer' as const, size: 9 }, balance: { pose: 1 } }, /shuffles in a buffer/],
    [{ startFrom: 'other', fineTuneRate: 0.1 }, /say for how many epochs/],
  ])('refuses %o', (wishes, message) => {
    expect(() => configurationFor({ preset: 'studio', ...wishes }, mtflTemplate)).toThrow(message);
  });
});

describe('changedByWishes', () => {
  const configuration = configurationFor(
    { preset: 'studio', heads: ['pose', 'landmarks'], weights: { pose: 0.5 }, batchSize: 8, seed: 9 },
    mtflTemplate,
  );

  it.each([
    [{}],
    [{ preset: 'studio', heads: ['landmarks', 'pose'], weights: { pose: 0.5 }, batchSize: 8, seed: 9 }],
    [{ learningRate: 0.002, weights: { landmarks: 0.35 } }],
    [{ steps: 100, name: 'other', resume: true }],
    [{ epochs: 3 }],
    [{ weighting: { kind: 'attributes-first', factor: 5 }, freezeTrunkEpochs: 0 }],
    [{ views: { mirrored: true, realigned: true }, balance: { pose: 0.5, smile: 0 } }],
  ] as const)('finds nothing in %j', (wishes) => {
    expect(changedByWishes(configuration, wishes as object)).toEqual([]);
  });

  it.each([
    [{ preset: 'tutorial' }, ['preset']],
    [{ heads: ['pose'] }, ['heads']],
    [{ heads: ['pose', 'gender'] }, ['heads']],
    [{ weights: { pose: 0.3 } }, ['weights']],
    [{ weights: { gender: 1 } }, ['weights']],
    [{ optimizer: 'momentum' }, ['optimizer']],
    [{ headPatience: 3 }, ['early stopping']],
    [{ weighting: { kind: 'pcgrad' } }, ['weighting']],
    [{ freezeTrunkEpochs: 3 }, ['frozen trunk']],
    [{ views: { mirrored: true, realigned: false } }, ['views']],
    [{ balance: { pose: 0 } }, ['balance']],
    [{ balance: { smile: 0.5 } }, ['balance']],
    [{ weightDecay: 0.1, momentum: 0.5 }, ['optimizer']],
    [{ averaging: 0 }, ['averaging']],
    [{ teacher: 0 }, ['teacher']],
    [{ softens: ['gender'] }, ['teacher']],
    [{ advise: ['pose'] }, ['adviser']],
    [{ batchSize: 16, learningRate: 0.01, seed: 1 }, ['batch size', 'learning rate', 'seed']],
  ] as const)('names what %j would change', (wishes, changes) => {
    expect(changedByWishes(configuration, wishes as object)).toEqual(changes);
  });

  it('takes attributes in whichever order they are named', () => {
    const advised = configurationFor({ advise: ['smile', 'gender'] }, mtflTemplate);
    expect(changedByWishes(advised, { advise: ['gender', 'smile'] })).toEqual([]);
    expect(changedByWishes(advised, { advise: ['gender'] })).toEqual(['adviser']);
    expect(changedByWishes(advised, { advise: [] })).toEqual(['adviser']);
    expect(changedByWishes(configuration, { advise: [] })).toEqual([]);
  });
});
