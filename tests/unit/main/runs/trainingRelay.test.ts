import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import type { StudioEvent } from '@shared/contract/events';
import { mtflTemplate } from '@shared/domain/template';
import type { EngineEvent } from '../../../../src/main/learning/engine/protocol';
import { inlineCropReader } from '../../../../src/main/images/cropReader';
import { createProject } from '../../../../src/main/project/project';
import { configurationFor } from '../../../../src/main/runs/configuration';
import { EngineRoom } from '../../../../src/main/runs/engineRoom';
import { TrainingRelay } from '../../../../src/main/runs/trainingRelay';
import { recordingContext } from '../../../support/recordingContext';
import { temporaryFolder } from '../../../support/temporaryFolder';

function relayOn(): {
  relay: TrainingRelay;
  heard: StudioEvent[];
  notes: string[];
  validations: () => unknown;
  at: (ms: number) => void;
  close: () => void;
} {
  const project = createProject(join(temporaryFolder(), 'project'));
  const run = project.runs.create({ configuration: configurationFor({}, mtflTemplate) });
  let nowMs = 0;
  const heard: StudioEvent[] = [];
  const notes: string[] = [];
  const job = { ...recordingContext(), jobId: 'job', note: (message: string) => void notes.push(message) };
  const services = {
    project,
    job,
    engines: new EngineRoom('wasm'),
    reader: inlineCropReader(),
    emit: (event: StudioEvent) => void heard.push(event),
  };
  return {
    relay: new TrainingRelay(services, run, () => nowMs),
    heard,
    notes,
    at: (ms) => (nowMs = ms),
    validations: () => [project.runs.metrics(run.id, 'validation'), project.runs.get(run.id).validation],
    close: () => project.close(),
  };
}

function step(globalStep: number): EngineEvent {
  return { type: 'step', step: { globalStep, loss: 1, lossByHead: { pose: 1 }, learningRate: 0.1 } };
}

describe('TrainingRelay', () => {
  it('tells a step each tenth of a second, and always the last', () => {
    const { relay, heard, at, close } = relayOn();
    for (let globalStep = 1; globalStep <= 32; globalStep += 1) {
      at(globalStep * 10);
      relay.relay(step(globalStep));
    }
    relay.flush();
    relay.flush();
    const steps = heard.flatMap((event) =>
      event.name === 'training.step' ? [event.payload.globalStep] : [],
    );
    expect(steps).toEqual([1, 11, 21, 31, 32]);
    close();
  });

  it('keeps validations in the project, and passes notes on', () => {
    const { relay, heard, notes, validations, close } = relayOn();
    const metrics = { 'accuracy/pose': 0.5, 'auc/pose': Number.NaN };
    relay.relay({ type: 'validated', globalStep: 7, metrics, best: true });
    relay.relay({ type: 'note', message: 'A checkpoint was passed over.' });
    expect(heard).toEqual([
      { name: 'training.validated', payload: { jobId: 'job', globalStep: 7, metrics, best: true } },
    ]);
    expect(notes).toEqual(['A checkpoint was passed over.']);
    expect(validations()).toEqual([[{ globalStep: 7, metrics }], metrics]);
    close();
  });
});
