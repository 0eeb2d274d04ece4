import { describe, expect, it } from 'vitest';
import { presetConfiguration } from '@shared/learning/presets';
import type { EngineEvent } from '../../../../src/main/learning/engine/protocol';
import { EngineRoom } from '../../../../src/main/runs/engineRoom';
import { inlineCropReader } from '../../../../src/main/images/cropReader';
import { StepLog } from '../../../../src/main/runs/stepLog';
import { TrainingRelay } from '../../../../src/main/runs/trainingRelay';
import { temporaryProject } from '../project/support';
import { recordingJob } from './support';

const step = (globalStep: number): EngineEvent => ({
  type: 'step',
  step: { globalStep, loss: 1 / globalStep, lossByHead: { pose: 1 / globalStep }, learningRate: 0.001 },
});

function relay() {
  const project = temporaryProject();
  const job = recordingJob();
  const run = project.runs.create({ configuration: presetConfiguration('studio', project.template) });
  let nowMs = 0;
  const services = { project, engines: new EngineRoom(), reader: inlineCropReader(), emit: job.emit, job };
  const log = new StepLog();
  const training = new TrainingRelay(services, run, log, () => nowMs);
  const told = (): number[] =>
    job.events.flatMap((event) =>
      event.name === 'training.step' ? event.payload.steps.at(-1)!.globalStep : [],
    );
  return { training, project, run, job, log, told, at: (ms: number) => (nowMs = ms) };
}

describe('a training’s events', () => {
  it('are told at most four times a second, and the last one always', () => {
    const { training, job, log, told, at } = relay();
    for (let index = 1; index <= 100; index += 1) {
      at(index * 7);
      training.relay(step(index));
    }
    // At 7 ms the first, then each first one 250 ms after the one before.
    expect(told()).toEqual([1, 37, 73]);
    training.flush();
    expect(told().at(-1)).toBe(100);
    training.flush();
    expect(told()).toHaveLength(4);
    // No step is lost on the way, and the log has them all.
    const steps = job.events.flatMap((event) => (event.name === 'training.step' ? event.payload.steps : []));
    expect(steps.map(({ globalStep }) => globalStep)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    );
    expect([...log.steps()]).toHaveLength(100);
  });

  it('are all told where steps are slow', () => {
    const { training, told, at } = relay();
    [0, 250, 500, 800].forEach((ms, index) => {
      at(ms);
      training.relay(step(index + 1));
    });
    training.flush();
    expect(told()).toEqual([1, 2, 3, 4]);
  });

  it('begin with what trains it, and carry their run and numbers', () => {
    const { training, job, run } = relay();
    const engine = { backend: 'wasm', device: 'CPU, 1 thread', library: 'x', notice: null } as const;
    training.started(engine, 40);
    training.relay(step(2));
    expect(job.events).toEqual([
      {
        name: 'training.started',
        payload: { jobId: 'job', run: run.name, backend: 'wasm', device: 'CPU, 1 thread', totalSteps: 40 },
      },
      {
        name: 'training.step',
        payload: {
          jobId: 'job',
          run: run.name,
          steps: [{ globalStep: 2, loss: 0.5, lossByHead: { pose: 0.5 } }],
          learningRate: 0.001,
        },
      },
    ]);
  });

  it('store a validation in the project as they tell it', () => {
    const { training, project, run, job } = relay();
    const metrics = { 'nme/landmarks': 0.1, loss: 2 };
    training.relay({ type: 'validated', globalStep: 150, metrics, best: true, stopped: ['pose'] });
    expect(project.runs.get(run.id)).toMatchObject({ globalStep: 150, validation: metrics });
    expect(project.runs.metrics(run.id, 'validation')).toEqual([{ globalStep: 150, metrics }]);
    expect(job.events).toEqual([
      {
        name: 'training.validated',
        payload: { jobId: 'job', run: run.name, globalStep: 150, metrics, best: true, stopped: ['pose'] },
      },
    ]);
  });

  it('tell how the heads’ gradients agree, and keep it in the log', () => {
    const { training, log, run, job } = relay();
    const sample = {
      globalStep: 94,
      heads: ['pose', 'smile'],
      norms: [2, 1],
      cosines: [
        [1, null],
        [null, 1],
      ],
    };
    training.relay({ type: 'gradients', ...sample });
    expect(log.gradients).toEqual([sample]);
    expect(job.events).toEqual([
      { name: 'training.gradients', payload: { jobId: 'job', run: run.name, sample } },
    ]);
  });

  it('pass progress on to the job', () => {
    const { training, job } = relay();
    training.relay({ type: 'progress', phase: 'training', done: 3, total: 9 });
    expect(job.updates).toEqual([expect.objectContaining({ phase: 'training', done: 3, total: 9 })]);
  });
});
