import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { RecentProject } from '@shared/contract/host';
import { userStateFolder } from '../runtime/stateFolder';
import { isProjectFolder } from './listFolder';

const mostRemembered = 10;

const keptSchema = z.array(z.object({ folder: z.string(), openedAt: z.string() }));
type Kept = z.infer<typeof keptSchema>;

/** The projects that were opened in a window, for its welcome and for the next start. */
export class RecentProjects {
  constructor(private readonly file: string = join(userStateFolder(), 'recent-projects.json')) {}

  /** The newest first. */
  list(): RecentProject[] {
    return this.read().map((project) => ({ ...project, exists: isProjectFolder(project.folder) }));
  }

  add(folder: string, now: Date = new Date()): void {
    const others = this.read().filter((project) => project.folder !== folder);
    const kept: Kept = [{ folder, openedAt: now.toISOString() }, ...others].slice(0, mostRemembered);
    try {
      if (!existsSync(dirname(this.file))) mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      writeFileSync(`${this.file}.new`, JSON.stringify(kept, null, 2));
      renameSync(`${this.file}.new`, this.file);
    } catch {
      // A convenience: where nothing can be written, the project opens all the same.
    }
  }

  private read(): Kept {
    try {
      return keptSchema.parse(JSON.parse(readFileSync(this.file, 'utf8')));
    } catch {
      // None yet, or spoilt: it is written anew with the next project.
      return [];
    }
  }
}
