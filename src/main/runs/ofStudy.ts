import type { RunRecord } from '@shared/domain/run';
import type { Study } from '@shared/trials/study';
import type { Project } from '../project/project';
import { StudyStore } from '../trials/studyStore';
import { readTrialOf } from './trialOf';

/** The study that a run is a trial of; null for one's own run, and for a trial that has outlived its study. */
export function studyOf(project: Project, run: RunRecord): Study | null {
  const of = readTrialOf(project.runs.folder(run.id));
  const store = new StudyStore(project.folder);
  return of !== null && store.has(of.study) ? store.get(of.study) : null;
}
