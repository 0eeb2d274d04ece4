import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RunFolders } from '../../../../../src/main/project/results/runFolders';
import { temporaryFolder } from '../support';

/** Folders of runs 1 to 3, with a file each. */
function threeRuns(): { readonly home: string; readonly folders: RunFolders } {
  const project = temporaryFolder();
  const folders = new RunFolders(project);
  for (const id of [1, 2, 3]) {
    folders.make(id);
    writeFileSync(join(folders.of(id), 'weights'), String(id));
  }
  return { home: join(project, 'runs'), folders };
}
const inOrder = (home: string): string[] => readdirSync(home).sort();

describe('RunFolders', () => {
  it('hides some, brings them back, and removes what is hidden', async () => {
    const { home, folders } = threeRuns();
    const back = folders.hide([1, 3]);
    expect(inOrder(home)).toEqual(['.deleted-1', '.deleted-3', '2']);
    back();
    expect(inOrder(home)).toEqual(['1', '2', '3']);
    folders.hide([1, 3]);
    await folders.clear([1, 3]);
    expect(inOrder(home)).toEqual(['2']);
  });

  it('passes over a folder that somebody has removed', () => {
    const { home, folders } = threeRuns();
    rmSync(folders.of(2), { recursive: true });
    folders.hide([1, 2])();
    expect(inOrder(home)).toEqual(['1', '3']);
  });

  it('hides all or none', () => {
    const { home, folders } = threeRuns();
    // No folder takes the place of a file.
    writeFileSync(join(home, '.deleted-2'), 'in the way');
    expect(() => folders.hide([1, 2, 3])).toThrow(expect.objectContaining({ code: 'run-folder-busy' }));
    expect(inOrder(home)).toEqual(['.deleted-2', '1', '2', '3']);
  });

  it('brings the folder of a run that is still there back, and removes that of one that is not', () => {
    const { home, folders } = threeRuns();
    folders.hide([1, 2]);
    writeFileSync(join(home, '.deleted-mine'), 'nobody’s');
    folders.settle((id) => id === 2);
    expect(inOrder(home)).toEqual(['.deleted-mine', '2', '3']);
    expect(existsSync(join(folders.of(2), 'weights'))).toBe(true);
  });

  it('needs no folder to look into', () => {
    expect(() => new RunFolders(join(temporaryFolder(), 'none')).settle(() => true)).not.toThrow();
  });
});
