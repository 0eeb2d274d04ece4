import type { JobResults, Params } from '@shared/contract/channels';
import { runJob } from '@shared/contract/client';
import { openProject, type Project } from '../src/main/project/project';
import { createStudio, type Studio } from '../src/main/studio';

/** Work on a project’s files, while no studio has it open. */
export function withProject<Value>(folder: string, work: (project: Project) => Value): Value {
  const project = openProject(folder, { mode: 'write' });
  try {
    return work(project);
  } finally {
    project.close();
  }
}

/** Work through a studio that has the project open. */
export async function withStudio<Value>(
  folder: string,
  work: (studio: Studio) => Promise<Value>,
): Promise<Value> {
  const studio = createStudio();
  try {
    await studio.request('project.open', { folder, mode: 'write' });
    return await work(studio);
  } finally {
    await studio.close();
  }
}

/** A job’s result; throws with its reason where it has none. */
export async function job<Name extends 'runs.train' | 'runs.evaluate' | 'labels.next'>(
  studio: Studio,
  name: Name,
  params: Params<Name>,
): Promise<JobResults[Name]> {
  const end = await runJob(studio, name, params);
  if (!end.result) throw new Error(end.error?.message ?? `${name} has no result.`);
  return end.result;
}
