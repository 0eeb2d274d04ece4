import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ExpectedError } from '@shared/result';
import { inlineCropReader } from '../../../../src/main/images/cropReader';
import type { EngineEvent } from '../../../../src/main/learning/engine/protocol';
import { configurationFor } from '../../../../src/main/runs/configuration';
import type { EngineRoom } from '../../../../src/main/runs/engineRoom';
import { trainRecord } from '../../../../src/main/runs/train';
import { Trainings } from '../../../../src/main/runs/trainings';
import { pictureProject, recordingJob } from './support';

const validated = (globalStep: number): EngineEvent => {
  return { type: 'validated', globalStep, metrics: { loss: globalStep }, best: true };
};

it('a training that fails after a pass is at the step of its newest checkpoint, with what that scored', async () => {
  const project = await pictureProject(8);
  const configuration = configurationFor({ preset: 'tutorial', steps: 9 }, project.template);
  const run = project.runs.create({ name: 'run', configuration });
  const checkpoints = join(project.runs.folder(run.id), 'checkpoints');
  const engines = {
    description: () => Promise.resolve({ backend: 'wasm', device: 'CPU', library: 'tfjs', notice: null }),
    request: ({ kind }: { kind: string }, _job: unknown, listen: (event: EngineEvent) => void) => {
      if (kind !== 'train')
        return Promise.resolve({
          millisecondsPerStep: 1,
          millisecondsPerFirstLook: 0,
          millisecondsPerAnswer: 0,
        });
      listen(validated(3));
      mkdirSync(checkpoints, { recursive: true });
      writeFileSync(join(checkpoints, 'step-00000003.checkpoint'), '');
      listen(validated(6));
      return Promise.reject(new ExpectedError({ code: 'disk-full', message: 'There is no room left.' }));
    },
  } as unknown as EngineRoom;
  const job = recordingJob();
  const services = { project, engines, reader: inlineCropReader(), emit: job.emit, job };
  await expect(trainRecord(services, run, { resume: false }, new Trainings())).rejects.toMatchObject({
    code: 'disk-full',
  });
  expect(project.runs.get('run')).toMatchObject({
    state: 'failed',
    globalStep: 3,
    validation: { loss: 3 },
    failure: 'There is no room left.',
  });
});
