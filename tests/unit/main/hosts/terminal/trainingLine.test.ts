import { describe, expect, it } from 'vitest';
import { trainingLine } from '../../../../../src/main/hosts/terminal/trainingLine';

describe('trainingLine', () => {
  it('says what begins, on what', () => {
    const payload = { jobId: 'j', run: 'studio-1', backend: 'wasm', device: 'CPU', totalSteps: 2100 };
    expect(trainingLine({ name: 'training.started', payload })).toBe(
      'Training “studio-1” up to step 2,100 on wasm (CPU).',
    );
  });

  it('shows one number a head, and no accuracy without its balanced one', () => {
    const metrics = {
      'nme/landmarks': 0.1234,
      'nme/nose/landmarks': 0.2,
      'average_loss/landmarks': 3,
      'accuracy/pose': 0.75,
      'balanced_accuracy/pose': 0.3,
      'average_loss/pose': 1,
      'rmse/age': 4.5,
      'average_loss/age': 20,
      'auc/wears': 0.9,
      'average_loss/wears': 0.5,
      loss: 5,
    };
    const payload = { jobId: 'j', run: 'studio-1', globalStep: 1500, metrics, best: true, stopped: [] };
    expect(trainingLine({ name: 'training.validated', payload })).toBe(
      'step 1,500  validation  nme/landmarks 0.123  accuracy/pose 0.750 (balanced 0.300)  rmse/age 4.500  ' +
        'average_loss/wears 0.500  (best so far)',
    );
    expect(
      trainingLine({ name: 'training.validated', payload: { ...payload, stopped: ['pose'] } }),
    ).toContain('(pose stops)');
    expect(trainingLine({ name: 'training.validated', payload: { ...payload, best: false } })).not.toContain(
      'best',
    );
  });

  it('leaves every step to the progress bar', () => {
    const payload = { jobId: 'j', run: 'studio-1', steps: [], learningRate: 0.1 };
    expect(trainingLine({ name: 'training.step', payload })).toBeNull();
  });
});
