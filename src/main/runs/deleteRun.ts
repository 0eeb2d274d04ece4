import type { DeletedRun, KeptOfRun } from '@shared/contract/deletion';
import type { RunRecord } from '@shared/domain/run';
import { fail } from '@shared/result';
import type { Project } from '../project/project';
import { folderBytes } from '../runtime/folderBytes';
import { studyOf } from './ofStudy';

/**
 * Deletes a run with its checkpoints, its curves, its evaluations and its stored predictions. Fails with
 * `project-read-only`, `run-unknown`, `run-of-study`, and as `RunRepository.delete` does.
 */
export async function deleteRun(project: Project, name: string): Promise<DeletedRun> {
  requireDeletable(project);
  const run = project.runs.get(name);
  requireOwn(project, run);
  const freedBytes = await bytesOfRuns(project, [run]);
  await project.runs.delete([run]);
  return { run: run.name, freedBytes };
}

/** What its folder occupies. Fails with `run-unknown`. */
export async function keptOfRun(project: Project, name: string): Promise<KeptOfRun> {
  return { bytes: await bytesOfRuns(project, [project.runs.get(name)]) };
}

export async function bytesOfRuns(project: Project, runs: readonly RunRecord[]): Promise<number> {
  let bytes = 0;
  for (const { id } of runs) bytes += await folderBytes(project.runs.folder(id));
  return bytes;
}

export function requireDeletable({ mode }: Project): void {
  if (mode === 'write') return;
  fail('project-read-only', 'The project is open for reading only, so that nothing can be deleted from it.');
}

/**
 * A study says what each of its runs came to, and goes on from their checkpoints: with a hole it would be neither the
 * study that was trained nor one that can be trained to its end. A trial goes with its study, or stays.
 */
function requireOwn(project: Project, run: RunRecord): void {
  const study = studyOf(project, run);
  if (study === null) return;
  fail(
    'run-of-study',
    `“${run.name}” cannot be deleted by itself: it is part of the study “${study.name}”, which compares its runs. Delete the study, and its runs go with it.`,
    { run: run.name, study: study.name },
  );
}
