import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import type { RunConfiguration, WeightingConfiguration } from '@shared/learning/configuration';
import { presetConfiguration } from '@shared/learning/presets';
import type { EngineEvent, TrainResult } from '../../../../../src/main/learning/engine/protocol';
import { Estimator } from '../../../../../src/main/learning/estimator/estimator';
import { backendNames, onBackend } from '../backends/startedBackends';
import { tinyConfiguration, tinyFaces } from '../pipeline/tinyRun';
import { newestCheckpoint, recordingSession, temporaryRunFolder } from './runFolder';

const [tutorial, studio] = [
  presetConfiguration('tutorial', mtflTemplate),
  presetConfiguration('studio', mtflTemplate),
];
/** Ten faces in batches of four: epochs end in the middle of a batch. */
const short = { duration: { steps: 7 }, batchSize: 4, checkpointEverySteps: 3 } as const;
const configurations: Readonly<Record<string, RunConfiguration>> = {
  'the tutorial’s (shuffle buffer, min-max scaled targets, summed losses, no validation)': {
    ...tutorial,
    ...short,
    input: { ...tutorial.input, sizePx: 8 },
    shuffle: { kind: 'buffer', size: 6 },
  },
  'the studio’s (augmentation, batch normalisation, dropout, cosine, validation, best, stopped heads)': {
    ...studio,
    ...short,
    headPatience: 1,
    input: { ...studio.input, sizePx: 16 },
  },
  'attributes first': weighed({ kind: 'attributes-first', factor: 5 }),
  uncertainty: weighed({ kind: 'uncertainty', learningRate: 0.01 }),
  GradNorm: weighed({ kind: 'gradnorm', alpha: 1.5, learningRate: 0.025 }),
  'dynamic weight averaging': weighed({ kind: 'dwa', temperature: 2 }),
  PCGrad: weighed({ kind: 'pcgrad' }),
  'a teacher’s, which sees no face': { ...tinyConfiguration(), ...short, teacher: { weight: 0.35 } },
  'a trunk that is frozen for three steps, and weight decay': {
    ...tinyConfiguration(),
    ...short,
    optimizer: { ...studio.optimizer, weightDecay: 0.1 },
    frozenTrunk: { epochs: 1, fineTuneRate: 0.0001 },
  },
};

function weighed(weighting: WeightingConfiguration): RunConfiguration {
  return { ...tinyConfiguration(), ...short, weighting };
}

const { scheme, attributes } = mtflTemplate;

interface Run {
  readonly folder: string;
  train(resume: boolean, report?: (event: EngineEvent) => void): Promise<unknown>;
  /** From the newest checkpoint to a step, where it is paused as a search does, or stopped as a person does. */
  trainUntil(step: number, how: 'paused' | 'stopped'): Promise<TrainResult>;
}

function runIn(folder: string, configuration: RunConfiguration): Run {
  const training = tinyFaces(10, configuration);
  const validation = configuration.validationFraction > 0 ? tinyFaces(4, configuration, 6) : null;
  return {
    folder,
    train: (resume, report = () => undefined) => {
      const session = { signal: new AbortController().signal, report };
      const estimator = new Estimator({ configuration, scheme, attributes }, folder);
      return estimator.train({ training, validation, resume }, session);
    },
    trainUntil: (step, how) => {
      const estimator = new Estimator({ configuration, scheme, attributes }, folder);
      const until = how === 'paused' ? { untilStep: step } : {};
      const session = recordingSession(how === 'stopped' ? step : undefined);
      return estimator.train({ training, validation, resume: true, ...until }, session);
    },
  };
}

/** The run's folder as a process that is killed now leaves it: what was not written is lost. */
function copyOf(folder: string): string {
  const copy = temporaryRunFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function outcome(folder: string, configuration: RunConfiguration): Record<string, unknown> {
  const bytes = (file: string): string => readFileSync(join(folder, file), 'base64');
  return {
    newest: newestCheckpoint(folder),
    log: readFileSync(join(folder, 'events.jsonl'), 'utf8'),
    best: configuration.validationFraction > 0 ? bytes('checkpoints/best.checkpoint') : null,
  };
}

describe.each(backendNames)('a run on %s', (backend) => {
  it.each(Object.keys(configurations))(
    'killed after any step ends, resumed, with the same bytes: %s',
    async (name) => {
      const configuration = configurations[name]!;
      await onBackend(backend, async () => {
        const through = runIn(temporaryRunFolder(), configuration);
        const killed: string[] = [];
        await through.train(false, (event) => {
          if (event.type === 'step') killed.push(copyOf(through.folder));
        });
        const expected = outcome(through.folder, configuration);
        expect(killed).toHaveLength(7);
        for (const folder of killed) {
          await runIn(folder, configuration).train(true);
          expect(outcome(folder, configuration)).toEqual(expected);
        }
      });
    },
    600_000,
  );
});

it.each(['paused', 'stopped'] as const)(
  '%s between two validation passes ends, gone on with, with the same bytes',
  async (how) => {
    const configuration = Object.values(configurations)[1]!;
    await onBackend('wasm', async () => {
      const through = runIn(temporaryRunFolder(), configuration);
      await through.train(false);
      const halting = runIn(temporaryRunFolder(), configuration);
      for (const step of [2, 4, 5]) {
        const halted = await halting.trainUntil(step, how);
        expect(halted).toMatchObject({ globalStep: step, stopped: 'cancelled' });
        // What a search judges its trial by is of the step that it was trained to.
        expect(Object.keys(halted.validation ?? {})).toContain('average_loss/pose');
        expect(newestCheckpoint(halting.folder).validation).toEqual(halted.validation);
        expect(halted.best?.globalStep ?? 3).toBe(3);
      }
      await halting.train(true);
      expect(outcome(halting.folder, configuration)).toEqual(outcome(through.folder, configuration));
    });
  },
);

it('killed between writing its best and its newest checkpoint, too, ends with the same bytes', async () => {
  const configuration = Object.values(configurations)[1]!;
  await onBackend('wasm', async () => {
    const through = runIn(temporaryRunFolder(), configuration);
    let [before, after] = ['', ''];
    await through.train(false, (event) => {
      if (event.type !== 'step') return;
      // The first checkpoint is also the first best.
      if (event.step.globalStep === 3) before = copyOf(through.folder);
      if (event.step.globalStep === 4) after = copyOf(through.folder);
    });
    cpSync(join(after, 'checkpoints/best.checkpoint'), join(before, 'checkpoints/best.checkpoint'));
    await runIn(before, configuration).train(true);
    expect(outcome(before, configuration)).toEqual(outcome(through.folder, configuration));
  });
});

it('resumed in another folder knows nothing of the first one’s', async () => {
  const configuration = Object.values(configurations)[0]!;
  await onBackend('wasm', async () => {
    const first = runIn(temporaryRunFolder(), configuration);
    await first.train(false);
    const moved = copyOf(first.folder);
    const session = recordingSession();
    await runIn(moved, { ...configuration, duration: { steps: 9 } }).train(true, session.report);
    expect(newestCheckpoint(moved).globalStep).toBe(9);
    expect(newestCheckpoint(first.folder).globalStep).toBe(7);
    const steps = session.events.flatMap((event) => (event.type === 'step' ? event.step.globalStep : []));
    expect(steps).toEqual([8, 9]);
  });
});
