import { existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import type { EngineDescription } from '@shared/learning/results';
import { describe, expect, it } from 'vitest';
import { DatabaseSync } from 'node:sqlite';
import type { ProjectChange } from '../../../../../src/main/project/changes';
import { openProject, type Project } from '../../../../../src/main/project/project';
import { closedAfterwards, temporaryProject } from '../support';
import { labelsOf, outputs, projectWithRun } from './support';

const configuration = presetConfiguration('studio', mtflTemplate);
const faceIds = [3, 7, 11];

/** Everything that hangs on a run. */
function fill(project: Project, runId: number): void {
  project.runs.recordMetrics(runId, 'training', [{ globalStep: 1, metrics: { loss: 3 } }]);
  project.evaluations.record(
    runId,
    {
      ...{ split: 'testing', checkpoint: 'best', globalStep: 40, seconds: 1, engine },
      ...{ metrics: {}, floors: {}, confusion: {} },
    },
    faceIds,
    outputs,
    labelsOf(project, runId, faceIds),
  );
  project.predictions.record(runId, 40, faceIds, outputs);
  writeFileSync(join(project.runs.folder(runId), 'weights'), 'numbers');
}

/** Rows that name a run, or an evaluation of one, by table. */
function rowsOf({ folder }: Project): Record<string, number> {
  const database = new DatabaseSync(join(folder, 'project.db'));
  try {
    return Object.fromEntries(
      ['runs', 'run_metrics', 'evaluations', 'evaluation_columns', 'evaluation_outputs', 'predictions'].map(
        (table) => [table, Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()!['n'])],
      ),
    );
  } finally {
    database.close();
  }
}

const engine: EngineDescription = { backend: 'wasm', device: 'CPU', library: 'tfjs', notice: null };

describe('RunRepository', () => {
  it('names runs by their preset and the next free number', () => {
    const { runs } = temporaryProject();
    expect(runs.create({ configuration }).name).toBe('studio-1');
    runs.create({ name: 'studio-2', configuration });
    expect(runs.create({ name: '  ', configuration }).name).toBe('studio-3');
    expect(runs.create({ configuration: presetConfiguration('tutorial', mtflTemplate) }).name).toBe(
      'tutorial-1',
    );
    expect(runs.list().map((run) => run.name)).toEqual(['studio-1', 'studio-2', 'studio-3', 'tutorial-1']);
    expect(runs.count()).toBe(4);
  });

  it('finds a run by name or id, and its folder', () => {
    const project = temporaryProject();
    const run = project.runs.create({ name: 'First try', configuration });
    expect(run).toEqual({
      id: 1,
      name: 'First try',
      template: project.template,
      configuration,
      state: 'created',
      createdAt: run.createdAt,
      startedAt: null,
      endedAt: null,
      globalStep: 0,
      seconds: 0,
      engine: null,
      validation: null,
      failure: null,
    });
    expect(project.runs.get('first TRY')).toEqual(run);
    expect(project.runs.get(1)).toEqual(run);
    expect(project.runs.folder(1)).toBe(join(project.folder, 'runs', '1'));
    expect(existsSync(project.runs.folder(1))).toBe(true);
    expect(() => project.runs.create({ name: 'first try', configuration })).toThrow(
      expect.objectContaining({ code: 'run-exists' }),
    );
    expect(() => project.runs.get('second')).toThrow(/no run second.*First try/);
  });

  it('follows a run through its life', () => {
    const { runs } = temporaryProject();
    const { id } = runs.create({ configuration });
    const started = runs.updateState(id, 'training', { engine });
    expect(started).toMatchObject({ state: 'training', engine, endedAt: null });
    runs.update(id, { globalStep: 100, validation: { 'auc/gender': Number.NaN, loss: 1.5 } });
    const failed = runs.updateState(id, 'failed', {
      failure: 'The loss of gender is not a number.',
      seconds: 5,
    });
    expect(failed).toMatchObject({
      state: 'failed',
      globalStep: 100,
      seconds: 5,
      failure: 'The loss of gender is not a number.',
      validation: { 'auc/gender': Number.NaN, loss: 1.5 },
    });
    expect(failed.endedAt).not.toBeNull();
    const resumed = runs.updateState(id, 'training');
    expect(resumed).toMatchObject({ startedAt: started.startedAt, endedAt: null, failure: null });
    expect(runs.updateState(id, 'finished', { globalStep: 200 })).toMatchObject({
      state: 'finished',
      globalStep: 200,
    });
  });

  it('gives a run another end and changes nothing else of it', () => {
    const { runs } = temporaryProject();
    const run = runs.create({ configuration });
    const extended = runs.extend(run.id, { steps: 500 });
    expect(extended).toEqual({ ...run, configuration: { ...configuration, duration: { steps: 500 } } });
    expect(runs.get(run.id)).toEqual(extended);
  });

  it('keeps metrics by step, the later pass over a step winning', () => {
    const { runs } = temporaryProject();
    const { id } = runs.create({ configuration });
    runs.recordMetrics(id, 'training', [
      { globalStep: 2, metrics: { loss: 2, 'loss/gender': Number.NaN } },
      { globalStep: 1, metrics: { loss: 3 } },
    ]);
    runs.recordMetrics(id, 'training', [{ globalStep: 1, metrics: { loss: 2.5 } }]);
    runs.recordMetrics(id, 'validation', [{ globalStep: 2, metrics: { 'nme/landmarks': 0.1 } }]);
    expect(runs.metrics(id, 'training')).toEqual([
      { globalStep: 1, metrics: { loss: 2.5 } },
      { globalStep: 2, metrics: { loss: 2, 'loss/gender': Number.NaN } },
    ]);
    expect(runs.metrics(id, 'validation')).toHaveLength(1);
  });

  it('shows a run as interrupted whose process is gone', () => {
    const project = temporaryProject();
    const { id } = project.runs.create({ configuration });
    project.runs.updateState(id, 'training');
    const beside = closedAfterwards(openProject(project.folder, { mode: 'read' }));
    expect(beside.runs.get(id).state).toBe('training');
    project.close();
    const reader = closedAfterwards(openProject(project.folder, { mode: 'read' }));
    expect(reader.runs.get(id).state).toBe('interrupted');
    const writer = closedAfterwards(openProject(project.folder, { mode: 'write' }));
    expect(writer.runs.get(id)).toMatchObject({ state: 'interrupted', endedAt: expect.any(String) });
  });
});

describe('deleting runs', () => {
  it('takes all that is theirs and nothing else', async () => {
    const { project, runId } = projectWithRun();
    const other = project.runs.create({ name: 'other', configuration });
    fill(project, other.id);
    const without = rowsOf(project);
    fill(project, runId);
    // What versions before columns kept, more of it than goes at once.
    const older = new DatabaseSync(join(project.folder, 'project.db'));
    const { id: evaluationId } = project.evaluations.newest(runId)[0]!;
    older.exec(`WITH RECURSIVE heads (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM heads WHERE n < 4500)
      INSERT INTO evaluation_outputs (evaluation_id, head, face_id, outputs)
      SELECT ${evaluationId}, 'head ' || n, 1, x'00' FROM heads`);
    older.close();
    project.journal.apply(
      [{ kind: 'attribute', faceId: 3, attribute: 'pose', to: 'left' }],
      'studio-1 (run), accepted by somebody',
    );
    const [label, history] = [project.faces.get(3), project.journal.history(3)];
    const told: ProjectChange[] = [];
    project.changes.subscribe((change) => told.push(change));

    await project.runs.delete([project.runs.get(runId)]);
    expect(rowsOf(project)).toEqual({ ...without, runs: 1 });
    expect(project.runs.list()).toEqual([project.runs.get('other')]);
    expect(readdirSync(join(project.folder, 'runs'))).toEqual([String(other.id)]);
    expect(told).toEqual([{ kind: 'runs-deleted', runs: [{ id: runId, name: 'studio-1' }] }]);
    expect(project.faces.get(3)).toEqual(label);
    expect(project.journal.history(3)).toEqual(history);
    await expect(project.runs.delete([{ ...other, id: runId }])).rejects.toMatchObject({
      code: 'run-unknown',
    });
  });

  it('gives neither a run’s id nor what was known of its evaluations to another of its name', async () => {
    const { project, runId } = projectWithRun();
    fill(project, runId);
    const first = project.evaluations.newest(runId)[0]!;
    // Kept in memory from here on.
    expect([...project.evaluations.columns(first.id, 'gender')!.faceIds]).toEqual(faceIds);
    await project.runs.delete([project.runs.get(runId)]);
    expect(project.evaluations.columns(first.id, 'gender')).toBeUndefined();
    const again = project.runs.create({ name: 'studio-1', configuration });
    expect(again.id).toBeGreaterThan(runId);
    const { split, checkpoint, globalStep, seconds, metrics, floors, confusion } = first;
    const evaluation = { split, checkpoint, globalStep, seconds, engine, metrics, floors, confusion };
    const second = project.evaluations.record(
      again.id,
      evaluation,
      [1, 2, 4],
      outputs,
      labelsOf(project, again.id, [1, 2, 4]),
    );
    expect(second.id).toBe(first.id);
    expect([...project.evaluations.columns(second.id, 'gender')!.faceIds]).toEqual([1, 2, 4]);
  });

  it('is refused while one of them is held, and then leaves all as they are', async () => {
    const { project, runId } = projectWithRun();
    fill(project, runId);
    const [run, other] = [project.runs.get(runId), project.runs.create({ name: 'other', configuration })];
    const before = rowsOf(project);
    const release = project.runs.hold(run, 'training');
    await expect(project.runs.delete([other, run])).rejects.toMatchObject({
      code: 'run-at-work',
      message: expect.stringContaining('“studio-1” cannot be deleted: it is being trained') as string,
    });
    expect(rowsOf(project)).toEqual(before);
    release();
    await project.runs.delete([other, run]);
    expect(project.runs.list()).toEqual([]);
  });

  it('lets nobody begin to work with a run meanwhile', async () => {
    const { project, runId } = projectWithRun();
    fill(project, runId);
    const run = project.runs.get(runId);
    const deleting = project.runs.delete([run]);
    expect(() => project.runs.hold(run)).toThrow(expect.objectContaining({ code: 'run-in-use' }));
    await deleting;
  });

  it('keeps the run where its folder cannot be moved', async () => {
    const { project, runId } = projectWithRun();
    fill(project, runId);
    const before = rowsOf(project);
    writeFileSync(join(project.folder, 'runs', `.deleted-${runId}`), 'in the way');
    await expect(project.runs.delete([project.runs.get(runId)])).rejects.toMatchObject({
      code: 'run-folder-busy',
    });
    expect(before).toMatchObject({ runs: 1, evaluations: 1 });
    expect(rowsOf(project)).toEqual(before);
    expect(existsSync(join(project.runs.folder(runId), 'weights'))).toBe(true);
    project.runs.hold(project.runs.get(runId))();
  });

  it('killed before its rows are gone leaves a run with its folder, and after that nothing', async () => {
    const project = temporaryProject();
    const [stays, goes] = [project.runs.create({ configuration }), project.runs.create({ configuration })];
    const hidden = (id: number): string => join(project.folder, 'runs', `.deleted-${id}`);
    await project.runs.delete([goes]);
    project.close();
    renameSync(project.runs.folder(stays.id), hidden(stays.id));
    renameSync(closedFolder(project, goes.id), hidden(goes.id));
    // A reader changes nothing.
    closedAfterwards(openProject(project.folder, { mode: 'read' })).close();
    expect(existsSync(hidden(goes.id))).toBe(true);
    const again = closedAfterwards(openProject(project.folder, { mode: 'write' }));
    expect(again.runs.list().map(({ id }) => id)).toEqual([stays.id]);
    expect(readdirSync(join(project.folder, 'runs'))).toEqual([String(stays.id)]);
  });
});

/** As a killed deletion leaves it: made anew, and to be hidden. */
function closedFolder(project: Project, id: number): string {
  const folder = project.runs.folder(id);
  mkdirSync(folder);
  return folder;
}
