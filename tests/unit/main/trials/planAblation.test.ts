import { describe, expect, it } from 'vitest';
import { ablateSchema } from '@shared/contract/trials';
import { mtflTemplate } from '@shared/domain/template';
import { failureOf } from '@shared/result';
import { trainingPlan } from '../../../../src/main/runs/plan';
import { planAblation } from '../../../../src/main/trials/planAblation';
import { pictureProject } from '../runs/support';

describe('the plan of an ablation', () => {
  it('trains every set with every seed under conditions that are else the same', async () => {
    const { presets } = trainingPlan(await pictureProject(4));
    const wishes = ablateSchema.parse({
      settings: { epochs: 2 },
      heads: ['landmarks', 'pose'],
      seeds: 2,
      firstSeed: 5,
    });
    const { plan, trials } = planAblation('a', wishes, mtflTemplate, presets);
    expect(plan).toMatchObject({ heads: ['landmarks', 'pose'], seeds: [5, 6] });
    expect(
      trials.map(({ run, configuration: { heads, seed } }) => [
        run,
        heads.map(({ name }) => name).join(),
        seed,
      ]),
    ).toEqual([
      ['a-1', 'landmarks', 5],
      ['a-2', 'pose', 5],
      ['a-3', 'landmarks,pose', 5],
      ['a-4', 'landmarks', 6],
      ['a-5', 'pose', 6],
      ['a-6', 'landmarks,pose', 6],
    ]);
    const others = trials.map(
      ({ configuration: { heads: _heads, seed: _seed, weighting: _weighting, ...rest } }) => rest,
    );
    expect(new Set(others.map((rest) => JSON.stringify(rest))).size).toBe(1);
    // One head alone has nothing to be weighed against.
    expect(trials.slice(0, 3).map(({ configuration }) => configuration.weighting!.kind)).toEqual([
      'fixed',
      'fixed',
      'attributes-first',
    ]);
    expect(others[0]).toMatchObject({ duration: { epochs: 2 }, validationFraction: 0.2 });
    // Nor is anything told or given by networks that have seen other faces.
    expect(others[0]).not.toHaveProperty('teacher');
    expect(others[0]).not.toHaveProperty('adviser');
  });

  it('gives each set the weights of its own heads', async () => {
    const { presets } = trainingPlan(await pictureProject(4));
    const wishes = ablateSchema.parse({
      settings: { weights: { pose: 3 } },
      heads: ['landmarks', 'pose'],
      seeds: 1,
    });
    const { trials } = planAblation('a', wishes, mtflTemplate, presets);
    expect(trials.map(({ configuration }) => configuration.heads.map(({ weight }) => weight))).toEqual([
      [0.35],
      [3],
      [0.35, 3],
    ]);
  });

  it('realigns faces in the sets that have points to do it by', async () => {
    const { presets } = trainingPlan(await pictureProject(4));
    const views = { mirrored: false, realigned: true };
    const realigned = (heads: readonly string[]): (boolean | undefined)[] =>
      planAblation(
        'a',
        ablateSchema.parse({ settings: { views, balance: { pose: 1 } }, heads, seeds: 1 }),
        mtflTemplate,
        presets,
      ).trials.map(({ configuration }) => configuration.views?.realigned);
    expect(realigned(['landmarks', 'pose'])).toEqual([true, false, true]);
    expect(() => realigned(['gender', 'pose'])).toThrow('realigned by the points');
  });

  it('asks a wished adviser of what the heads of a set tell', async () => {
    const { presets } = trainingPlan(await pictureProject(12));
    const advised = (advise: readonly string[]): unknown[] =>
      planAblation(
        'a',
        ablateSchema.parse({ settings: { advise }, heads: ['gender', 'pose'], seeds: 1 }),
        mtflTemplate,
        presets,
      ).trials.map(({ configuration }) => configuration.adviser?.attributes);
    expect(advised(['smile', 'gender'])).toEqual([['gender'], undefined, ['gender']]);
    expect(() => advised(['hat'])).toThrow('no attribute “hat”');
  });

  it('leaves out what has nothing to be learnt of, and refuses it where it is named', async () => {
    // Nobody wears glasses.
    const { presets } = trainingPlan(await pictureProject(12));
    const headsOf = (wishes: object): readonly string[] =>
      planAblation(
        'a',
        ablateSchema.parse({ sets: ['alone'], ...wishes }),
        mtflTemplate,
        presets,
      ).plan.sets.flat();
    expect(headsOf({})).toEqual(['landmarks', 'gender', 'smile', 'pose']);
    expect(() => headsOf({ heads: ['landmarks', 'glasses'] })).toThrow(
      /all 9 labelled faces have the value “no”/,
    );
  });

  it.each([
    ['a weight of a head that there is not', { settings: { weights: { nose: 1 } } }, 'unknown-head'],
    ['a head that there is not', { heads: ['nose'] }, 'unknown-head'],
    ['pairs of a single head', { heads: ['pose'], sets: ['pairs'] }, 'nothing-to-compare'],
    ['a single head', { heads: ['pose'] }, 'nothing-to-compare'],
    ['a single set', { sets: [['landmarks', 'pose']] }, 'nothing-to-compare'],
    ['a set with a head that there is not', { sets: [['landmarks', 'nose']] }, 'unknown-head'],
  ])('is refused with %s', async (_, wishes, code) => {
    const { presets } = trainingPlan(await pictureProject(4));
    const plan = (): unknown => planAblation('a', ablateSchema.parse(wishes), mtflTemplate, presets);
    expect(() => {
      try {
        plan();
      } catch (thrown) {
        throw new Error(failureOf(thrown).code, { cause: thrown });
      }
    }).toThrow(code);
  });

  it('is refused for a head without a label', async () => {
    const project = await pictureProject(4, (face) => ({
      ...face,
      attributes: { ...face.attributes, pose: null },
    }));
    const { presets } = trainingPlan(project);
    const wishes = ablateSchema.parse({ heads: ['landmarks', 'pose'] });
    expect(() => planAblation('a', wishes, mtflTemplate, presets)).toThrow(
      /No training face carries a label/,
    );
    // Unless it is named, it is left out.
    expect(planAblation('a', ablateSchema.parse({}), mtflTemplate, presets).plan.heads).not.toContain('pose');
  });
});
