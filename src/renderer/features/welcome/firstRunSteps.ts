import type { Failure } from '@shared/result';

/** From nothing to a trained model, in steps that a person can follow. */
export const firstRunSteps = ['prepare', 'draw', 'import', 'train', 'evaluate', 'suggest'] as const;
export type FirstRunStep = (typeof firstRunSteps)[number];

export type FirstRun =
  | {
      readonly kind: 'running';
      readonly step: FirstRunStep;
      readonly jobId: string | null;
      readonly stopping: boolean;
    }
  | { readonly kind: 'done'; readonly run: string }
  | { readonly kind: 'stopped'; readonly step: FirstRunStep }
  | { readonly kind: 'failed'; readonly step: FirstRunStep; readonly failure: Failure };

export function beginning(step: FirstRunStep): FirstRun {
  return { kind: 'running', step, jobId: null, stopping: false };
}

/** What the one job of training, evaluating and suggesting is at, by the phase that it tells. */
export function stepOfPhase(step: FirstRunStep, phase: string | null): FirstRunStep {
  if (step !== 'train') return step;
  if (phase === 'evaluating') return 'evaluate';
  return phase === 'predicting' ? 'suggest' : 'train';
}

export type StepStanding = 'done' | 'now' | 'failed' | 'waiting';

/** How each step stands, for the list. */
export function standingOf(flow: FirstRun, at: FirstRunStep, step: FirstRunStep): StepStanding {
  if (flow.kind === 'done') return 'done';
  const [current, asked] = [firstRunSteps.indexOf(at), firstRunSteps.indexOf(step)];
  if (asked < current) return 'done';
  if (asked > current) return 'waiting';
  if (flow.kind === 'running') return 'now';
  return flow.kind === 'failed' ? 'failed' : 'waiting';
}
