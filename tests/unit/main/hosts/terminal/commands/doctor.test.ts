import { describe, expect, it } from 'vitest';
import type { DoctorReport } from '@shared/contract/reports';
import { doctorReport } from '../reports';
import { facet } from '../scriptedStudio';

const noTensorFlow: DoctorReport = {
  ...doctorReport,
  tensorflow: { installed: false, summary: 'TensorFlow is not used: no C++ compiler. Install g++.' },
  backends: [
    {
      backend: 'tensorflow',
      engine: null,
      millisecondsPerStep: null,
      facesPerSecond: null,
      failure: { code: 'backend-unavailable', message: 'TensorFlow is not set up.' },
    },
    doctorReport.backends[1]!,
  ],
};

describe('facet doctor', () => {
  it('shows the machine, each backend’s speed, and which is used', async () => {
    const { exitCode, out, asked } = await facet(['doctor'], { 'system.examine': () => doctorReport });
    expect(exitCode).toBe(0);
    expect(asked).toEqual([['system.examine', {}]]);
    expect(out[0]!.split('\n')).toEqual([
      'this machine',
      '────────────  ──────────────────────────',
      'Node          24.21.0',
      'disk          80.0 GB free for the cache',
      '',
      'backend     ms a step  faces/s  library and device',
      '──────────  ─────────  ───────  ───────────────────────────────────────',
      'tensorflow         49     1296  TensorFlow 2.21.0, CPU, 1 thread',
      'wasm              300      213  tfjs-backend-wasm 4.22.0, CPU, 1 thread',
      'A step is one of the tutorial’s network with a batch of 64 faces, repeated for a second.',
      '',
      'TensorFlow 2.21.0 (CPU) is used, from /cache.',
      'Training uses tensorflow.',
    ]);
  });

  it('says once why TensorFlow is not there', async () => {
    const { exitCode, out } = await facet(['doctor'], { 'system.examine': () => noTensorFlow });
    expect(exitCode).toBe(0);
    expect(out[0]!.split('\n').slice(-2)).toEqual([
      'TensorFlow is not used: no C++ compiler. Install g++.',
      'Training uses wasm.',
    ]);
    expect(out[0]).toMatch(/^tensorflow +– +– +cannot be used here$/m);
    expect(out[0]).not.toContain('is not set up');
  });

  it('fails where nothing can train, and says why', async () => {
    const broken = { code: 'backend-unavailable', message: 'No WebAssembly.' };
    const backends = noTensorFlow.backends.map((backend) => ({ ...backend, engine: null, failure: broken }));
    const { exitCode, out } = await facet(['doctor'], {
      'system.examine': () => ({ ...noTensorFlow, backends }),
    });
    expect(exitCode).toBe(1);
    expect(out[0]!.split('\n').slice(-2)).toEqual([
      'wasm: No WebAssembly.',
      'Nothing can train on this machine.',
    ]);
  });

  it('only prepares when told to', async () => {
    const script = {
      'system.prepare': () => doctorReport.tensorflow,
      'system.examine': () => doctorReport,
    };
    const preparing = await facet(['doctor', '--prepare', '--json'], script);
    expect(preparing.asked).toEqual([['system.prepare', { retry: false }]]);
    expect(preparing.json()).toEqual({ tensorflow: doctorReport.tensorflow });
    const repairing = await facet(['doctor', '--repair'], script);
    expect(repairing.asked).toEqual([
      ['system.prepare', { retry: true }],
      ['system.examine', {}],
    ]);
  });

  it('is the whole report for programs', async () => {
    const end = await facet(['doctor', '--json'], { 'system.examine': () => doctorReport });
    expect(end.json()).toEqual(doctorReport);
  });
});
