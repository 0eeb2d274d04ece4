import { describe, expect, it } from 'vitest';
import { trainReport } from '../reports';
import { facet, type Script } from '../scriptedStudio';

const words = ['train', '--project', '/p'];
const script: Script = { 'runs.train': () => trainReport };

describe('facet train', () => {
  it('leaves to the studio what is not said', async () => {
    const { asked } = await facet(words, script);
    expect(asked).toEqual([
      ['project.open', { folder: '/p', mode: 'write' }],
      ['runs.train', {}],
    ]);
  });

  it('passes every wish on', async () => {
    const wishes =
      '--preset tutorial --heads head_nose,head_pose --weights head_nose=1,head_pose=0.5 --steps 7 --batch 16 ' +
      '--learning-rate 0.01 --seed -3 --start-from model --freeze-trunk 2 --fine-tune-rate 0.0005 ' +
      '--weighting dwa:temperature=3 --views mirrored --balance pose=0,smile=0.5 --name mine';
    const { asked } = await facet([...words, ...wishes.split(' ')], script);
    expect(asked[1]).toEqual([
      'runs.train',
      {
        preset: 'tutorial',
        heads: ['head_nose', 'head_pose'],
        weights: { head_nose: 1, head_pose: 0.5 },
        steps: 7,
        batchSize: 16,
        learningRate: 0.01,
        seed: -3,
        startFrom: 'model',
        freezeTrunkEpochs: 2,
        fineTuneRate: 0.0005,
        weighting: { kind: 'dwa', temperature: 3 },
        views: { mirrored: true, realigned: false },
        balance: { pose: 0, smile: 0.5 },
        name: 'mine',
      },
    ]);
    const said = await facet([...words, '--soften', 'none', '--advise', 'gender,smile'], script);
    expect(said.asked[1]).toEqual(['runs.train', { softens: [], advise: ['gender', 'smile'] }]);
    const unsaid = await facet([...words, '--advise', 'none'], script);
    expect(unsaid.asked[1]).toEqual(['runs.train', { advise: [] }]);
    const resuming = await facet([...words, '--epochs', '2.5', '--resume'], script);
    expect(resuming.asked[1]).toEqual(['runs.train', { epochs: 2.5, resume: true }]);
  });

  it('tells the step, the pace, the engine, and what comes next', async () => {
    const { out, errors } = await facet(words, {
      'runs.train': ({ jobId, emit }) => {
        const payload = { jobId, run: 'studio-1', backend: 'wasm', device: 'CPU', totalSteps: 1200 };
        emit({ name: 'training.started', payload });
        return {
          ...trainReport,
          problems: [{ file: 'a.jpg', code: 'image-broken', reason: 'It is cut off.' }],
        };
      },
    });
    expect(out[0]!.split('\n')).toEqual([
      'Trained “studio-1” to step 1,200 in 2 min 5 s (612 faces/s) on wasm: tfjs-backend-wasm 4.22.0, CPU, 1 thread.',
      'Next: facet evaluate --project /p --run studio-1',
      '1 problem:',
      '  a.jpg  It is cut off.',
    ]);
    expect(errors.join('')).toContain('Training “studio-1” up to step 1,200');
  });

  it.each([
    [7, /at step 7 .*its checkpoint is kept/],
    [0, /at step 0 .*nothing was learnt yet/],
  ])('stopped at step %d, says how to go on', async (global_step, told) => {
    const { exitCode, out, errors } = await facet(words, {
      'runs.train': (job) => {
        job.cancel();
        return { ...trainReport, stopped: 'cancelled', global_step };
      },
    });
    expect([exitCode, out]).toEqual([130, []]);
    expect(errors.join('\n')).toMatch(told);
    expect(errors.join('\n')).toContain('To go on: facet train --project /p --name studio-1 --resume');
  });

  it('has exactly these fields for programs', async () => {
    const end = await facet([...words, '--json'], script);
    const { run, global_step, seconds, facesPerSecond, backend, device, engine } = trainReport;
    expect(end.json()).toEqual({ run, global_step, seconds, facesPerSecond, backend, device, engine });
  });
});
