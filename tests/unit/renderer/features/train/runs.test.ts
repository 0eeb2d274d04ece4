import { describe, expect, it } from 'vitest';
import type { RunSummary } from '@shared/contract/reports';
import { mtflTemplate } from '@shared/domain/template';
import { presetConfiguration } from '@shared/learning/presets';
import {
  comparedOn,
  compareMetrics,
  differingSettings,
  holdOutTheSame,
} from '../../../../../src/renderer/features/train/compareRuns';
import { expectedTime } from '../../../../../src/renderer/features/train/expectedTime';
import { deleteObstacle, isResumable, shownState } from '../../../../../src/renderer/features/train/runState';
import {
  headColumns,
  headlineIn,
  mostMeasuredOn,
  neighbourOf,
  newestFirst,
  pressed,
  sortedRuns,
} from '../../../../../src/renderer/features/train/runTable';
import { smoothed } from '../../../../../src/renderer/features/train/smoothing';

const configuration = presetConfiguration('studio', mtflTemplate);
const run = (name: string, rest: Partial<RunSummary> = {}): RunSummary => ({
  name,
  preset: 'studio',
  state: 'finished',
  configuration,
  globalStep: 100,
  totalSteps: null,
  seconds: 50,
  createdAt: `2026-01-0${name.length}T00:00:00.000Z`,
  engine: null,
  failure: null,
  evaluations: {},
  floors: {},
  validation: null,
  hasPredicted: false,
  study: null,
  ...rest,
});

describe('a run’s state as it is shown', () => {
  const live = { jobId: 'j', run: 'a', ending: null } as const;
  it.each([
    ['preparing', run('a', { state: 'created' }), live],
    ['training', run('a', { state: 'training' }), live],
    ['pausing', run('a', { state: 'training' }), { ...live, ending: 'pause' as const }],
    ['stopping', run('a', { state: 'training' }), { ...live, ending: 'stop' as const }],
    ['elsewhere', run('a', { state: 'training' }), null],
    ['paused', run('a', { state: 'stopped' }), null],
    ['finished', run('a'), null],
    ['finished', run('a', { globalStep: 200, totalSteps: 200 }), null],
    ['ended', run('a', { totalSteps: 200 }), null],
    ['failed', run('a', { state: 'failed' }), null],
    ['interrupted', run('a', { state: 'interrupted' }), null],
  ] as const)('is %s', (state, of, training) => {
    expect(shownState(of, training)).toBe(state);
  });

  it('says which can be gone on with', () => {
    expect((['paused', 'failed', 'interrupted'] as const).every(isResumable)).toBe(true);
    expect((['finished', 'ended', 'training'] as const).some(isResumable)).toBe(false);
  });
});

describe('a run that is to be deleted', () => {
  it('is not while it is trained, here or by another process', () => {
    expect(deleteObstacle(run('a'), false, [])).toBeNull();
    expect(deleteObstacle(run('a', { state: 'failed' }), false, ['a'])).toBeNull();
    // It prepares its faces, or is about to pause.
    expect(deleteObstacle(run('a', { state: 'stopped' }), true, [])).toBe('training');
    expect(deleteObstacle(run('a', { state: 'training' }), false, [])).toBe('training');
  });

  it('goes with its study, as long as there is one', () => {
    const trial = run('a', { study: 'search-1' });
    expect(deleteObstacle(trial, false, ['ablation-1', 'search-1'])).toBe('study');
    expect(deleteObstacle(trial, false, ['ablation-1'])).toBeNull();
  });
});

describe('the table of runs', () => {
  const runs = [
    run('a', { evaluations: { testing: { 'accuracy/pose': 0.7, 'nme/landmarks': 0.2 } } }),
    run('bb', { validation: { 'accuracy/pose': 0.9, 'nme/landmarks': 0.1 } }),
    run('ccc'),
  ];
  const names = (of: readonly RunSummary[]): string[] => of.map(({ name }) => name);

  it('begins with the newest, and sorts by a head with its best first; what has no number comes last', () => {
    const tested = [
      run('a', { evaluations: { testing: { 'accuracy/pose': 0.7, 'nme/landmarks': 0.2 } } }),
      run('bb', { evaluations: { testing: { 'accuracy/pose': 0.9, 'nme/landmarks': 0.1 } } }),
      run('ccc'),
    ];
    expect(names(sortedRuns(tested, newestFirst, 'test'))).toEqual(['ccc', 'bb', 'a']);
    const byPose = pressed(newestFirst, 'head:pose', tested, 'test');
    expect(byPose.descending).toBe(true);
    expect(names(sortedRuns(tested, byPose, 'test'))).toEqual(['bb', 'a', 'ccc']);
    const byPoints = pressed(byPose, 'head:landmarks', tested, 'test');
    expect(byPoints.descending).toBe(false);
    expect(names(sortedRuns(tested, byPoints, 'test'))).toEqual(['bb', 'a', 'ccc']);
    const worstFirst = pressed(byPoints, 'head:landmarks', tested, 'test');
    expect(names(sortedRuns(tested, worstFirst, 'test'))).toEqual(['a', 'bb', 'ccc']);
  });

  it('never puts what was measured on test faces among what was measured on validation faces', () => {
    expect(runs.map((of) => headlineIn(of, 'pose', 'test')?.value ?? null)).toEqual([0.7, null, null]);
    expect(runs.map((of) => headlineIn(of, 'pose', 'validation')?.value ?? null)).toEqual([null, 0.9, null]);
    const byPose = { by: 'head:pose', descending: true } as const;
    expect(names(sortedRuns(runs, byPose, 'test'))[0]).toBe('a');
    expect(names(sortedRuns(runs, byPose, 'validation'))[0]).toBe('bb');
  });

  it('begins with the faces on which most runs were measured', () => {
    expect(mostMeasuredOn([])).toBe('test');
    expect(mostMeasuredOn(runs)).toBe('test');
    expect(mostMeasuredOn([...runs, run('d', { validation: {} })])).toBe('validation');
  });

  it('has a neighbour to look at when one is gone: the one below, else the one above', () => {
    expect(['a', 'bb', 'ccc', 'nobody'].map((name) => neighbourOf(runs, name))).toEqual([
      'bb',
      'ccc',
      'bb',
      null,
    ]);
    expect(neighbourOf([run('a')], 'a')).toBeNull();
  });

  it('has a column for every head', () => {
    expect(headColumns(runs)).toEqual(configuration.heads.map(({ name }) => name));
  });
});

describe('two runs compared', () => {
  it('differ in what was set otherwise', () => {
    const other = {
      ...configuration,
      seed: 2,
      optimizer: { ...configuration.optimizer, learningRate: 0.01 },
    };
    expect(differingSettings(configuration, configuration)).toEqual([]);
    expect(differingSettings(configuration, other)).toEqual([
      { setting: 'learningRate', values: [0.002, 0.01] },
      { setting: 'seed', values: [1, 2] },
    ]);
    const plain = {
      ...configuration,
      balance: [{ attribute: 'pose', strength: 1 }],
      views: { mirrored: true, realigned: false },
    };
    expect(differingSettings(configuration, plain)).toEqual([
      { setting: 'balance:pose', values: [0.5, 1] },
      { setting: 'balance:gender', values: [1, null] },
      { setting: 'views', values: ['both', 'mirrored'] },
      { setting: 'closer', values: [1.4, 1] },
    ]);
    const { adviser: _adviser, ...alone } = configuration;
    const advised = { ...configuration, adviser: { attributes: ['smile', 'gender'] } };
    expect(differingSettings(alone, advised)).toEqual([
      { setting: 'advise', values: [null, 'gender, smile'] },
    ]);
    const turned = { ...configuration, adviser: { attributes: ['gender', 'smile'] } };
    expect(differingSettings(advised, turned)).toEqual([]);
    const fewer = { ...configuration, heads: configuration.heads.slice(1), augmentation: null };
    expect(differingSettings(configuration, fewer)[0]).toEqual({
      setting: 'weight:landmarks',
      values: [0.35, null],
    });
  });

  it('stand side by side with their floors, and the better one of each metric is known', () => {
    const floors = { 'accuracy/pose': 0.5 };
    const rows = compareMetrics(
      { run: run('a'), metrics: { 'accuracy/pose': 0.7, 'nme/landmarks': 0.1 }, floors },
      { run: run('bb'), metrics: { 'accuracy/pose': 0.6, 'nme/landmarks': 0.1, 'auc/pose': 1 }, floors: {} },
      true,
    );
    expect(rows).toEqual([
      { head: 'landmarks', metric: 'nme', values: [0.1, 0.1], floors: [null, null], better: null },
      { head: 'pose', metric: 'auc', values: [null, 1], floors: [null, null], better: null },
      { head: 'pose', metric: 'accuracy', values: [0.7, 0.6], floors: [0.5, null], better: 0 },
    ]);
  });

  it('get no prize where they were measured on other faces', () => {
    const of = (value: number) => ({ run: run('a'), metrics: { 'accuracy/pose': value }, floors: {} });
    expect(compareMetrics(of(0.7), of(0.6), true)[0]?.better).toBe(0);
    expect(compareMetrics(of(0.7), of(0.6), false)[0]?.better).toBeNull();
  });

  it('hold the same faces out by the same seed, share and number of faces', () => {
    const beginning = { trainingFaces: 95, validationFaces: 5 };
    const one = { configuration: { seed: 1, validationFraction: 0.05 }, beginning };
    expect(holdOutTheSame(one, { ...one })).toBe(true);
    expect(holdOutTheSame(one, { ...one, configuration: { ...one.configuration, seed: 2 } })).toBe(false);
    expect(holdOutTheSame(one, { ...one, beginning: { ...beginning, trainingFaces: 96 } })).toBe(false);
    expect(holdOutTheSame({ ...one, beginning: null }, { ...one, beginning: null })).toBe(false);
  });

  it('are measured on the same kind of faces', () => {
    const tested = run('a', { evaluations: { testing: {} }, validation: {} });
    expect(comparedOn(tested, tested)).toBe('test');
    expect(comparedOn(tested, run('bb', { validation: {} }))).toBe('validation');
  });
});

describe('how long a training takes', () => {
  const withBatch = (name: string, batchSize: number, seconds: number): RunSummary =>
    run(name, { configuration: { ...configuration, batchSize }, globalStep: 1000, seconds });
  const asked = { ...configuration, batchSize: 16 };

  it('is taken from the newest run of such a batch', () => {
    const runs = [withBatch('a', 16, 90), withBatch('b', 16, 100), withBatch('c', 64, 900)];
    expect(expectedTime(runs, asked, 200)).toEqual({ seconds: 20, bound: 'about' });
  });

  it('is what a step and what a face costs, by runs of two other batches', () => {
    // 0.04 s a step and 0.001 s a face.
    const runs = [withBatch('a', 32, 72), withBatch('b', 64, 104)];
    expect(expectedTime(runs, asked, 1000)).toMatchObject({ seconds: expect.closeTo(56), bound: 'about' });
  });

  it('is only bounded by a run of another batch: small batches cost more than their faces', () => {
    // 100 steps of 64 faces in 50 s.
    expect(expectedTime([run('a')], { ...configuration, batchSize: 32 }, 200)).toEqual({
      ...{ seconds: 50, bound: 'least' },
    });
    expect(expectedTime([run('a')], { ...configuration, batchSize: 128 }, 100)).toEqual({
      ...{ seconds: 100, bound: 'most' },
    });
    // Two timings that contradict each other are no line.
    const runs = [withBatch('a', 32, 100), withBatch('b', 64, 50)];
    expect(expectedTime(runs, asked, 1000)).toMatchObject({ seconds: 50, bound: 'least' });
  });

  it('is not known where nothing like it was trained', () => {
    expect(expectedTime([], configuration, 200)).toBeNull();
    const larger = { ...configuration, input: { ...configuration.input, sizePx: 128 } };
    expect(expectedTime([run('a')], larger, 200)).toBeNull();
  });
});

describe('a smoothed curve', () => {
  it('begins where its values do, and is them without any strength', () => {
    expect(smoothed([4, 2, 1], 0)).toEqual([4, 2, 1]);
    const curve = smoothed([4, 2, 2], 0.5);
    expect(curve[0]).toBe(4);
    expect(curve[1]).toBeCloseTo((4 * 0.25 + 2 * 0.5) / 0.75);
    expect(smoothed([Number.NaN, 3], 0.5)).toEqual([Number.NaN, 3]);
  });
});
