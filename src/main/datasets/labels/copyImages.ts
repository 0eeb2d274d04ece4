import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Problem } from '@shared/contract/jobs';
import type { FaceRecord } from '@shared/domain/faceRecord';
import type { JobContext } from '../../jobs/context';
import type { Project } from '../../project/project';
import { OutputFolder } from './outputFolder';

/**
 * Copies the images of faces into a folder, by their paths. One that is not there any more is a problem. Cancelled
 * between two images by an AbortError, and nothing is left.
 */
export async function copyImages(
  project: Project,
  faces: readonly FaceRecord[],
  folder: string,
  context: JobContext,
): Promise<Problem[]> {
  const output = new OutputFolder(resolve(folder));
  const folders = new Map(project.sources.list().map((source) => [source.id, source.folder]));
  const problems: Problem[] = [];
  try {
    for (const [done, { sourceId, imagePath }] of faces.entries()) {
      context.signal.throwIfAborted();
      context.progress({ phase: 'copying images', done, total: faces.length });
      const problem = await copyImage(output, join(folders.get(sourceId)!, imagePath), imagePath);
      if (problem) problems.push(problem);
    }
    await output.finish();
    return problems;
  } catch (thrown) {
    await output.discard();
    throw thrown;
  }
}

/** Copies one image of an export; answers a problem where it is gone. */
export async function copyImage(output: OutputFolder, from: string, path: string): Promise<Problem | null> {
  const stats = await stat(from).catch(() => null);
  if (!stats?.isFile()) {
    return { file: path, code: 'image-missing', reason: `there is no file ${from}: not copied` };
  }
  await output.copy(from, path);
  return null;
}
