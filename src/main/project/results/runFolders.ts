import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '@shared/result';
import { makeFolder } from '../folders';

const hiddenFolder = /^\.deleted-([1-9]\d*)$/;

/**
 * The folders of a project's runs, `runs/<id>/`. One that is deleted is out of sight first, as `runs/.deleted-<id>`:
 * ids are never given out again, so that whatever is left of a deletion that was killed is told by its name.
 */
export class RunFolders {
  private readonly home: string;

  constructor(projectFolder: string) {
    this.home = join(projectFolder, 'runs');
  }

  of(id: number): string {
    return join(this.home, String(id));
  }

  make(id: number): void {
    makeFolder(this.of(id));
  }

  /**
   * Out of sight, all or none; answers the way back. Fails with `run-folder-busy` where one cannot be moved: an open
   * file keeps it on Windows.
   */
  hide(ids: readonly number[]): () => void {
    const hidden: number[] = [];
    const back = (): void => {
      for (const id of hidden) renameSync(this.hidden(id), this.of(id));
    };
    for (const id of ids) {
      // A run whose folder somebody has removed can be deleted all the same.
      if (!existsSync(this.of(id))) continue;
      try {
        renameSync(this.of(id), this.hidden(id));
      } catch {
        back();
        fail(
          'run-folder-busy',
          `${this.of(id)} cannot be deleted: another program has it open, or you may not write there. Close that program or change the permissions, then try again.`,
        );
      }
      hidden.push(id);
    }
    return back;
  }

  /** Removes what is out of sight. What cannot be removed now is when the project is next opened for writing. */
  async clear(ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      await rm(this.hidden(id), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }
  }

  /** What a killed deletion has left: the folder of a run that is still there comes back, any other goes. */
  settle(isKnown: (id: number) => boolean): void {
    for (const id of this.hiddenIds()) {
      try {
        if (isKnown(id) && !existsSync(this.of(id))) renameSync(this.hidden(id), this.of(id));
        else rmSync(this.hidden(id), { recursive: true, force: true });
      } catch {
        // In nobody's way: a project is opened in spite of it, and the next opening tries again.
      }
    }
  }

  private hiddenIds(): number[] {
    if (!existsSync(this.home)) return [];
    return readdirSync(this.home).flatMap((name) => {
      const id = hiddenFolder.exec(name)?.[1];
      return id === undefined ? [] : [Number(id)];
    });
  }

  private hidden(id: number): string {
    return join(this.home, `.deleted-${id}`);
  }
}
