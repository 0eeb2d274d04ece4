import type { RunSummary } from '@shared/contract/reports';
import type { LiveTraining } from '@shared/contract/training';

/** A run's state as a person sees it: what the studio records, and what is happening to it now. */
export type ShownState =
  | 'preparing'
  | 'training'
  | 'pausing'
  | 'stopping'
  | 'elsewhere'
  | 'finished'
  | 'ended'
  | 'paused'
  | 'failed'
  | 'interrupted';

/** `ended`: a person has stopped it before its last step. */
export function shownState(
  run: Pick<RunSummary, 'state' | 'globalStep' | 'totalSteps'>,
  live: LiveTraining | null,
): ShownState {
  if (live) {
    if (live.ending) return live.ending === 'pause' ? 'pausing' : 'stopping';
    return run.state === 'training' ? 'training' : 'preparing';
  }
  switch (run.state) {
    case 'training':
      return 'elsewhere';
    case 'finished':
      return run.totalSteps !== null && run.globalStep < run.totalSteps ? 'ended' : 'finished';
    case 'failed':
    case 'interrupted':
      return run.state;
    default:
      return 'paused';
  }
}

export function isResumable(state: ShownState): boolean {
  return state === 'paused' || state === 'failed' || state === 'interrupted';
}

/** `study`: it goes with the study that it is part of, as long as there is one. */
export type DeleteObstacle = 'training' | 'study';

export function deleteObstacle(
  { state, study }: Pick<RunSummary, 'state' | 'study'>,
  isLive: boolean,
  studies: readonly string[],
): DeleteObstacle | null {
  if (isLive || state === 'training') return 'training';
  return study !== null && studies.includes(study) ? 'study' : null;
}
