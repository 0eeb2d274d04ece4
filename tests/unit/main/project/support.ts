import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Template } from '@shared/domain/template';
import { mtflTemplate } from '@shared/domain/template';
import { afterEach } from 'vitest';
import type { ImportedFace } from '../../../../src/main/project/faces/importRepository';
import { type Project, createProject } from '../../../../src/main/project/project';

/** A folder of the test's own, removed after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'facet-project-'));
  folders.push(folder);
  return folder;
}

/** A project of the test's own, closed after it. */
export function temporaryProject(template: Template = mtflTemplate): Project {
  return closedAfterwards(createProject(join(temporaryFolder(), 'project'), template));
}

export function closedAfterwards(project: Project): Project {
  projects.push(project);
  return project;
}

const folders: string[] = [];
const projects: Project[] = [];
afterEach(() => {
  for (const project of projects.splice(0)) project.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Face n of a made-up label file, fitting MTFL's template. */
export function importedFace(number: number, changes: Partial<ImportedFace> = {}): ImportedFace {
  return {
    sourceId: 1,
    imagePath: `faces/${String(number).padStart(6, '0')}.jpg`,
    imageWidthPx: 200,
    imageHeightPx: 180,
    contentHash: `hash-${number}`,
    split: number % 4 === 3 ? 'testing' : 'training',
    box: null,
    landmarks: [
      { x: 60 + (number % 7) / 3, y: 70, visibility: 2 },
      { x: 120, y: 72.25, visibility: 2 },
      { x: 90, y: 100.1, visibility: 2 },
      { x: 65, y: 130, visibility: 2 },
      { x: 118, y: 131, visibility: 2 },
    ],
    attributes: {
      gender: number % 2 === 0 ? 'female' : 'male',
      smile: number % 3 === 0 ? 'yes' : 'no',
      glasses: 'no',
      pose: 'frontal',
    },
    origin: { file: 'training.txt', line: number },
    ...changes,
  };
}

/** Imports faces 1…count into source 1 and answers the import's id. */
export function importFaces(project: Project, faces: readonly ImportedFace[]): number {
  project.sources.add({ kind: 'folder', folder: join(project.folder, '..', 'images') });
  const importId = project.imports.begin('images', 'test');
  project.faces.upsertImported(faces, importId);
  project.imports.finish(importId);
  return importId;
}

export function facesUpTo(count: number): ImportedFace[] {
  return Array.from({ length: count }, (_, index) => importedFace(index + 1));
}
