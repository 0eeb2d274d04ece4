import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import { lastStepOf } from '@shared/learning/lossCurve';
import { writeBeginning } from '../../../../src/main/runs/beginning';
import { runHistory } from '../../../../src/main/runs/history';
import { StepLog } from '../../../../src/main/runs/stepLog';
import { Trainings } from '../../../../src/main/runs/trainings';
import { temporaryProject } from '../project/support';

const line = (globalStep: number): string =>
  `${JSON.stringify({ type: 'step', globalStep, loss: globalStep, lossByHead: { pose: 1 }, learningRate: 0.1 })}\n`;

function runWith(steps: readonly number[]) {
  const project = temporaryProject();
  const run = project.runs.create({
    name: 'one',
    configuration: presetConfiguration('studio', project.template),
  });
  const folder = project.runs.folder(run.id);
  const log = join(folder, 'events.jsonl');
  if (steps.length > 0) writeFileSync(log, steps.map(line).join(''));
  return { project, run, folder, log };
}

describe('a run’s history', () => {
  it('of one that has not begun is empty', async () => {
    const { project } = runWith([]);
    const history = await runHistory(project, new Trainings(), 'one');
    expect(history).toMatchObject({
      validations: [],
      gradients: [],
      beginning: null,
      start: null,
      logEnd: [],
      checkpointStep: null,
    });
    expect(lastStepOf(history.curve)).toBe(0);
    // The teacher's loss is one of those that are followed.
    expect(Object.keys(history.curve.heads)).toContain('face-mesh');
  });

  it('comes whole from its log, whatever was cut off at its end, and again when the log has grown', async () => {
    const { project, folder, log } = runWith([1, 2, 3]);
    appendFileSync(log, '{"type":"step","glob');
    mkdirSync(join(folder, 'checkpoints'));
    writeFileSync(join(folder, 'checkpoints', 'step-00000002.checkpoint'), '');
    const beginning = {
      trainingFaces: 9,
      validationFaces: 1,
      totalSteps: 5,
      floors: { 'accuracy/pose': 0.5 },
    };
    writeBeginning(folder, beginning);
    const history = await runHistory(project, new Trainings(), 'one');
    expect(history).toMatchObject({ beginning, checkpointStep: 2, learningRate: 0.1 });
    expect(history.curve.total.mean).toEqual([1, 2, 3]);
    writeFileSync(log, [1, 2, 3, 4].map(line).join(''));
    expect(lastStepOf((await runHistory(project, new Trainings(), 'one')).curve)).toBe(4);
  });

  it('of a training at work has the steps that have not reached the log yet', async () => {
    const { project, run } = runWith([1]);
    const trainings = new Trainings();
    const log = new StepLog();
    trainings.begin({ jobId: 'job', runId: run.id, run: 'one' }, log);
    for (const globalStep of [1, 2]) {
      log.append({ type: 'step', globalStep, loss: 1, lossByHead: {}, learningRate: 1 });
    }
    expect(lastStepOf((await runHistory(project, trainings, 'one')).curve)).toBe(2);
  });

  it('of an unknown run fails by name', async () => {
    const { project } = runWith([]);
    await expect(runHistory(project, new Trainings(), 'two')).rejects.toMatchObject({ code: 'run-unknown' });
  });
});

describe('the trainings at work', () => {
  it('are told with the wish to end them; a stop is not taken back by a pause', () => {
    const trainings = new Trainings();
    trainings.begin({ jobId: 'job', runId: 7, run: 'one' }, new StepLog());
    trainings.wishToEnd(7, 'pause');
    expect(trainings.list()).toEqual([{ jobId: 'job', run: 'one', ending: 'pause' }]);
    trainings.wishToEnd(7, 'stop');
    trainings.wishToEnd(7, 'pause');
    trainings.wishToEnd(8, 'stop');
    expect(trainings.list()).toEqual([{ jobId: 'job', run: 'one', ending: 'stop' }]);
    trainings.end(7);
    expect(trainings.find(7)).toBeNull();
  });
});
