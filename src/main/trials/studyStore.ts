import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '@shared/result';
import type { Study } from '@shared/trials/study';
import { writeAtomically } from '../learning/checkpoints/atomicWrite';
import { makeFolder } from '../project/folders';

/** What is needed to tell a study's file from another; the rest is as this program wrote it. */
const studySchema = z.looseObject({
  id: z.number(),
  name: z.string(),
  createdAt: z.string(),
  plan: z.looseObject({ kind: z.enum(['ablation', 'search']) }),
  trials: z.array(z.looseObject({ number: z.number(), run: z.string(), state: z.string() })),
});
const studyFile = /^(\d+)\.json$/;

/** A project's studies, a file each in `studies/`, rewritten whole whenever a trial has come to something. */
export class StudyStore {
  private readonly folder: string;

  constructor(projectFolder: string) {
    this.folder = join(projectFolder, 'studies');
  }

  /** Oldest first. */
  list(): Study[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .flatMap((name) => studyFile.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((one, other) => one - other)
      .flatMap((id) => this.read(id) ?? []);
  }

  /** Fails with `study-unknown`, listing the names there are. */
  get(name: string): Study {
    const studies = this.list();
    const found = studies.find((study) => isSameName(study.name, name));
    if (found) return found;
    const names = studies.map((study) => study.name);
    const hint = names.length > 0 ? `There are: ${names.join(', ')}.` : 'None was begun yet.';
    return fail('study-unknown', `The project has no study “${name}”. ${hint}`, { studies: names });
  }

  has(name: string): boolean {
    return this.list().some((study) => isSameName(study.name, name));
  }

  /** `ablation-1`, or the next number that is free. */
  freeName(kind: Study['plan']['kind']): string {
    const taken = new Set(this.list().map(({ name }) => name.toLowerCase()));
    let number = 1;
    while (taken.has(`${kind}-${number}`)) number += 1;
    return `${kind}-${number}`;
  }

  /** Fails with `study-exists`, `folder-unwritable`, `disk-full`. */
  create(study: Omit<Study, 'id'>): Study {
    const studies = this.list();
    if (this.has(study.name)) {
      fail(
        'study-exists',
        `There already is a study called “${study.name}”. Go on with it, or choose another name.`,
      );
    }
    makeFolder(this.folder);
    const created = { ...study, id: Math.max(0, ...studies.map(({ id }) => id)) + 1 };
    this.save(created);
    return created;
  }

  /** Whatever happens meanwhile, the file holds the study as it was or as it is now. Fails with `disk-full`. */
  save(study: Study): void {
    writeAtomically(this.fileOf(study.id), Buffer.from(`${JSON.stringify(study, null, 1)}\n`));
  }

  /** Its runs are not the store's. */
  delete({ id }: Study): void {
    rmSync(this.fileOf(id), { force: true });
  }

  private read(id: number): Study | null {
    try {
      const content: unknown = JSON.parse(readFileSync(this.fileOf(id), 'utf8'));
      studySchema.parse(content);
      return content as Study;
    } catch {
      // Its runs are still there; a study that cannot be read is not shown, and its file stays.
      return null;
    }
  }

  private fileOf(id: number): string {
    return join(this.folder, `${id}.json`);
  }
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
