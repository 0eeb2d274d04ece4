import { describe, expect, it } from 'vitest';
import { evaluateReport } from '../reports';
import { facet, type Script } from '../scriptedStudio';

const words = ['evaluate', '--project', '/p', '--run', 'studio-1'];
const script: Script = { 'runs.evaluate': () => evaluateReport };

describe('facet evaluate', () => {
  it('asks for the test split and the newest checkpoint unless told otherwise', async () => {
    const { asked } = await facet(words, script);
    expect(asked).toEqual([
      ['project.open', { folder: '/p', mode: 'write' }],
      ['runs.evaluate', { run: 'studio-1', split: 'testing', checkpoint: 'newest' }],
    ]);
    const other = await facet([...words, '--split', 'training', '--checkpoint', 'best'], script);
    expect(other.asked[1]).toEqual([
      'runs.evaluate',
      { run: 'studio-1', split: 'training', checkpoint: 'best' },
    ]);
  });

  it('prints each metric beside what a constant scores', async () => {
    const { out } = await facet(words, script);
    expect(out[0]!.split('\n')).toEqual([
      '“studio-1” on 2,995 faces of testing (tfjs-backend-wasm 4.22.0, CPU, 1 thread):',
      'metric                        value  a constant',
      '───────────────────────────  ──────  ──────────',
      'nme/landmarks                0.0800      0.3140',
      'failure_threshold/landmarks  0.1000',
      'accuracy/pose                0.7500      0.6090',
      'balanced_accuracy/pose       0.5000      0.2000',
      'auc/pose                        NaN',
      'loss                         3.2500',
      'global_step                    1200',
      '',
      'expected calibration error  temperature  before   after',
      '──────────────────────────  ───────────  ──────  ──────',
      'pose                              1.250  0.0612  0.0203',
      'landmarks: nme is the mean distance of predicted and labelled points over the distance between the eye centres, failure_rate the share of faces above 0.1, auc that of the cumulative error curve up to it.',
    ]);
  });

  it('explains no landmarks where there are none', async () => {
    const metrics = { 'accuracy/head_pose': 0.6, loss: 1, global_step: 1000 };
    const { out } = await facet(words, { 'runs.evaluate': () => ({ ...evaluateReport, metrics }) });
    expect(out[0]).not.toContain('nme');
  });

  it('is the metrics by their names for programs, with the floors', async () => {
    const end = await facet([...words, '--json'], script);
    const { metrics, floors } = evaluateReport;
    expect(end.json()).toEqual({
      ...metrics,
      // JSON has no NaN.
      'auc/pose': null,
      run: 'studio-1',
      split: 'testing',
      faces: 2995,
      floors,
      calibration: evaluateReport.calibration,
    });
  });
});
