import { notLabelled } from '@shared/domain/face';
import { mtflTemplate } from '@shared/domain/template';
import { describe, expect, it } from 'vitest';
import type { ImportedFace } from '../../../../../src/main/project/faces/importRepository';
import { type Project } from '../../../../../src/main/project/project';
import { facesUpTo, importFaces, importedFace, temporaryProject } from '../support';

const noLandmarks = Array.from({ length: 5 }, () => notLabelled);

const none = { imported: 0, updated: 0, unchanged: 0, kept: 0, beside: 0 };

const gender = (project: Project, id: number): unknown => project.faces.get(id).attributes['gender'];

describe('importing', () => {
  it('brings every label to the last digit, and says where it came from', () => {
    const project = temporaryProject();
    const face = importedFace(7, {
      box: { x: -3.25, y: 1 / 3, width: 100.1, height: 90, drawnBy: 'image', score: 0.875 },
      landmarks: importedFace(7).landmarks.with(4, { x: 0, y: 0, visibility: 0 }),
      attributes: { gender: 'male' },
    });
    importFaces(project, [face]);
    expect(project.faces.get(1)).toEqual({
      id: 1,
      sourceId: 1,
      imagePath: face.imagePath,
      indexInImage: 0,
      imageWidthPx: 200,
      imageHeightPx: 180,
      contentHash: 'hash-7',
      duplicate: false,
      box: face.box,
      drawnBox: face.box,
      landmarks: face.landmarks,
      attributes: { gender: 'male', smile: null, glasses: null, pose: null },
      split: 'testing',
      flagged: false,
      confirmed: {},
      deleted: false,
      edited: false,
      origin: { file: 'training.txt', line: 7 },
    });
  });

  it('updates instead of doubling when the same is imported again', () => {
    const project = temporaryProject();
    const faces = facesUpTo(20);
    importFaces(project, faces);
    expect(project.faces.upsertImported(faces, project.imports.begin('images', 'test'))).toEqual({
      ...none,
      unchanged: 20,
    });
    const importId = project.imports.begin('images', 'test');
    const changed = [
      importedFace(1, { attributes: { gender: 'female' } }),
      importedFace(2, { contentHash: 'repainted' }),
      importedFace(3, { origin: { file: 'training.txt', line: 30 } }),
      importedFace(21),
    ];
    expect(project.faces.upsertImported(changed, importId)).toEqual({
      ...none,
      imported: 1,
      updated: 2,
      unchanged: 1,
    });
    expect(project.faces.count()).toBe(21);
    expect(project.faces.get(1).attributes).toEqual({
      gender: 'female',
      smile: null,
      glasses: null,
      pose: null,
    });
    expect(project.faces.get(2).contentHash).toBe('repainted');
    expect(project.faces.get(3).origin.line).toBe(30);
    expect(project.imports.list()[0]).toMatchObject({ imported: 1, updated: 2, unchanged: 1 });
  });

  it('leaves what a file says nothing of as it is, and says it of new faces', () => {
    const project = temporaryProject();
    const box = { x: 1, y: 2, width: 30, height: 30, drawnBy: 'hand' } as const;
    importFaces(project, [importedFace(1, { box, split: 'testing', attributes: { gender: 'male' } })]);
    const before = project.faces.get(1);
    const importId = project.imports.begin('smiles', 'test');
    const said = { points: false, box: false, split: false, attributes: ['smile', 'glasses'] };
    const bare = { landmarks: noLandmarks, box: null, split: 'training', said } as const;
    const batch = [1, 2].map((number) => importedFace(number, { ...bare, attributes: { smile: 'yes' } }));
    expect(project.faces.upsertImported(batch, importId)).toMatchObject({ imported: 1, updated: 1 });
    expect(project.faces.get(1)).toMatchObject({
      ...{ box, split: 'testing', landmarks: before.landmarks },
      attributes: { gender: 'male', smile: 'yes', glasses: null, pose: null },
    });
    expect(project.faces.get(2)).toMatchObject({ split: 'training', landmarks: noLandmarks });
    // Of what it does speak, a label that is gone from the file is gone.
    const without = importedFace(1, { ...bare, attributes: {} });
    const later = project.imports.begin('smiles', 'test');
    expect(project.faces.upsertImported([without], later)).toMatchObject({ updated: 1 });
    expect(project.faces.get(1).attributes).toMatchObject({ gender: 'male', smile: null });
    project.imports.undo(later, 'test');
    project.imports.undo(importId, 'test');
    expect(project.faces.get(1)).toMatchObject({ box, attributes: { gender: 'male', smile: null } });
  });

  it('keeps what a person changed and knows what the file says', () => {
    const project = temporaryProject();
    importFaces(project, [importedFace(1)]);
    project.journal.apply({ faceId: 1, kind: 'attribute', attribute: 'gender', to: 'female' }, 'me');
    const again = importedFace(1, { attributes: { gender: 'male', smile: 'yes' } });
    const importAgain = (): unknown =>
      project.faces.upsertImported([again], project.imports.begin('images', 'test'));
    expect(importAgain()).toEqual({ ...none, updated: 1, kept: 1 });
    expect(project.faces.get(1)).toMatchObject({
      attributes: { gender: 'female', smile: 'yes' },
      edited: true,
    });
    expect(project.faces.original(1).attributes).toMatchObject({ gender: 'male', smile: 'yes' });
    expect(importAgain()).toMatchObject({ unchanged: 1, kept: 1 });
    project.journal.restoreOriginal(1, 'me');
    expect(project.faces.get(1)).toMatchObject({
      attributes: { gender: 'male', smile: 'yes' },
      edited: false,
    });
  });

  it('agrees with a person who was right before the file was', () => {
    const project = temporaryProject();
    importFaces(project, [importedFace(1)]);
    project.journal.apply({ faceId: 1, kind: 'split', to: 'testing' }, 'me');
    expect(project.faces.get(1).edited).toBe(true);
    importFaces(project, [importedFace(1, { split: 'testing' })]);
    expect(project.faces.get(1)).toMatchObject({ split: 'testing', edited: false });
    // Not edited any more: it follows the file again.
    importFaces(project, [importedFace(1, { split: 'training' })]);
    expect(project.faces.get(1)).toMatchObject({ split: 'training', edited: false });
    expect(project.faces.original(1).split).toBe('training');
  });

  it('leaves a face deleted that a person has deleted', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(2));
    project.journal.apply({ faceId: 1, kind: 'deleted', to: true }, 'me');
    importFaces(project, facesUpTo(2));
    expect(project.faces.ids()).toEqual([2]);
    expect(project.faces.ids({ deleted: true })).toEqual([1]);
  });

  it('holds several faces of one image, and images of equal bytes', () => {
    const project = temporaryProject();
    importFaces(project, [
      importedFace(1),
      importedFace(1, { indexInImage: 1 }),
      importedFace(2, { contentHash: 'same' }),
      importedFace(3, { contentHash: 'same' }),
    ]);
    expect(project.faces.list().map((face) => [face.indexInImage, face.duplicate])).toEqual([
      [0, false],
      [1, false],
      [0, true],
      [0, true],
    ]);
  });

  it('tells of each batch and of an import taken back, and of nothing that was not written', () => {
    const project = temporaryProject();
    const told: unknown[] = [];
    project.changes.subscribe((change) => told.push([change, project.faces.count()]));
    importFaces(project, facesUpTo(3));
    const broken = importedFace(4, { attributes: { gender: 'x' } });
    expect(() => importFaces(project, [broken])).toThrow();
    project.imports.undo(1, 'test');
    expect(told).toEqual([
      [{ kind: 'import' }, 3],
      [{ kind: 'import' }, 0],
    ]);
  });

  it('writes nothing of a batch with a label that the template does not know', () => {
    const project = temporaryProject();
    const bad = importedFace(3, { attributes: { gender: 'unknown' } });
    expect(() => importFaces(project, [importedFace(1), importedFace(2), bad])).toThrow(
      expect.objectContaining({ code: 'edit-invalid' }),
    );
    expect(project.faces.count()).toBe(0);
  });
});

describe('which face of an image is meant', () => {
  /** A face of the one photo, so many pixels to the right. */
  const faceAt = (shiftPx: number, changes: Partial<ImportedFace> = {}): ImportedFace =>
    importedFace(1, {
      landmarks: importedFace(1).landmarks.map((point) => ({ ...point, x: point.x + shiftPx })),
      origin: { file: 'labels.json', line: null },
      ...changes,
    });
  const [woman, man] = [
    faceAt(0, { attributes: { gender: 'female' } }),
    faceAt(400, { attributes: { gender: 'male' }, split: 'testing' }),
  ] as const;
  const pointsOnly = { points: true, box: false, split: false, attributes: [] };
  const places = (project: Project): unknown[] =>
    project.faces
      .list()
      .map(({ id, indexInImage, landmarks, split }) => [
        id,
        indexInImage,
        landmarks[1]!.x,
        split,
        gender(project, id),
      ]);
  const both = [
    [1, 0, 120, 'training', 'female'],
    [2, 1, 520, 'testing', 'male'],
  ];

  function project(): Project {
    const made = temporaryProject();
    importFaces(made, [woman, man]);
    expect(places(made)).toEqual(both);
    return made;
  }
  const again = (made: Project, faces: readonly ImportedFace[]): unknown =>
    made.faces.upsertImported(faces, made.imports.begin('again', 'test'));

  it('is told by its place, in whatever order and however many a file has', () => {
    const made = project();
    expect(again(made, [man])).toEqual({ ...none, unchanged: 1 });
    expect(again(made, [man, woman])).toEqual({ ...none, unchanged: 2 });
    const moved = [faceAt(405, { said: pointsOnly }), faceAt(-5, { said: pointsOnly })];
    expect(again(made, moved)).toEqual({ ...none, updated: 2 });
    expect(places(made)).toEqual([
      [1, 0, 115, 'training', 'female'],
      [2, 1, 525, 'testing', 'male'],
    ]);
    // The place in its file, and the one that a person has given it.
    made.journal.apply({ faceId: 2, kind: 'landmarks', to: faceAt(900).landmarks }, 'me');
    expect(again(made, [faceAt(405)])).toMatchObject({ imported: 0 });
    expect(again(made, [faceAt(900)])).toMatchObject({ imported: 0 });
  });

  it('is a new one in a place where none is, and said to be beside others', () => {
    const made = project();
    expect(again(made, [faceAt(900), man])).toEqual({ ...none, imported: 1, unchanged: 1, beside: 1 });
    expect(places(made)).toEqual([...both, [3, 2, 1020, 'training', 'male']]);
  });

  it('is the deleted one in its place, which stays deleted, and nothing else lands there', () => {
    const made = project();
    made.journal.apply({ faceId: 1, kind: 'deleted', to: true }, 'me');
    const glasses = { attributes: { gender: 'male', glasses: 'yes' } } as const;
    expect(again(made, [faceAt(400, { ...glasses, split: 'testing' })])).toEqual({ ...none, updated: 1 });
    expect(made.faces.get(2).attributes['glasses']).toBe('yes');
    // Without places the faces in sight are counted first.
    const bare = { landmarks: noLandmarks, attributes: { smile: 'yes' } } as const;
    const said = { ...pointsOnly, points: false, attributes: ['smile'] };
    expect(again(made, [faceAt(0, { ...bare, said })])).toEqual({ ...none, updated: 1 });
    expect(made.faces.get(2).attributes['smile']).toBe('yes');
    expect(again(made, [woman])).toEqual({ ...none, unchanged: 1 });
    expect(made.faces.get(1).deleted).toBe(true);
  });

  it('is of the photo as a whole where the photo counted as one face', () => {
    const made = temporaryProject();
    const box = { x: 0, y: 0, width: 200, height: 180, drawnBy: 'image' } as const;
    const photo = faceAt(0, {
      box,
      landmarks: noLandmarks,
      attributes: {},
      origin: { file: 'a.jpg', line: null },
    });
    importFaces(made, [photo]);
    expect(again(made, [faceAt(400), faceAt(0)])).toEqual({ ...none, updated: 1, imported: 1, beside: 1 });
    expect(again(made, [photo])).toMatchObject({ imported: 0 });
  });

  it('has nothing of what an import said that was undone', () => {
    const made = temporaryProject();
    made.imports.undo(importFaces(made, [woman, man]), 'me');
    expect(again(made, [faceAt(400, { said: pointsOnly, attributes: {} })])).toEqual({
      ...none,
      imported: 1,
    });
    expect(places(made)).toEqual([[2, 1, 520, 'training', null]]);
  });

  it('is the one that is named', () => {
    const made = project();
    expect(again(made, [faceAt(400, { indexInImage: 0, said: pointsOnly })])).toEqual({
      ...none,
      updated: 1,
    });
    expect(places(made)[0]).toEqual([1, 0, 520, 'training', 'female']);
  });
});

describe('undoing an import', () => {
  it('takes its faces out, and importing again brings them back with what a person changed', () => {
    const project = temporaryProject();
    const importId = importFaces(project, facesUpTo(3));
    project.journal.apply({ faceId: 2, kind: 'attribute', attribute: 'pose', to: 'left' }, 'me');
    project.imports.undo(importId, 'me');
    expect(project.faces.count()).toBe(0);
    expect(project.faces.splits()).toEqual({});
    expect(project.faces.classCounts('gender')).toEqual({ male: 0, female: 0 });
    expect(project.imports.list()[0]!.undoneAt).not.toBeNull();
    expect(() => project.imports.undo(importId, 'me')).toThrow(
      expect.objectContaining({ code: 'import-undone' }),
    );

    const again = project.imports.begin('images', 'test');
    expect(project.faces.upsertImported(facesUpTo(3), again)).toMatchObject({ imported: 3, kept: 1 });
    expect(project.faces.get(2)).toMatchObject({ attributes: { pose: 'left' }, edited: true });
    project.imports.undo(again, 'me');
    expect(project.faces.count()).toBe(0);
  });

  it('gives updated faces their labels back', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(3));
    const before = project.faces.list();
    const second = importFaces(project, [
      importedFace(1, { attributes: {}, origin: { file: 'other.txt', line: 1 } }),
      importedFace(4),
    ]);
    expect(gender(project, 1)).toBeNull();
    project.imports.undo(second, 'me');
    expect(project.faces.list()).toEqual(before);
  });

  it('leaves a person’s changes of updated faces', () => {
    const project = temporaryProject();
    importFaces(project, [importedFace(1)]);
    const second = importFaces(project, [importedFace(1, { attributes: { gender: 'female' } })]);
    project.journal.apply({ faceId: 1, kind: 'attribute', attribute: 'pose', to: 'left' }, 'me');
    project.imports.undo(second, 'me');
    expect(project.faces.get(1).attributes).toEqual({ ...importedFace(1).attributes, pose: 'left' });
  });

  it('waits until later imports that changed the same faces are undone', () => {
    const project = temporaryProject();
    const first = importFaces(project, facesUpTo(3));
    const second = importFaces(project, [importedFace(1, { attributes: {} })]);
    expect(() => project.imports.undo(first, 'me')).toThrow(
      expect.objectContaining({ code: 'import-built-upon' }),
    );
    project.imports.undo(second, 'me');
    project.imports.undo(first, 'me');
    expect(project.faces.count()).toBe(0);
    expect(() => project.imports.undo(99, 'me')).toThrow(expect.objectContaining({ code: 'import-unknown' }));
  });
});

describe('the template of the project', () => {
  it('decides how many points an imported face has', () => {
    const project = temporaryProject();
    const few = importedFace(1, { landmarks: importedFace(1).landmarks.slice(1) });
    expect(() => importFaces(project, [few])).toThrow(
      `has ${mtflTemplate.scheme.points.length} points, not 4`,
    );
  });
});
