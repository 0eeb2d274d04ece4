import { join, resolve } from 'node:path';
import type { ImportReport } from '@shared/contract/reports';
import { importMtfl } from './mtfl/import';
import type { RunningJob } from '../jobs/jobRunner';
import type { Project } from '../project/project';
import { personName } from '../runtime/person';

/**
 * Imports a data set under a record of its own, so that every label can say where it came from. There is no record
 * of an import that failed before it came to the first face.
 */
export async function importIntoProject(
  project: Project,
  path: string,
  job: RunningJob,
): Promise<ImportReport> {
  let importId: number | null = null;
  const openRecord = (): number => (importId ??= project.imports.begin(resolve(path), personName()));
  const report = await importMtfl(
    path,
    {
      addSource: (source) => project.sources.add(source),
      add: (batch) => project.faces.upsertImported(batch, openRecord()),
    },
    job,
    { archivesFolder: join(project.folder, 'sources') },
  );
  project.imports.finish(openRecord());
  return report;
}
