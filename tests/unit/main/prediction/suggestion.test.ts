import type { HeadConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import type { HeadOutputs } from '@shared/learning/results';
import { describe, expect, it } from 'vitest';
import { suggestionOf } from '../../../../src/main/prediction/suggestion';
import type { Project } from '../../../../src/main/project/project';
import { projectOfEveryKind } from '../library/support';

type Head = Omit<HeadConfiguration, 'weight' | 'name'> & { readonly values: readonly number[] };

/** What a run with these heads suggests, by what they said of face 1. */
function suggested(heads: Readonly<Record<string, Head>>): ReturnType<typeof suggestionOf> {
  const { project } = projectOfEveryKind(2);
  recordRun(project, heads);
  expect(suggestionOf(project, 2, 'asked')).toBeNull();
  return suggestionOf(project, 1, 'asked');
}

function recordRun(project: Project, heads: Readonly<Record<string, Head>>): void {
  const configuration = {
    ...presetConfiguration('studio', project.template),
    heads: Object.entries(heads).map(([name, { kind, target }]) => ({ name, kind, target, weight: 1 })),
  };
  const { id } = project.runs.create({ name: 'asked', configuration });
  const none = Float32Array.of(Number.NaN);
  const outputs = Object.entries(heads).map(([name, { kind, values }]): [string, HeadOutputs] => [
    name,
    { kind, width: values.length, values: Float32Array.from(values), losses: none, errors: none },
  ]);
  project.predictions.record(id, 5, [1], { count: 1, heads: Object.fromEntries(outputs) });
}

const of = (attribute: string): HeadConfiguration['target'] => ({ from: 'attribute', attribute });

describe('suggestionOf', () => {
  it('turns every kind of head into labels', () => {
    const suggestion = suggested({
      points: {
        kind: 'landmarks',
        target: { from: 'landmarks', points: ['nose', 'left_eye'] },
        values: [50, 60.5, 30, 20],
      },
      light: { kind: 'multi-class', target: of('light'), values: [0.125, 0.25, 0.625] },
      smiling: { kind: 'binary', target: of('smile'), values: [0.25] },
      worn: { kind: 'multi-label', target: of('worn'), values: [0.75, 0.5] },
      age: { kind: 'regression', target: of('age'), values: [30.123456] },
    });
    expect(suggestion).toEqual({
      run: 'asked',
      landmarks: [
        { x: 30, y: 20, visibility: 2 },
        { x: 0, y: 0, visibility: 0 },
        { x: 50, y: 60.5, visibility: 2 },
      ],
      attributes: [
        { attribute: 'light', label: 'harsh', confidence: 0.625 },
        { attribute: 'smile', label: 'no', confidence: 0.75 },
        { attribute: 'worn', label: ['hat'], confidence: 0.375 },
        { attribute: 'age', label: 30.1235, confidence: null },
      ],
    });
  });

  it('takes a number for what is counted, and for a yes or no', () => {
    const age = { kind: 'poisson', target: of('age'), values: [3.5] } as const;
    expect(suggested({ age })?.attributes).toEqual([{ attribute: 'age', label: 3.5, confidence: null }]);
    const logistic = { kind: 'logistic-regression', target: of('smile') } as const;
    expect(suggested({ smile: { ...logistic, values: [0.75] } })?.attributes).toEqual([
      { attribute: 'smile', label: 'yes', confidence: 0.75 },
    ]);
    expect(suggested({ smile: { ...logistic, values: [0.125] } })?.attributes).toEqual([
      { attribute: 'smile', label: 'no', confidence: 0.875 },
    ]);
    expect(
      suggested({ smile: { kind: 'regression', target: of('smile'), values: [1.25] } })?.attributes,
    ).toEqual([{ attribute: 'smile', label: 'yes', confidence: null }]);
  });

  it('has no points where no head gives them a place in the image', () => {
    const points = { from: 'landmarks-min-max', points: ['nose'] } as const;
    const nose = { kind: 'regression', target: points, values: [0.5, 0.5] } as const;
    expect(suggested({ nose })).toEqual({ run: 'asked', landmarks: null, attributes: [] });
  });

  it('can be taken over as it is', () => {
    const { project } = projectOfEveryKind(1);
    recordRun(project, {
      points: { kind: 'landmarks', target: { from: 'landmarks', points: ['nose'] }, values: [50.5, 60] },
      worn: { kind: 'multi-label', target: of('worn'), values: [0.75, 0.875] },
      age: { kind: 'regression', target: of('age'), values: [41] },
    });
    const { landmarks, attributes } = suggestionOf(project, 1, 'asked')!;
    project.journal.apply(
      [
        { faceId: 1, kind: 'landmarks', to: landmarks! },
        ...attributes.map(
          ({ attribute, label }) => ({ faceId: 1, kind: 'attribute', attribute, to: label }) as const,
        ),
      ],
      'test',
    );
    expect(project.faces.get(1)).toMatchObject({
      landmarks,
      attributes: { worn: ['hat', 'scarf'], age: 41 },
    });
  });

  it('says that there is no such run', () => {
    const { project } = projectOfEveryKind(1);
    expect(() => suggestionOf(project, 1, 'nothing')).toThrow(
      expect.objectContaining({ code: 'run-unknown' }),
    );
  });
});
