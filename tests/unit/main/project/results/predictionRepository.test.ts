import { describe, expect, it } from 'vitest';
import { outputs, projectWithRun } from './support';

describe('PredictionRepository', () => {
  it('keeps the newest word of each head on each face', () => {
    const { project, runId } = projectWithRun();
    project.predictions.record(runId, 20, [1, 2, 3], outputs);
    project.predictions.record(runId, 40, [2, 4, 5], outputs);
    expect(project.predictions.ofFace(runId, 2)).toMatchObject({
      gender: { faceId: 2, predicted: 'female', confidence: 0.75 },
      landmarks: { predicted: null },
    });
    expect(project.predictions.ofFace(runId, 12)).toEqual({});
    expect(project.predictions.hasAny(runId)).toBe(true);
    expect(project.predictions.hasAny(runId + 1)).toBe(false);
  });

  it('answers one head’s word on many faces, and tells of what is new', () => {
    const { project, runId } = projectWithRun();
    const told: unknown[] = [];
    project.changes.subscribe((change) => told.push(change));
    project.predictions.record(runId, 20, [1, 2, 3], outputs);
    expect(told).toEqual([{ kind: 'predictions', runId }]);
    const gender = project.predictions.ofHead(runId, 'gender', [3, 1, 12]);
    expect([...gender.keys()].sort()).toEqual([1, 3]);
    expect(gender.get(3)).toMatchObject({ faceId: 3, predicted: 'male', confidence: 0.875 });
  });

  it('lists the labels that it contradicts as they are now, surest first', () => {
    const { project, runId } = projectWithRun();
    // Odd faces are labelled male: 1 and 5 are contradicted, and 9 is not.
    project.predictions.record(runId, 20, [5, 1, 9], outputs);
    expect(project.predictions.contradicting(runId, 'gender', 'gender')).toEqual([5, 1]);
    project.journal.apply({ faceId: 5, kind: 'attribute', attribute: 'gender', to: 'female' }, 'me');
    expect(project.predictions.contradicting(runId, 'gender', 'gender')).toEqual([1]);
    project.journal.apply({ faceId: 1, kind: 'deleted', to: true }, 'me');
    expect(project.predictions.contradicting(runId, 'gender', 'gender')).toEqual([]);
  });
});
