import { join, resolve } from 'node:path';
import type { ImportReport } from '@shared/contract/reports';
import type { RunningJob } from '../jobs/jobRunner';
import type { Project } from '../project/project';
import { personName } from '../runtime/person';
import type { FaceSink } from './faceSink';
import { TemplateFit } from './templateFit';
import { formatOf } from './formatOf';
import { importMtfl } from './mtfl/import';
import { importPhotos } from './photos/import';

/**
 * Imports a data set, or photos without labels, under a record of its own, so that every label can say where it came
 * from and the import can be undone. There is no record of an import that failed before it came to the first face;
 * one that was broken off later stays as far as it came, and can be undone as well.
 */
export async function importIntoProject(
  project: Project,
  path: string,
  job: RunningJob,
): Promise<ImportReport> {
  const format = await formatOf(path);
  let importId: number | null = null;
  const openRecord = (): number => (importId ??= project.imports.begin(resolve(path), personName()));
  const fit = new TemplateFit(format, project.template);
  const sink: FaceSink = {
    addSource: (source) => project.sources.add(source),
    add: (batch) =>
      project.faces.upsertImported(
        batch.map((face) => fit.fit(face)),
        openRecord(),
      ),
  };
  try {
    const report =
      format === 'photos'
        ? await importPhotos(path, sink, job, project.folder)
        : await importMtfl(path, sink, job, { archivesFolder: join(project.folder, 'sources') });
    project.imports.finish(openRecord());
    return {
      ...report,
      format,
      importId: openRecord(),
      problems: [...fit.problems(path), ...report.problems],
    };
  } finally {
    if (importId !== null) project.journal.recordImport(importId, personName());
  }
}
