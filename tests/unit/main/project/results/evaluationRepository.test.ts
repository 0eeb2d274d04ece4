import { describe, expect, it } from 'vitest';
import type {
  Evaluation,
  EvaluationRecord,
} from '../../../../../src/main/project/results/evaluationRepository';
import { labelsOf, outputs, projectWithRun } from './support';

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

const faceIds = [3, 7, 11];
function recordOn(
  { project, runId }: ReturnType<typeof projectWithRun>,
  changes: Partial<Evaluation> = {},
): EvaluationRecord {
  const labels = labelsOf(project, runId, faceIds);
  return project.evaluations.record(runId, { ...evaluation, ...changes }, faceIds, outputs, labels);
}

describe('EvaluationRepository', () => {
  it('gives back what was recorded', () => {
    const made = projectWithRun();
    const { evaluations } = made.project;
    const record = recordOn(made);
    expect(record).toMatchObject({ ...evaluation, runId: made.runId, faces: 3 });
    expect(evaluations.newest(made.runId)).toEqual([record]);
    expect(evaluations.newestOn(made.runId, 'testing')).toEqual(record);
    expect(evaluations.newestOn(made.runId, 'training')).toBeUndefined();
    const points = evaluations.outputs(record.id, 'landmarks');
    expect(points.map((face) => face.faceId)).toEqual(faceIds);
    expect([...points[1]!.values]).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(points[2]).toMatchObject({ loss: null, error: null, predicted: null, confidence: null });
    expect(evaluations.outputs(record.id, 'gender')[2]).toMatchObject({
      predicted: 'male',
      confidence: 0.875,
      error: 0,
    });
  });

  it('keeps the labels that were measured against, and what is shown of them', () => {
    const made = projectWithRun();
    const { evaluations, faces, template } = made.project;
    const { id } = recordOn(made);
    expect([...evaluations.forms(id)].map(([head, { form }]) => [head, form])).toEqual([
      ['gender', 'choice'],
      ['landmarks', 'points'],
    ]);
    const [face] = faces.getAll([7]);
    const points = evaluations.columns(id, 'landmarks')!;
    const expected = face!.landmarks.flatMap(({ x, y }) => [Math.fround(x), Math.fround(y)]);
    expect([...points.targets.subarray(11, 21)]).toEqual(expected);
    const gender = evaluations.columns(id, 'gender')!;
    const values = template.attributes[0]!.values.map((value) => value.id);
    expect(values[gender.targets[1]!]).toBe(face!.attributes['gender']);
    expect(evaluations.insight(id, 'landmarks')).toMatchObject({ form: 'points', faces: 2, unlabelled: 1 });
    expect(evaluations.insight(id, 'pose')).toBeUndefined();
  });

  it('keeps the record of every evaluation and the outputs of the newest', () => {
    const made = projectWithRun();
    const { evaluations } = made.project;
    const first = recordOn(made);
    const training = recordOn(made, { split: 'training' });
    const second = recordOn(made, { globalStep: 80 });
    expect(evaluations.list(made.runId).map(({ id }) => id)).toEqual([second.id, training.id, first.id]);
    expect(evaluations.newest(made.runId)).toEqual([training, second]);
    expect(evaluations.outputs(first.id, 'gender')).toEqual([]);
    expect(evaluations.outputs(training.id, 'gender')).toHaveLength(3);
  });

  it('records all of an evaluation or nothing', () => {
    const made = projectWithRun();
    const { project, runId } = made;
    recordOn(made);
    const labels = { ...labelsOf(project, runId, faceIds), targets: {} };
    expect(() => project.evaluations.record(runId, evaluation, faceIds, outputs, labels)).toThrow();
    expect(project.evaluations.list(runId)).toHaveLength(1);
    const [kept] = project.evaluations.newest(runId);
    expect(project.evaluations.outputs(kept!.id, 'gender')).toHaveLength(3);
  });

  it('tells that there is a new one', () => {
    const made = projectWithRun();
    const told: unknown[] = [];
    made.project.changes.subscribe((change) => told.push(change));
    recordOn(made);
    expect(told).toEqual([{ kind: 'evaluation', runId: made.runId, split: 'testing' }]);
  });

  it('names the faces that were touched since their labels were read', () => {
    const made = projectWithRun();
    const { journal, evaluations } = made.project;
    journal.apply({ faceId: 1, kind: 'flagged', to: true }, 'test');
    const record = recordOn(made);
    expect(evaluations.touchedSince(record)).toEqual([]);
    journal.apply({ faceId: 7, kind: 'attribute', attribute: 'gender', to: null }, 'test');
    expect(evaluations.touchedSince(record)).toEqual([7]);
  });
});
