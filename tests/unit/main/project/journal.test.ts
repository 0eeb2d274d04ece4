import type { FaceEdit } from '@shared/domain/edit';
import { mtflTemplate } from '@shared/domain/template';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Project, openProject } from '../../../../src/main/project/project';
import { DatabaseSync } from '../../../../src/main/project/sqlite';
import * as any from '../../shared/domain/arbitraries';
import { closedAfterwards, facesUpTo, importFaces, temporaryProject } from './support';

function projectWithFaces(count = 3): Project {
  const project = temporaryProject();
  importFaces(project, facesUpTo(count));
  return project;
}

const pose = (faceId: number, to: string | null): FaceEdit => ({
  faceId,
  kind: 'attribute',
  attribute: 'pose',
  to,
});

describe('Journal', () => {
  it('records who changed what, when, from what to what', () => {
    const project = projectWithFaces();
    const nose = project.faces.get(1).landmarks[2]!;
    const entry = project.journal.apply(
      { faceId: 1, kind: 'landmark', point: 'nose', to: { ...nose, x: 95 } },
      'Ada',
    );
    expect(entry).toMatchObject({
      who: 'Ada',
      kind: 'edit',
      editId: null,
      faceIds: [1],
      changes: [{ faceId: 1, kind: 'landmark', subject: 'nose', before: nose, after: { ...nose, x: 95 } }],
    });
    expect(Date.parse(entry!.at)).toBeLessThanOrEqual(Date.now());
    expect(project.faces.get(1)).toMatchObject({ edited: true });
    expect(project.faces.get(1).landmarks[2]!.x).toBe(95);
    expect(project.faces.original(1).landmarks[2]).toEqual(nose);
    expect(project.journal.history(1)).toEqual([
      expect.objectContaining({ kind: 'import', who: 'test', path: 'images', file: 'training.txt', line: 1 }),
      entry,
    ]);
    expect(project.journal.history(2)).toHaveLength(1);
  });

  it('applies many edits as one step, all or nothing', () => {
    const project = projectWithFaces();
    expect(() => project.journal.apply([pose(1, 'left'), pose(99, 'left')], 'me')).toThrow(
      expect.objectContaining({ code: 'face-unknown' }),
    );
    expect(() => project.journal.apply([pose(1, 'left'), pose(2, 'up')], 'me')).toThrow(
      expect.objectContaining({ code: 'edit-invalid' }),
    );
    expect(project.faces.count({ attributes: { pose: ['left'] } })).toBe(0);
    project.journal.apply([pose(1, 'left'), pose(2, 'left'), pose(2, 'right')], 'me');
    expect(project.faces.get(2).attributes['pose']).toBe('right');
    project.journal.undo('me');
    expect(project.faces.count({ attributes: { pose: ['frontal'] } })).toBe(3);
    expect(project.journal.history(1).at(-1)).toMatchObject({ kind: 'undo', changes: [{ faceId: 1 }] });
  });

  it('says which faces a step changed, and tells whoever listens once it is committed', () => {
    const project = projectWithFaces();
    const told: unknown[] = [];
    const end = project.changes.subscribe((change) => {
      told.push({ ...change, poses: project.faces.list().map((face) => face.attributes['pose']) });
    });
    const edit = project.journal.apply(
      [pose(2, 'left'), pose(3, 'frontal'), pose(2, 'right'), pose(1, 'left')],
      'me',
    );
    expect(edit!.faceIds).toEqual([2, 1]);
    const undo = project.journal.undo('me');
    expect(undo).toMatchObject({ kind: 'undo', editId: edit!.id, faceIds: [1, 2] });
    expect(project.journal.redo('me')).toMatchObject({ kind: 'redo', faceIds: [2, 1] });
    project.journal.restoreOriginal(1, 'me');
    expect(project.journal.apply(pose(2, 'right'), 'me')).toBeNull();
    expect(() => project.journal.apply(pose(99, 'left'), 'me')).toThrow();
    const step = (kind: string, entryId: number, faceIds: number[], poses: string[]): unknown => {
      return { kind, entryId, faceIds, poses };
    };
    expect(told).toEqual([
      step('edit', 1, [2, 1], ['left', 'right', 'frontal']),
      step('undo', 2, [1, 2], ['frontal', 'frontal', 'frontal']),
      step('redo', 3, [2, 1], ['left', 'right', 'frontal']),
      step('edit', 4, [1], ['frontal', 'right', 'frontal']),
    ]);
    end();
    project.journal.apply(pose(1, 'left'), 'me');
    expect(told).toHaveLength(4);
    expect(project.journal.history(2).at(-1)).toMatchObject({ kind: 'redo', faceIds: [2] });
  });

  it('does not record what changes nothing', () => {
    const project = projectWithFaces();
    expect(project.journal.apply(pose(1, 'frontal'), 'me')).toBeNull();
    expect(project.journal.apply([], 'me')).toBeNull();
    expect(project.journal.restoreOriginal(1, 'me')).toBeNull();
    expect(project.journal.undo('me')).toBeNull();
    expect(project.journal.redo('me')).toBeNull();
  });

  it('undoes and redoes without limit, and across restarts', () => {
    const project = projectWithFaces(1);
    const xs = Array.from({ length: 50 }, (_, index) => 200 + index);
    for (const x of xs) {
      project.journal.apply(
        { faceId: 1, kind: 'landmark', point: 'nose', to: { x, y: 1, visibility: 2 } },
        'me',
      );
    }
    const noseX = (of: Project): number => of.faces.get(1).landmarks[2]!.x;
    for (let step = 0; step < 20; step += 1) project.journal.undo('me');
    expect(noseX(project)).toBe(229);
    project.close();

    const later = closedAfterwards(openProject(project.folder, { mode: 'write' }));
    for (let step = 0; step < 5; step += 1) later.journal.redo('me');
    expect(noseX(later)).toBe(234);
    while (later.journal.undo('me'));
    expect(later.faces.get(1)).toMatchObject({ edited: false });
    while (later.journal.redo('me'));
    expect(noseX(later)).toBe(249);
    expect(later.journal.history(1)).toHaveLength(1 + 50 + 20 + 5 + 35 + 50);
  });

  it('forgets what could be redone at a new edit, and undoes on past it', () => {
    const project = projectWithFaces(1);
    project.journal.apply(pose(1, 'left'), 'me');
    project.journal.apply(pose(1, 'right'), 'me');
    project.journal.undo('me');
    project.journal.apply(pose(1, 'left_profile'), 'me');
    expect(project.journal.redo('me')).toBeNull();
    project.journal.undo('me');
    expect(project.faces.get(1).attributes['pose']).toBe('left');
    project.journal.undo('me');
    expect(project.faces.get(1).attributes['pose']).toBe('frontal');
    expect(project.journal.undo('me')).toBeNull();
  });

  it('behaves as two stacks do, whatever is done in whatever order', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('edit' as const),
        faceId: fc.constantFrom(1, 2),
        edit: any.edit(mtflTemplate),
      }),
      fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const) }),
    );
    const project = projectWithFaces(2);
    const snapshot = (): unknown => [project.faces.get(1), project.faces.get(2)];
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        // Snapshots before each edit that can be undone, and after each that can be done again.
        const undone: unknown[] = [];
        const done: unknown[] = [];
        for (const action of steps) {
          const before = snapshot();
          if (action.kind === 'edit') {
            if (project.journal.apply({ ...action.edit, faceId: action.faceId }, 'me') === null) continue;
            done.push(before);
            undone.length = 0;
          } else if (action.kind === 'undo' && done.length > 0) {
            project.journal.undo('me');
            expect(snapshot()).toEqual(done.pop());
            undone.push(before);
          } else if (action.kind === 'redo') {
            const redone = project.journal.redo('me');
            expect(redone === null).toBe(undone.length === 0);
            if (redone === null) continue;
            expect(snapshot()).toEqual(undone.pop());
            done.push(before);
          }
        }
        // The next sequence starts with nothing to redo.
        project.journal.apply({ faceId: 1, kind: 'flagged', to: !project.faces.get(1).flagged }, 'me');
      }),
      { numRuns: 30 },
    );
  });

  it('gives the labels of the file back as one edit, which can be undone', () => {
    const project = projectWithFaces(1);
    const original = project.faces.get(1);
    project.journal.apply(pose(1, 'left'), 'me');
    project.journal.apply(
      { faceId: 1, kind: 'box', to: { x: 0, y: 0, width: 10, height: 10, drawnBy: 'hand' } },
      'me',
    );
    const edited = project.faces.get(1);
    project.journal.restoreOriginal(1, 'me');
    expect(project.faces.get(1)).toEqual(original);
    project.journal.undo('me');
    expect(project.faces.get(1)).toEqual(edited);
  });

  it('leaves a face in its split when it gives its labels back', () => {
    const project = projectWithFaces(1);
    project.journal.apply([pose(1, 'left'), { faceId: 1, kind: 'split', to: 'mine' }], 'me');
    project.journal.restoreOriginal(1, 'me');
    expect(project.faces.get(1)).toMatchObject({
      attributes: { pose: 'frontal' },
      split: 'mine',
      edited: true,
    });
  });

  it('adds a face to a photo, which an undo takes out and a redo brings back', () => {
    const project = projectWithFaces();
    const box = { x: 5, y: 6, width: 30, height: 40, drawnBy: 'hand' } as const;
    const told: string[] = [];
    project.changes.subscribe(({ kind }) => told.push(kind));
    const entry = project.journal.addFace(2, box, 'Ada');
    const [faceId] = entry.faceIds;
    const beside = project.faces.get(2);
    expect(told).toEqual(['edit', 'import']);
    expect(project.faces.get(faceId!)).toMatchObject({
      ...{ imagePath: beside.imagePath, indexInImage: 1, split: beside.split, box, deleted: false },
      attributes: { pose: null },
    });
    expect(project.faces.get(faceId!).landmarks.every(({ visibility }) => visibility === 0)).toBe(true);
    expect(project.faces.count()).toBe(4);
    expect(project.faces.ofPhoto(2)).toEqual([2, faceId]);
    expect(project.faces.ofPhoto(faceId!)).toEqual([2, faceId]);
    project.journal.undo('Ada');
    expect(project.faces.count()).toBe(3);
    expect(project.faces.ofPhoto(faceId!)).toEqual([2]);
    project.journal.redo('Ada');
    expect(project.faces.count()).toBe(4);
    expect(project.faces.forLearning().count).toBe(4);
    expect(project.journal.addFace(faceId!, box, 'Ada').faceIds[0]).not.toBe(faceId);
    expect(() => project.journal.addFace(99, box, 'Ada')).toThrow('no face 99');
  });

  it('deletes and restores faces', () => {
    const project = projectWithFaces();
    project.journal.apply({ faceId: 2, kind: 'deleted', to: true }, 'me');
    expect(project.faces.ids()).toEqual([1, 3]);
    project.journal.undo('me');
    expect(project.faces.ids()).toEqual([1, 2, 3]);
  });

  it('cannot be rewritten, not even by hand', () => {
    const project = projectWithFaces();
    project.journal.apply(pose(1, 'left'), 'me');
    importFaces(project, [{ ...facesUpTo(2)[1]!, split: 'testing' }]);
    project.close();
    const database = new DatabaseSync(`${project.folder}/project.db`);
    for (const table of ['journal', 'journal_changes', 'import_changes']) {
      expect(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 1 });
      expect(() => database.exec(`DELETE FROM ${table}`)).toThrow(`${table} is append-only`);
      const column = table === 'journal' ? 'who' : 'before';
      expect(() => database.exec(`UPDATE ${table} SET ${column} = ''`)).toThrow(`${table} is append-only`);
    }
    database.close();
  });
});
