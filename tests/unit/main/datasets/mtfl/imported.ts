import { join } from 'node:path';
import { expect } from 'vitest';
import type { DatasetReport } from '../../../../../src/main/datasets/faceSink';
import { importMtfl } from '../../../../../src/main/datasets/mtfl/import';
import type { JobContext } from '../../../../../src/main/jobs/context';
import type { Project } from '../../../../../src/main/project/project';
import { exampleMtfl, writeFiles } from '../../../../support/mtfl';
import { recordingContext } from '../../../../support/recordingContext';
import { temporaryFolder } from '../../../../support/temporaryFolder';

export const archivesOf = (project: Project): string => join(project.folder, 'sources');

/** Imports into a real project, under a record of its own. */
export async function importInto(
  project: Project,
  path: string,
  context: JobContext = recordingContext(),
): Promise<DatasetReport> {
  const importId = project.imports.begin(path, 'test');
  const report = await importMtfl(
    path,
    {
      addSource: (source) => project.sources.add(source),
      add: (batch) => project.faces.upsertImported(batch, importId),
    },
    context,
    { archivesFolder: archivesOf(project) },
  );
  expect(report.read).toBe(report.imported + report.updated + report.skipped);
  return report;
}

/** A small data set in a folder of the test's own. */
export async function exampleFolder(training = 4, testing = 2): Promise<string> {
  const folder = temporaryFolder();
  writeFiles(folder, await exampleMtfl({ training, testing }));
  return folder;
}
