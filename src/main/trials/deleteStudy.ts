import type { DeletedStudy, KeptOfStudy } from '@shared/contract/deletion';
import type { RunRecord } from '@shared/domain/run';
import type { Study } from '@shared/trials/study';
import type { Project } from '../project/project';
import { bytesOfRuns, requireDeletable } from '../runs/deleteRun';
import type { StudiesAtWork } from './studiesAtWork';
import type { StudyStore } from './studyStore';
import { isRunOfTrial } from './trialRun';

/**
 * Deletes a study with the runs of its trials, the study last: killed in between, it is there without runs and can be
 * deleted again, where runs without their study would be in nobody's list. Fails with `project-read-only`,
 * `study-unknown`, `study-at-work`, and as `RunRepository.delete` does.
 */
export async function deleteStudy(
  project: Project,
  store: StudyStore,
  atWork: StudiesAtWork,
  name: string,
): Promise<DeletedStudy> {
  requireDeletable(project);
  const study = store.get(name);
  const release = atWork.leave(study);
  try {
    const runs = runsOf(project, study);
    const freedBytes = await bytesOfRuns(project, runs);
    await project.runs.delete(runs);
    store.delete(study);
    return { study: study.name, runs: runs.map((run) => run.name), freedBytes };
  } finally {
    release();
  }
}

/** What its runs' folders occupy. Fails with `study-unknown`. */
export async function keptOfStudy(project: Project, store: StudyStore, name: string): Promise<KeptOfStudy> {
  const runs = runsOf(project, store.get(name));
  return { runs: runs.length, bytes: await bytesOfRuns(project, runs) };
}

/** Those that have begun. A run that only has a trial's name is somebody's own, and stays. */
function runsOf(project: Project, study: Study): RunRecord[] {
  return study.trials.flatMap((trial) => {
    const run = project.runs.find(trial.run);
    return run && isRunOfTrial(project, study, trial, run) ? [run] : [];
  });
}
