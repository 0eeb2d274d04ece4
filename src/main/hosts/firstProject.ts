import type { StudioClient } from '@shared/contract/client';
import { ExpectedError } from '@shared/result';
import { prepareFirstSight } from './firstSight';

/**
 * Opens what a window starts with and answers its folder: the project that was named, made where there is none; or
 * the one that was opened last, if it can be; null for none, with which the window shows its welcome. Throws what
 * keeps a named one from being opened. What the window will show first is being made by then.
 */
export async function openFirstProject(
  studio: Pick<StudioClient, 'request'>,
  named: string | null,
  note: (line: string) => void,
): Promise<string | null> {
  const folder = await openProject(studio, named, note);
  if (folder !== null) void prepareFirstSight(studio);
  return folder;
}

async function openProject(
  studio: Pick<StudioClient, 'request'>,
  named: string | null,
  note: (line: string) => void,
): Promise<string | null> {
  if (named !== null) {
    const answer = await studio.request('project.open', { folder: named, mode: 'create' });
    if ('error' in answer) throw new ExpectedError(answer.error);
    return answer.ok.folder;
  }
  const recent = await studio.request('host.recentProjects', {});
  const last = 'ok' in recent ? recent.ok[0] : undefined;
  if (!last?.exists) return null;
  const answer = await studio.request('project.open', { folder: last.folder, mode: 'write' });
  if ('ok' in answer) return answer.ok.folder;
  note(`The project that was open last is not: ${answer.error.message}`);
  return null;
}
