import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { StudioEvent } from '@shared/contract/events';
import type { RunRecord } from '@shared/domain/run';
import { inlineCropReader } from '../../src/main/images/cropReader';
import { startEngine, type Engine } from '../../src/main/learning/engine/client';
import type { Project } from '../../src/main/project/project';
import { configurationFor, type TrainingWishes } from '../../src/main/runs/configuration';
import { EngineRoom } from '../../src/main/runs/engineRoom';
import { evaluateRun } from '../../src/main/runs/evaluate';
import { predictWithRun } from '../../src/main/runs/predict';
import { reportRun } from '../../src/main/runs/report';
import type { RunServices } from '../../src/main/runs/services';
import { trainRun } from '../../src/main/runs/train';
import { temporaryProject } from '../unit/main/project/support';
import { pictureProject, recordingJob, type RecordingJob } from '../unit/main/runs/support';

const rooms: EngineRoom[] = [];
afterEach(async () => {
  for (const room of rooms.splice(0)) await room.close();
});

/** A room on wasm, which every machine has, and the engine processes that it started. */
function room(): { engines: EngineRoom; started: Engine[] } {
  const started: Engine[] = [];
  const engines = new EngineRoom('wasm', async (options) => {
    const engine = await startEngine(options);
    started.push(engine);
    return engine;
  });
  rooms.push(engines);
  return { engines, started };
}

function servicesFor(
  project: Project,
  engines: EngineRoom,
  job: RecordingJob = recordingJob(),
  listen: (event: StudioEvent) => void = () => undefined,
): RunServices & { readonly job: RecordingJob } {
  const emit = (event: StudioEvent): void => {
    job.emit(event);
    listen(event);
  };
  return { project, engines, reader: inlineCropReader(), emit, job };
}

const wishes = (changes: Partial<TrainingWishes> = {}): TrainingWishes => ({
  preset: 'tutorial',
  name: 'run',
  batchSize: 4,
  steps: 2,
  ...changes,
});
const resumed = (changes: Partial<TrainingWishes> = {}): TrainingWishes => ({
  preset: 'tutorial',
  name: 'run',
  resume: true,
  ...changes,
});
const runOf = (project: Project): RunRecord => project.runs.get('run');

/** Ends an engine's process as the system does when memory runs out; resolves when that is known. */
async function killed(engine: Engine): Promise<void> {
  process.kill(engine.processId!, 'SIGKILL');
  while (!engine.hasEnded) await new Promise(setImmediate);
}

describe('a corrupt checkpoint', () => {
  it('is passed over for the previous one by evaluate and predict, which say so', async () => {
    const project = await pictureProject(8);
    const { engines } = room();
    await trainRun(servicesFor(project, engines), wishes());
    await trainRun(servicesFor(project, engines), resumed({ steps: 4 }));
    const folder = project.runs.folder(runOf(project).id);
    const newest = join(folder, 'checkpoints', 'step-00000004.checkpoint');
    const bytes = readFileSync(newest);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(newest, bytes);

    const evaluating = servicesFor(project, engines);
    const wanted = { run: 'run', split: 'testing', checkpoint: 'newest' } as const;
    const { metrics } = await evaluateRun(evaluating, wanted);
    expect(metrics['global_step']).toBe(2);
    expect(evaluating.job.notes.join()).toMatch(
      /step-00000004\.checkpoint cannot be used.*Another one is used/,
    );

    const another = room();
    const predicting = servicesFor(project, another.engines);
    const report = await predictWithRun(predicting, {
      run: 'run',
      checkpoint: 'newest',
      inputs: [join(project.folder, '..', 'images')],
      output: join(project.folder, '..', 'predictions'),
      formats: ['csv'],
      facesAre: 'whole',
      shard: { index: 1, count: 1 },
      watchSeconds: null,
      restart: false,
      addToProject: null,
    });
    expect(report).toMatchObject({ images: 8, failed: 0 });
    expect(predicting.job.notes.join()).toMatch(/step-00000004\.checkpoint cannot be used/);
  });
});

describe('a training that cannot begin or go on', () => {
  it('for want of labels fails its run, names the head, and leaves the project usable', async () => {
    const project = await pictureProject(8, (face) => ({
      ...face,
      attributes: { ...face.attributes, pose: null },
    }));
    const { engines } = room();
    const both = wishes({ heads: ['head_nose', 'head_pose'] });
    await expect(trainRun(servicesFor(project, engines), both)).rejects.toMatchObject({
      code: 'head-without-labels',
      message: expect.stringMatching(/head "head_pose".*Label some faces, or leave the head out/) as string,
    });
    expect(runOf(project)).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('head_pose') as string,
    });
    // Of a person who names no head it is left out, and said.
    const services = servicesFor(project, engines);
    const nose = await trainRun(services, wishes({ name: 'nose' }));
    expect(nose).toMatchObject({ run: 'nose', global_step: 2, stopped: 'finished' });
    expect(project.runs.get('nose').configuration.heads.map(({ name }) => name)).toEqual(['head_nose']);
    expect(services.job.notes).toContain('Left out, since no training face has a label of it: head_pose.');
  });

  it('since its loss is no number fails its run at a step and a head, and keeps what was good', async () => {
    const project = await pictureProject(8);
    const { engines } = room();
    await expect(
      trainRun(servicesFor(project, engines), wishes({ learningRate: 1e30, steps: 50 })),
    ).rejects.toMatchObject({
      code: 'loss-not-finite',
      message: expect.stringMatching(/head "head_(nose|pose)".*step 2/) as string,
    });
    expect(runOf(project)).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(
        /head "head_(nose|pose)".*step 2.*Checkpoints written before are kept/,
      ) as string,
    });
    // Nothing was good yet: there is nothing to evaluate, in plain words.
    const wanted = { run: 'run', split: 'testing', checkpoint: 'newest' } as const;
    await expect(evaluateRun(servicesFor(project, engines), wanted)).rejects.toMatchObject({
      code: 'checkpoint-missing',
    });
  });

  it('has nothing to learn from in an empty project, and leaves no run behind', async () => {
    const project = temporaryProject();
    await expect(trainRun(servicesFor(project, room().engines), wishes())).rejects.toMatchObject({
      code: 'no-training-faces',
    });
    expect(project.runs.list()).toEqual([]);
  });
});

describe('a training that is stopped', () => {
  it('keeps its checkpoint and is resumed to its end', async () => {
    const project = await pictureProject(8);
    const { engines } = room();
    const job = recordingJob();
    const stopping = servicesFor(project, engines, job, (event) => {
      if (event.name === 'training.step') job.cancel();
    });
    const stopped = await trainRun(stopping, wishes({ steps: 100_000 }));
    expect(stopped.stopped).toBe('cancelled');
    expect(stopped.global_step).toBeGreaterThan(0);
    expect(runOf(project)).toMatchObject({ state: 'stopped', globalStep: stopped.global_step });
    const steps = stopped.global_step + 2;
    const finished = await trainRun(servicesFor(project, engines), resumed({ steps }));
    expect(finished).toMatchObject({ global_step: steps, stopped: 'finished' });
    expect(runOf(project)).toMatchObject({ state: 'finished', globalStep: steps });
  });

  it('before its first batch is a stopped run and no failed one', async () => {
    const project = await pictureProject(8);
    const job = recordingJob();
    job.cancel();
    const training = trainRun(servicesFor(project, room().engines, job), wishes());
    await expect(training).rejects.toThrow();
    expect(runOf(project)).toMatchObject({ state: 'stopped', failure: null });
  });

  it('is the same run when it goes on: what would change it is refused', async () => {
    const project = await pictureProject(8);
    const { engines } = room();
    await expect(
      trainRun(servicesFor(project, engines), { preset: 'studio', resume: true }),
    ).rejects.toMatchObject({ code: 'nothing-to-resume' });
    project.runs.create({ name: 'run', configuration: configurationFor(wishes(), project.template) });
    for (const change of [{ seed: 2 }, { batchSize: 8 }, { learningRate: 1 }, { heads: ['head_nose'] }]) {
      await expect(trainRun(servicesFor(project, engines), resumed(change))).rejects.toMatchObject({
        code: 'resume-changes',
      });
    }
  });
});

describe('an engine that dies', () => {
  it('at work fails the job and the run with its last words, and the next one goes on', async () => {
    const project = await pictureProject(8);
    const { engines, started } = room();
    const training = servicesFor(project, engines, recordingJob(), (event) => {
      if (event.name === 'training.step') process.kill(started[0]!.processId!, 'SIGKILL');
    });
    await expect(trainRun(training, wishes({ steps: 100_000 }))).rejects.toMatchObject({
      code: 'engine-died',
      message: expect.stringMatching(/signal SIGKILL/) as string,
    });
    expect(runOf(project)).toMatchObject({
      state: 'failed',
      failure: expect.stringMatching(/engine ended unexpectedly by signal SIGKILL/) as string,
    });
    const finished = await trainRun(servicesFor(project, engines), resumed({ steps: 3 }));
    expect(finished).toMatchObject({ global_step: 3, stopped: 'finished' });
    expect(started).toHaveLength(2);
    expect(runOf(project)).toMatchObject({ state: 'finished', failure: null });
  });

  it('between two jobs is started anew, and no job fails', async () => {
    const { engines, started } = room();
    await engines.description(recordingJob());
    await killed(started[0]!);
    const request = { kind: 'describe', speedTest: false } as const;
    await expect(engines.request(request, recordingJob())).resolves.toMatchObject({
      description: { backend: 'wasm' },
    });
    expect(started).toHaveLength(2);
  });

  it('under two jobs fails both, and only one takes its place', async () => {
    const { engines, started } = room();
    await engines.description(recordingJob());
    const request = { kind: 'describe', speedTest: true } as const;
    const jobs = [engines.request(request, recordingJob()), engines.request(request, recordingJob())];
    const ends = Promise.allSettled(jobs);
    process.kill(started[0]!.processId!, 'SIGKILL');
    for (const end of await ends) expect(end).toMatchObject({ reason: { code: 'engine-died' } });
    await Promise.all([engines.description(recordingJob()), engines.description(recordingJob())]);
    expect(started).toHaveLength(2);
  });
});

describe('the engine room', () => {
  it('starts one engine for all who ask, and ends it when it is closed', async () => {
    const { engines, started } = room();
    await Promise.all([engines.description(recordingJob()), engines.description(recordingJob())]);
    expect(started).toHaveLength(1);
    await engines.close();
    expect(started[0]!.hasEnded).toBe(true);
  });

  it('starts it again for a job that waits while another, which began to, is stopped', async () => {
    const stopped = recordingJob();
    let starts = 0;
    const engines = new EngineRoom('wasm', async (options) => {
      starts += 1;
      if (starts === 1) {
        stopped.cancel();
        stopped.signal.throwIfAborted();
      }
      return startEngine(options);
    });
    rooms.push(engines);
    const [first, second] = await Promise.allSettled([
      engines.description(stopped),
      engines.description(recordingJob()),
    ]);
    expect(first.status).toBe('rejected');
    expect(second).toMatchObject({ status: 'fulfilled', value: { backend: 'wasm' } });
    expect(starts).toBe(2);
  });
});

describe('a run’s report', () => {
  it('is written though a killed process left half a line in the event log', async () => {
    const project = await pictureProject(8);
    const { engines } = room();
    await trainRun(servicesFor(project, engines), wishes());
    await evaluateRun(servicesFor(project, engines), { run: 'run', split: 'testing', checkpoint: 'best' });
    appendFileSync(join(project.runs.folder(runOf(project).id), 'events.jsonl'), '{"type":"step","glob');
    const file = join(project.folder, '..', 'report.html');
    await reportRun(servicesFor(project, engines), { run: 'run', file, pictures: [] });
    expect(readFileSync(file, 'utf8')).toContain('head_pose');
  });

  it('needs an evaluation', async () => {
    const project = await pictureProject(8);
    const { engines } = room();
    await trainRun(servicesFor(project, engines), wishes());
    const wanted = { run: 'run', file: join(project.folder, 'report.html'), pictures: [] };
    await expect(reportRun(servicesFor(project, engines), wanted)).rejects.toMatchObject({
      code: 'not-evaluated',
    });
  });
});

it('an evaluation of a split that the project does not have names those it has', async () => {
  const project = await pictureProject(8);
  const { engines } = room();
  await trainRun(servicesFor(project, engines), wishes());
  const wanted = { run: 'run', split: 'validation', checkpoint: 'newest' } as const;
  await expect(evaluateRun(servicesFor(project, engines), wanted)).rejects.toMatchObject({
    code: 'empty-split',
    message: expect.stringMatching(/training, testing|testing, training/) as string,
  });
});
