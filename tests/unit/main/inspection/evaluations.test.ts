import { describe, expect, it } from 'vitest';
import { evaluationViews, headInsightView } from '../../../../src/main/inspection/evaluations';
import { evaluatedProject } from './support';

/** Faces 1, 3, … are male: 1 is rightly so, 3 surely wrong, 2 unsurely wrong, 4 right. */
const female = [0.25, 0.375, 0.875, 0.75];

describe('evaluationViews', () => {
  it('names the heads that can be looked at, in the run’s order', () => {
    const { project } = evaluatedProject(female);
    expect(evaluationViews(project, 'studio-1')).toMatchObject([
      {
        run: 'studio-1',
        split: 'testing',
        faces: 4,
        heads: [
          { head: 'landmarks', form: 'points' },
          { head: 'gender', form: 'choice' },
        ],
        changedFaces: 0,
        goneFaces: 0,
      },
    ]);
  });

  it('counts the faces of which a label that was measured against is another one now', () => {
    const { project } = evaluatedProject(female);
    const changed = (): number => evaluationViews(project, 'studio-1')[0]!.changedFaces;
    project.journal.apply(
      [
        { faceId: 1, kind: 'flagged', to: true },
        { faceId: 2, kind: 'split', to: 'mine' },
        // Not among the evaluated ones.
        { faceId: 9, kind: 'attribute', attribute: 'gender', to: 'female' },
      ],
      'test',
    );
    expect(changed()).toBe(0);
    project.journal.apply({ faceId: 3, kind: 'attribute', attribute: 'gender', to: 'female' }, 'test');
    project.journal.apply(
      { faceId: 4, kind: 'landmark', point: 'nose', to: { x: 1, y: 2, visibility: 2 } },
      'test',
    );
    expect(changed()).toBe(2);
    project.journal.undo('test');
    expect(changed()).toBe(1);
  });

  it('counts a point that is hidden, not one that is shown again', () => {
    const { project } = evaluatedProject(female);
    const nose = project.faces.get(1).landmarks[2]!;
    project.journal.apply(
      { faceId: 1, kind: 'landmark', point: 'nose', to: { ...nose, visibility: 1 } },
      'test',
    );
    expect(evaluationViews(project, 'studio-1')[0]!.changedFaces).toBe(0);
    project.journal.apply(
      { faceId: 1, kind: 'landmark', point: 'nose', to: { ...nose, visibility: 0 } },
      'test',
    );
    expect(evaluationViews(project, 'studio-1')[0]!.changedFaces).toBe(1);
  });

  it('counts the faces that are not in the project any more', () => {
    const { project } = evaluatedProject(female);
    project.journal.apply({ faceId: 2, kind: 'deleted', to: true }, 'test');
    expect(evaluationViews(project, 'studio-1')[0]).toMatchObject({ changedFaces: 0, goneFaces: 1 });
  });

  it('begins anew with the next evaluation', () => {
    const { project, evaluateAgain } = evaluatedProject(female);
    project.journal.apply({ faceId: 3, kind: 'attribute', attribute: 'gender', to: 'female' }, 'test');
    evaluateAgain(female);
    expect(evaluationViews(project, 'studio-1')).toHaveLength(1);
    expect(evaluationViews(project, 'studio-1')[0]!.changedFaces).toBe(0);
    expect(headInsightView(project, { run: 'studio-1', split: 'testing', head: 'gender' })).toMatchObject({
      insight: { mistakes: 1 },
    });
  });
});

describe('headInsightView', () => {
  it('has a head’s insight, metrics and floors without its name', () => {
    const { project } = evaluatedProject(female);
    const view = headInsightView(project, { run: 'studio-1', split: 'testing', head: 'gender' });
    expect(view.metrics).toEqual({ accuracy: 0.5 });
    expect(view.floors).toEqual({ accuracy: 0.4 });
    expect(view.insight).toMatchObject({
      form: 'choice',
      mistakes: 2,
      confusion: [
        [1, 1],
        [1, 1],
      ],
    });
  });

  it('fails where there is nothing to see', () => {
    const { project } = evaluatedProject(female);
    const view = (split: string, head: string) => () =>
      headInsightView(project, { run: 'studio-1', split, head });
    expect(view('training', 'gender')).toThrow(/was not evaluated on “training” yet/);
    expect(view('testing', 'ear')).toThrow(/no head “ear”/);
    expect(view('testing', 'pose')).toThrow(/Evaluate again/);
  });
});
