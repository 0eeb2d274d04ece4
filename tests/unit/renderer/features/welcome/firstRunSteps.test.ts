import { describe, expect, it } from 'vitest';
import {
  beginning,
  standingOf,
  stepOfPhase,
} from '../../../../../src/renderer/features/welcome/firstRunSteps';

describe('the first run’s steps', () => {
  it('follow what the training’s one job is at', () => {
    expect(stepOfPhase('train', 'training')).toBe('train');
    expect(stepOfPhase('train', null)).toBe('train');
    expect(stepOfPhase('train', 'evaluating')).toBe('evaluate');
    expect(stepOfPhase('train', 'predicting')).toBe('suggest');
    expect(stepOfPhase('import', 'evaluating')).toBe('import');
  });

  it('are done, at work, or to come', () => {
    const flow = beginning('import');
    expect(standingOf(flow, 'import', 'draw')).toBe('done');
    expect(standingOf(flow, 'import', 'import')).toBe('now');
    expect(standingOf(flow, 'import', 'train')).toBe('waiting');
    const failed = { kind: 'failed', step: 'import', failure: { code: 'x', message: 'y' } } as const;
    expect(standingOf(failed, 'import', 'import')).toBe('failed');
    expect(standingOf({ kind: 'done', run: 'r' }, 'prepare', 'suggest')).toBe('done');
  });
});
