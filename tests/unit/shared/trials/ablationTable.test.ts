import { describe, expect, it } from 'vitest';
import { ablationTable, isGain } from '@shared/trials/ablationTable';
import type { AblationPlan } from '@shared/trials/study';

const plan: AblationPlan = {
  kind: 'ablation',
  heads: ['landmarks', 'pose'],
  sets: [['landmarks'], ['pose'], ['landmarks', 'pose']],
  seeds: [1, 2],
};
const trial = (heads: readonly string[], seed: number, metrics: Record<string, number> | null) => ({
  configuration: { heads: heads.map((name) => ({ name })), seed },
  results: metrics === null ? [] : [{ metrics: { 'accuracy/other': 9 } }, { metrics }],
});
const trials = [
  trial(['landmarks'], 1, { 'nme/landmarks': 0.1 }),
  trial(['landmarks'], 2, { 'nme/landmarks': 0.12 }),
  trial(['pose'], 1, { 'accuracy/pose': 0.7 }),
  trial(['pose'], 2, null),
  trial(['landmarks', 'pose'], 1, { 'nme/landmarks': 0.09, 'accuracy/pose': 0.8 }),
  trial(['landmarks', 'pose'], 2, { 'nme/landmarks': 0.1, 'accuracy/pose': 0.6 }),
];

describe('the table of an ablation', () => {
  const table = ablationTable(plan, trials);

  it('has mean and deviation over the seeds, of the last result', () => {
    const [landmarks] = table.rows;
    expect(table.metrics).toEqual({ landmarks: 'nme', pose: 'accuracy' });
    expect(landmarks!.cells['landmarks']!.value.mean).toBeCloseTo(0.11);
    expect(landmarks!.cells['landmarks']!.value.deviation).toBeCloseTo(Math.SQRT2 * 0.01);
    expect(landmarks!.cells['landmarks']!.toAlone).toBeNull();
    expect(landmarks!.cells['pose']).toBeNull();
  });

  it('takes differences seed by seed, and only of seeds that both have', () => {
    const both = table.rows[2]!;
    expect(both.cells['landmarks']!.toAlone!.mean).toBeCloseTo(-0.015);
    expect(both.cells['landmarks']!.toAlone!.deviation).toBeCloseTo(Math.SQRT2 * 0.005);
    expect(both.cells['pose']!.toAlone).toMatchObject({ count: 1, deviation: null });
    expect(both.cells['pose']!.toAlone!.mean).toBeCloseTo(0.1);
    expect(table.rows.map(({ seeds }) => seeds)).toEqual([2, 1, 2]);
  });

  it('has what a constant scores, once a seed: every set of a seed holds the same faces out', () => {
    const withFloors = trials.map((one) => ({
      ...one,
      results: one.results.map((result) => ({
        ...result,
        floors: { 'nme/landmarks': one.configuration.seed / 10, 'accuracy/pose': 0.5 },
      })),
    }));
    const { floors } = ablationTable(plan, withFloors);
    expect(floors['landmarks']).toMatchObject({ count: 2 });
    expect(floors['landmarks']!.mean).toBeCloseTo(0.15);
    expect(floors['pose']).toMatchObject({ mean: 0.5, count: 2 });
    // In a study from before they were kept.
    expect(table.floors).toEqual({ landmarks: null, pose: null });
  });

  it('says what a head gives to each other: with all, minus without it', () => {
    const [fromLandmarks, fromPose] = table.gains;
    expect(fromLandmarks!.giver).toBe('landmarks');
    expect(fromLandmarks!.to['landmarks']).toBeNull();
    expect(fromPose!.to['landmarks']!.mean).toBeCloseTo(-0.015);
    expect(ablationTable({ ...plan, sets: [['landmarks'], ['pose']] }, trials).gains).toEqual([]);
  });

  it('is empty while nothing is trained', () => {
    const empty = ablationTable(plan, []);
    expect(empty.metrics).toEqual({ landmarks: null, pose: null });
    expect(empty.rows[0]).toEqual({ set: ['landmarks'], seeds: 0, cells: { landmarks: null, pose: null } });
  });
});

describe('whether a difference is a gain', () => {
  it('depends on what is better for the metric', () => {
    const down = { mean: -0.02, deviation: 0.001, count: 3 };
    expect([isGain('nme', down), isGain('accuracy', down)]).toEqual([true, false]);
  });

  it('is not said of one seed, nor of what chance explains', () => {
    expect(isGain('nme', { mean: -0.02, deviation: null, count: 1 })).toBeNull();
    // Two seeds: the interval is ± 12.7 · 0.002 / √2 = ± 0.018.
    expect(isGain('nme', { mean: -0.017, deviation: 0.002, count: 2 })).toBeNull();
    expect(isGain('nme', { mean: -0.019, deviation: 0.002, count: 2 })).toBe(true);
  });
});
