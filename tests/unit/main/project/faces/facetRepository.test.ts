import { describe, expect, it } from 'vitest';
import { outputs, projectWithRun } from '../results/support';
import { importedFace, importFaces, temporaryProject } from '../support';

describe('FacetRepository', () => {
  it('lists the faces that have each value', () => {
    const project = temporaryProject();
    importFaces(project, [
      importedFace(1, { contentHash: 'same', box: { x: 1, y: 1, width: 9, height: 9, drawnBy: 'image' } }),
      importedFace(2, { attributes: { gender: 'female' } }),
      importedFace(3, { contentHash: 'same' }),
    ]);
    project.journal.apply(
      [
        { faceId: 3, kind: 'landmark', point: 'nose', to: { x: 0, y: 0, visibility: 0 } },
        {
          faceId: 1,
          kind: 'landmarks',
          to: Array.from({ length: 5 }, () => ({ x: 0, y: 0, visibility: 0 })),
        },
        { faceId: 2, kind: 'deleted', to: true },
      ],
      'test',
    );
    const { facets } = project;
    const lists = (facet: Parameters<typeof facets.byValue>[0], among?: number[]): unknown =>
      Object.fromEntries(facets.byValue(facet, among));
    expect(lists({ by: 'present' })).toEqual({ 1: [1, 2, 3] });
    expect(lists({ by: 'split' })).toEqual({ testing: [3], training: [1, 2] });
    expect(lists({ by: 'source' })).toEqual({ 1: [1, 2, 3] });
    expect(lists({ by: 'edited' })).toEqual({ 1: [1, 3] });
    expect(lists({ by: 'deleted' })).toEqual({ 1: [2] });
    expect(lists({ by: 'duplicate' })).toEqual({ 1: [1, 3] });
    expect(lists({ by: 'box' })).toEqual({ image: [1] });
    expect(lists({ by: 'points' })).toEqual({ all: [2], none: [1], some: [3] });
    expect(lists({ by: 'attribute', attribute: 'gender' })).toEqual({ female: [2], male: [1, 3] });
    expect(lists({ by: 'attribute', attribute: 'smile' })).toEqual({ no: [1], yes: [3] });
    expect(lists({ by: 'attribute', attribute: 'gender' }, [3, 2, 99])).toEqual({ female: [2], male: [3] });
    expect(lists({ by: 'points' }, [])).toEqual({});
    project.imports.undo(1, 'test');
    expect(lists({ by: 'present' })).toEqual({});
    expect(facets.highestId()).toBe(3);
  });

  it('lists all faces by name and by what a run says of them', () => {
    const { project, runId } = projectWithRun();
    const { facets } = project;
    expect(facets.byName()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    project.predictions.record(runId, 1, [9, 4, 7], outputs);
    expect(facets.byPrediction(runId, 'landmarks', 'error')).toEqual([9, 4]);
    expect(facets.byPrediction(runId, 'gender', 'confidence')).toEqual([4, 9, 7]);
    expect(facets.byPrediction(runId, 'gender', 'error')).toEqual([7, 4, 9]);
    expect(Object.fromEntries(facets.byValue({ by: 'prediction', runId, head: 'gender' }))).toEqual({
      female: [4, 9],
      male: [7],
    });
    const { ids, paths } = facets.paths();
    expect(paths[ids.indexOf(3)]).toBe('faces/000003.jpg');
  });

  it('puts the same path of two sources, and the faces of one image, in an order', () => {
    const project = temporaryProject();
    const same = { imagePath: 'a.jpg' };
    importFaces(project, [
      importedFace(1, { ...same, indexInImage: 1 }),
      importedFace(2, { imagePath: 'b.jpg' }),
    ]);
    const { id: sourceId } = project.sources.add({ kind: 'folder', folder: `${project.folder}-2` });
    project.faces.upsertImported(
      [importedFace(3, { ...same, sourceId }), importedFace(4, { ...same, indexInImage: 0 })],
      project.imports.begin('more', 'test'),
    );
    expect(project.facets.byName()).toEqual([4, 1, 3, 2]);
  });
});
