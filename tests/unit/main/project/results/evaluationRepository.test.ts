import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../../../src/main/project/results/evaluationRepository';
import { outputs, projectWithRun } from './support';

const evaluation: Evaluation = {
  split: 'testing',
  checkpoint: 'best',
  globalStep: 40,
  seconds: 1.5,
  engine: { backend: 'wasm', device: 'CPU', library: 'tfjs', notice: null },
  metrics: { 'accuracy/gender': 0.5, 'auc/gender': Number.NaN },
  floors: { 'accuracy/gender': 0.4 },
  confusion: {
    gender: {
      values: ['male', 'female'],
      counts: [
        [1, 1],
        [0, 0],
      ],
    },
  },
};

describe('EvaluationRepository', () => {
  it('gives back what was recorded', () => {
    const { project, runId } = projectWithRun();
    const record = project.evaluations.record(runId, evaluation, [3, 7, 11], outputs);
    expect(record).toMatchObject({ ...evaluation, runId, faces: 3 });
    expect(project.evaluations.newest(runId)).toEqual([record]);
    const points = project.evaluations.outputs(record.id, 'landmarks');
    expect(points.map((face) => face.faceId)).toEqual([3, 7, 11]);
    expect([...points[1]!.values]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(points[2]).toMatchObject({ loss: null, error: null, predicted: null, confidence: null });
    expect(project.evaluations.outputs(record.id, 'gender')[2]).toMatchObject({
      predicted: 'male',
      confidence: 0.875,
      error: 0,
    });
  });

  it('ranks mistakes, the surest first, without the faces that have no label', () => {
    const { project, runId } = projectWithRun();
    const { id } = project.evaluations.record(runId, evaluation, Int32Array.of(3, 7, 11), outputs);
    const worst = (head: string, limit: number, offset?: number): number[] =>
      project.evaluations.worst(id, head, limit, offset).map((face) => face.faceId);
    expect(worst('gender', 10)).toEqual([3, 7, 11]);
    expect(worst('landmarks', 10)).toEqual([7, 3]);
    expect(worst('landmarks', 1, 1)).toEqual([3]);
  });

  it('keeps the record of every evaluation and the outputs of the newest', () => {
    const { project, runId } = projectWithRun();
    const first = project.evaluations.record(runId, evaluation, [3, 7, 11], outputs);
    const training = project.evaluations.record(
      runId,
      { ...evaluation, split: 'training' },
      [1, 2, 4],
      outputs,
    );
    const second = project.evaluations.record(runId, { ...evaluation, globalStep: 80 }, [3, 7, 11], outputs);
    expect(project.evaluations.list(runId).map(({ id }) => id)).toEqual([second.id, training.id, first.id]);
    expect(project.evaluations.newest(runId)).toEqual([training, second]);
    expect(project.evaluations.outputs(first.id, 'gender')).toEqual([]);
    expect(project.evaluations.outputs(training.id, 'gender')).toHaveLength(3);
  });

  it('records nothing of an evaluation with a face that does not exist', () => {
    const { project, runId } = projectWithRun();
    project.evaluations.record(runId, evaluation, [3, 7, 11], outputs);
    expect(() => project.evaluations.record(runId, evaluation, [3, 7, 99], outputs)).toThrow('FOREIGN KEY');
    expect(project.evaluations.list(runId)).toHaveLength(1);
    const [kept] = project.evaluations.newest(runId);
    expect(project.evaluations.outputs(kept!.id, 'gender')).toHaveLength(3);
  });
});
