import { mtflTemplate } from '@shared/domain/template';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaceFilter } from '../../../../../src/main/project/faces/faceFilter';
import type { ImportedFace } from '../../../../../src/main/project/faces/importRepository';
import * as any from '../../../shared/domain/arbitraries';
import { facesUpTo, importFaces, importedFace, temporaryFolder, temporaryProject } from '../support';
import { template68 } from '../templates';

describe('FaceRepository', () => {
  it('filters by every condition', () => {
    const project = temporaryProject();
    importFaces(project, [
      ...facesUpTo(8),
      importedFace(9, { attributes: { gender: 'male' }, imagePath: 'Other/Ünlü_100%.jpg' }),
      importedFace(10, { contentHash: 'hash-1', box: { x: 0, y: 0, width: 9, height: 9, drawnBy: 'hand' } }),
    ]);
    const second = project.sources.add({ kind: 'folder', folder: temporaryFolder() });
    project.faces.upsertImported(
      [importedFace(11, { sourceId: second.id })],
      project.imports.begin('more', 'test'),
    );
    project.journal.apply(
      [
        { faceId: 2, kind: 'flagged', to: true },
        { faceId: 3, kind: 'attribute', attribute: 'smile', to: null },
        { faceId: 4, kind: 'deleted', to: true },
      ],
      'me',
    );
    const expected: [FaceFilter, number[]][] = [
      [{}, [1, 2, 3, 5, 6, 7, 8, 9, 10, 11]],
      [{ splits: ['testing'] }, [3, 7, 11]],
      [{ splits: [] }, []],
      [{ sourceIds: [second.id] }, [11]],
      [{ ids: [9, 4, 1] }, [1, 9]],
      [{ attributes: { gender: ['male'] } }, [1, 3, 5, 7, 9, 11]],
      [{ attributes: { gender: ['male'], smile: ['yes'] } }, []],
      [{ attributes: { smile: ['yes', null] } }, [3, 6, 9]],
      [{ attributes: { smile: [null] } }, [3, 9]],
      [{ flagged: true }, [2]],
      [{ flagged: false, splits: ['training'] }, [1, 5, 6, 8, 9, 10]],
      [{ edited: true }, [3]],
      [{ duplicate: true }, [1, 10]],
      [{ duplicate: false, ids: [1, 2] }, [2]],
      [{ boxDrawnBy: ['hand'] }, [10]],
      [{ boxDrawnBy: ['landmarks'], ids: [9, 10] }, [9]],
      [{ nameContains: 'OTHER/' }, [9]],
      [{ nameContains: '0%' }, [9]],
      [{ nameContains: '' }, [1, 2, 3, 5, 6, 7, 8, 9, 10, 11]],
      [{ deleted: true }, [4]],
    ];
    for (const [filter, ids] of expected) {
      expect([filter, project.faces.ids(filter)]).toEqual([filter, ids]);
      expect([filter, project.faces.count(filter)]).toEqual([filter, ids.length]);
    }
  });

  it('lists windows in the order asked for', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(6).toReversed());
    expect(project.faces.ids({}, { order: { by: 'name' } })).toEqual([6, 5, 4, 3, 2, 1]);
    expect(project.faces.ids({}, { order: { by: 'name', descending: true }, offset: 1, limit: 2 })).toEqual([
      2, 3,
    ]);
    expect(project.faces.ids({}, { order: { by: 'id', descending: true }, limit: 1 })).toEqual([6]);
    expect(project.faces.list({}, { offset: 4 }).map((face) => face.id)).toEqual([5, 6]);
  });

  it('draws a box around the landmarks where nobody drew one', () => {
    const project = temporaryProject();
    importFaces(project, [importedFace(1)]);
    expect(project.faces.get(1).box).toMatchObject({ drawnBy: 'landmarks' });
    expect(project.faces.get(1).drawnBox).toBeNull();
    project.journal.apply({ faceId: 1, kind: 'landmarks', to: blank }, 'me');
    expect(project.faces.get(1).box).toBeNull();
  });

  it('counts splits and classes', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(8));
    expect(project.faces.splits()).toEqual({ training: 6, testing: 2 });
    expect(project.faces.classCounts('gender')).toEqual({ male: 4, female: 4 });
    expect(project.faces.classCounts('gender', 'testing')).toEqual({ male: 2, female: 0 });
    expect(project.faces.classCounts('pose', 'nowhere')).toMatchObject({ frontal: 0, left: 0 });
  });

  it('says so when there is no such face', () => {
    expect(() => temporaryProject().faces.get(5)).toThrow(expect.objectContaining({ code: 'face-unknown' }));
  });

  it('holds 68 points, numbers and tags as they are', () => {
    const project = temporaryProject(template68);
    const labelled = fc.sample(any.labels(template68), { numRuns: 60, seed: 4 });
    const faces = labelled.map((labels, index): ImportedFace => ({ ...importedFace(index + 1), ...labels }));
    importFaces(project, faces);
    project.faces.list().forEach((face, index) => {
      const { box, landmarks, attributes, split } = labelled[index]!;
      expect(face.drawnBox ?? null).toEqual(box);
      expect(face.landmarks).toEqual(landmarks);
      expect(face.attributes).toEqual(attributes);
      expect(face.split).toBe(split);
    });
  });
});

const blank = mtflTemplate.scheme.points.map(() => ({ x: 0, y: 0, visibility: 0 as const }));
