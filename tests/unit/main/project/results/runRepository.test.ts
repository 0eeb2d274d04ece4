import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { presetConfiguration } from '@shared/learning/presets';
import { mtflTemplate } from '@shared/domain/template';
import type { EngineDescription } from '@shared/learning/results';
import { describe, expect, it } from 'vitest';
import { openProject } from '../../../../../src/main/project/project';
import { closedAfterwards, temporaryProject } from '../support';

const configuration = presetConfiguration('studio', mtflTemplate);
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
