import { describe, expect, it } from 'vitest';
import type { Project } from '../../../../src/main/project/project';
import { facesUpTo, importedFace, importFaces, temporaryProject } from './support';

function imported(project: Project, count: number): number {
  const importId = importFaces(project, facesUpTo(count));
  project.journal.recordImport(importId, 'me');
  return importId;
}

describe('an import as a step of the journal', () => {
  it('is undone and done again in its turn, with what was edited since', () => {
    const project = temporaryProject();
    imported(project, 3);
    const before = project.faces.list();
    project.journal.apply({ kind: 'flagged', faceId: 2, to: true }, 'me');
    project.journal.undo('me');
    const undone = project.journal.undo('me');
    expect(undone).toMatchObject({ kind: 'undo', import: { faces: 3, path: 'images' } });
    expect(project.faces.count()).toBe(0);
    expect(project.journal.undo('me')).toBeNull();
    project.journal.redo('me');
    expect(project.faces.list()).toEqual(before);
    project.journal.redo('me');
    expect(project.faces.get(2).flagged).toBe(true);
  });

  it('is recorded once, and not where it changed nothing', () => {
    const project = temporaryProject();
    const importId = imported(project, 2);
    project.journal.recordImport(importId, 'me');
    const again = imported(project, 2);
    expect(project.journal.next('undo')).toMatchObject({ importId });
    expect(() => project.journal.undoImport(again, false, 'me')).toThrow(
      expect.objectContaining({ code: 'import-changed-nothing' }),
    );
  });

  it('can be undone out of its turn, keeping what was worked on', () => {
    const project = temporaryProject();
    const importId = imported(project, 4);
    project.journal.apply({ kind: 'attribute', faceId: 1, attribute: 'pose', to: null }, 'me');
    project.journal.apply({ kind: 'flagged', faceId: 3, to: true }, 'me');
    expect(project.imports.workedOn(importId)).toBe(2);
    project.journal.undoImport(importId, true, 'me');
    expect(project.faces.ids()).toEqual([1, 3]);
    expect(project.journal.withdrawnBy(importId)).toBe(2);
    project.journal.redoImport(importId, 'me');
    expect(project.faces.ids()).toEqual([1, 2, 3, 4]);
    expect(project.faces.get(1).attributes['pose']).toBeNull();
  });

  it('gives back what it had said of faces from before it, and takes it up again', () => {
    const project = temporaryProject();
    imported(project, 2);
    const changed = importedFace(1, { attributes: { pose: 'left' }, origin: { file: 'new.txt', line: 9 } });
    const second = importFaces(project, [changed, importedFace(5)]);
    project.journal.recordImport(second, 'me');
    const after = project.faces.list();
    project.journal.undo('me');
    expect(project.faces.get(1)).toMatchObject({
      attributes: { pose: 'frontal', gender: 'male' },
      origin: { file: 'training.txt', line: 1 },
    });
    expect(project.faces.ids()).toEqual([1, 2]);
    project.journal.redo('me');
    expect(project.faces.list()).toEqual(after);
    project.journal.undo('me');
    expect(project.faces.ids()).toEqual([1, 2]);
  });
});
