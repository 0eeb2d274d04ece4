import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fail } from '@shared/result';
import type { Project } from '../project/project';

/** Fails with `output-is-source` for a folder that labels were imported from: its own files would be lost. */
export async function refuseSource(project: Project, folder: string): Promise<void> {
  const target = await realFolder(folder);
  for (const source of project.sources.list()) {
    if ((await realFolder(source.folder)) !== target) continue;
    fail(
      'output-is-source',
      `${folder} is the data set that the labels were imported from, and its own label files would be lost. Choose another folder.`,
    );
  }
}

/** Behind links; one that is not there (yet) as it is written. */
async function realFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch {
    return resolve(folder);
  }
}
