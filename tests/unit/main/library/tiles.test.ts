import { describe, expect, it } from 'vitest';
import { thumbnailRegion } from '../../../../src/main/images/facePicture';
import { Library } from '../../../../src/main/library/library';
import { facesUpTo, importFaces, temporaryProject } from '../project/support';
import { outputsOf, projectOfEveryKind } from './support';

const query = { filter: {}, sort: { by: 'id', descending: false } } as const;

describe('tiles', () => {
  it('say where the points are on the thumbnail', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(1));
    project.journal.apply(
      [
        { faceId: 1, kind: 'box', to: { x: 50, y: 60, width: 100, height: 80, drawnBy: 'hand' } },
        { faceId: 1, kind: 'landmark', point: 'nose', to: { x: 100, y: 100, visibility: 1 } },
        { faceId: 1, kind: 'landmark', point: 'left_eye', to: { x: 1, y: 2, visibility: 0 } },
        { faceId: 1, kind: 'landmark', point: 'right_eye', to: { x: 150, y: 50, visibility: 2 } },
      ],
      'test',
    );
    const [tile] = new Library(project).window(query, 0, 1).tiles;
    // The square around the box is 100 wide from (50, 50); 8 of it are added on each side.
    const [left, right, nose] = tile!.points;
    expect(left).toBeNull();
    expect(right).toEqual([expect.closeTo(108 / 116, 12), expect.closeTo(8 / 116, 12)]);
    expect(nose).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.5, 12)]);
    expect(thumbnailRegion(project.faces.get(1))).toEqual({
      x: 42,
      y: 42,
      width: expect.closeTo(116, 9),
      height: expect.closeTo(116, 9),
    });
  });

  it('tell the tags that the head sorted by has chosen', () => {
    const { project, runId } = projectOfEveryKind(2);
    const what = { light: 0, isSmiling: true, worn: [true, true], sureness: 0.75, error: 0.5 };
    project.predictions.record(runId, 1, [2], outputsOf([what]));
    const sort = { by: 'confidence', run: 'first', head: 'worn', descending: true } as const;
    const { tiles } = new Library(project).window({ filter: {}, sort }, 0, 2);
    expect(tiles.map(({ id, sortedBy }) => [id, sortedBy])).toEqual([
      [2, { value: 'hat, scarf', number: 0.75 ** 2, label: null }],
      [1, null],
    ]);
  });

  it('tell what the grid shows beside the picture', () => {
    const project = temporaryProject();
    importFaces(project, facesUpTo(2));
    project.journal.apply(
      [
        { faceId: 2, kind: 'flagged', to: true },
        { faceId: 2, kind: 'attribute', attribute: 'smile', to: 'yes' },
      ],
      'test',
    );
    const { tiles } = new Library(project).window(query, 1, 5);
    expect(tiles).toEqual([
      {
        id: 2,
        imagePath: 'faces/000002.jpg',
        flagged: true,
        edited: true,
        deleted: false,
        version: expect.stringMatching(/^[0-9a-f]{16}\.[0-9a-f]{16}$/),
        sortedBy: null,
        points: expect.any(Array),
      },
    ]);
  });
});
