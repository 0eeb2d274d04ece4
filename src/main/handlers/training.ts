import type { StudioEvent } from '@shared/contract/events';
import type { TrainingPlan } from '@shared/contract/training';
import type { CropReader } from '../images/cropReader';
import type { JobRunner } from '../jobs/jobRunner';
import type { Project } from '../project/project';
import type { Trainings } from '../runs/trainings';
import type { HandlersOf, OpenProject } from './room';

interface TrainingRoom {
  readonly handlers: HandlersOf<'training'>;
  readonly close: () => Promise<void>;
}

/** What can be trained, how a run went, and the wish to pause or stop it. Learning's code is loaded when asked for. */
export function trainingHandlers(
  open: OpenProject,
  jobs: JobRunner,
  trainings: Trainings,
  emit: (event: StudioEvent) => void,
): TrainingRoom {
  const plans = new Plans();
  let reader: CropReader | null = null;
  const end = (run: string, ending: 'pause' | 'stop'): boolean => {
    const { id, name } = open.current.runs.get(run);
    const atWork = trainings.find(id);
    if (!atWork) return false;
    trainings.wishToEnd(id, ending);
    emit({ name: 'training.changed', payload: { run: name } });
    return jobs.cancel(atWork.jobId);
  };
  const handlers: TrainingRoom['handlers'] = {
    'training.plan': () => plans.of(open.current),
    'training.heldOut': async (wishes) => {
      const project = open.current;
      const { heldOutCounts } = await import('../runs/heldOutCounts');
      return heldOutCounts(project, wishes);
    },
    'training.preview': async (wishes) => {
      const project = open.current;
      const [{ augmentationPreview }, { startCropReader }] = await Promise.all([
        import('../runs/preview'),
        import('../images/cropReader'),
      ]);
      reader ??= startCropReader(1);
      return augmentationPreview(project, reader, wishes);
    },
    'training.history': async ({ run }) => {
      const project = open.current;
      const { runHistory } = await import('../runs/history');
      return runHistory(project, trainings, run);
    },
    'training.live': () => trainings.list(),
    'training.pause': ({ run }) => ({ pausing: end(run, 'pause') }),
    'training.stop': ({ run }) => {
      if (end(run, 'stop')) return { stopping: true };
      const { runs } = open.current;
      const { id, name, state } = runs.get(run);
      // One that another process trains is not ours to end.
      if (state === 'training') return { stopping: false };
      if (state !== 'finished') runs.updateState(id, 'finished');
      emit({ name: 'training.changed', payload: { run: name } });
      return { stopping: false };
    },
  };
  return { handlers, close: async () => reader?.close() };
}

/** A plan reads every training face's labels: it is kept until labels change. */
class Plans {
  private kept: { readonly project: Project; readonly outside: number; readonly plan: TrainingPlan } | null =
    null;
  private followed: Project | null = null;

  async of(project: Project): Promise<TrainingPlan> {
    this.follow(project);
    const outside = project.outsideVersion();
    if (this.kept?.project === project && this.kept.outside === outside) return this.kept.plan;
    const { trainingPlan } = await import('../runs/plan');
    const plan = trainingPlan(project);
    this.kept = { project, outside, plan };
    return plan;
  }

  private follow(project: Project): void {
    if (this.followed === project) return;
    this.followed = project;
    project.changes.subscribe((change) => {
      if (change.kind !== 'predictions') this.kept = null;
    });
  }
}
