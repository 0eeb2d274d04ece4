import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Library } from '../../../../src/main/library/library';
import { repeatOrder } from '../../../../src/main/library/lists';
import { FaceLists } from '../../../../src/main/project/faceLists';
import type { Project } from '../../../../src/main/project/project';
import { facesUpTo, importFaces, temporaryProject } from './support';

const at = '2026-01-01T00:00:00.000Z';
const pair = (first: number, second: number) => ({ first, second, similarity: 0.99 });

function project(): Project {
  const made = temporaryProject();
  importFaces(made, facesUpTo(8));
  return made;
}

describe('FaceLists', () => {
  it('is read by the Library: the queue in its order, without faces that are labelled or gone', () => {
    const made = project();
    const library = new Library(made);
    made.changes.subscribe((change) => library.follow(change));
    made.journal.apply(
      [1, 2, 3, 4].map((faceId) => ({ faceId, kind: 'attribute', attribute: 'smile', to: null })),
      'test',
    );
    const faces = [3, 1, 99, 5, 2].map((id) => ({ id, uncertainty: 0.5 }));
    made.lists.keepQueue({ run: 'run', at, faces });
    const query = { filter: { queued: true }, sort: { by: 'queue', descending: false } } as const;
    // 5 has all its labels, 99 is no face.
    expect(library.ids(query, 0, 10)).toEqual([3, 1, 2]);
    expect(library.facets({}, null)).toMatchObject({ queued: 3, repeated: 0 });
    made.journal.apply([{ faceId: 3, kind: 'attribute', attribute: 'smile', to: 'yes' }], 'test');
    expect(library.ids(query, 0, 10)).toEqual([1, 2]);
    made.lists.keepQueue({ run: 'run', at, faces: faces.toReversed() });
    expect(library.ids(query, 0, 10)).toEqual([2, 1]);
  });

  it('puts faces that repeat each other side by side, also by way of others', () => {
    const made = project();
    const library = new Library(made);
    made.lists.keepRepeats({ at, faces: 8, pairs: [pair(2, 7), pair(1, 4), pair(4, 6), pair(3, 7)] });
    expect(repeatOrder(made.lists)).toEqual([2, 7, 3, 1, 4, 6]);
    const query = { filter: { repeated: true }, sort: { by: 'repeat', descending: false } } as const;
    expect(library.ids(query, 0, 10)).toEqual([2, 7, 3, 1, 4, 6]);
    expect(library.ids({ ...query, filter: { repeated: false } }, 0, 10)).toEqual([5, 8]);
  });

  it('has what another process has written, and nothing of a spoilt file', () => {
    const made = project();
    expect(made.lists.queue).toBeNull();
    const other = new FaceLists(made.folder, made.changes);
    other.keepQueue({ run: 'run', at, faces: [{ id: 1, uncertainty: 1 }] });
    expect(made.lists.queue).toMatchObject({ faces: [{ id: 1 }] });
    writeFileSync(join(made.folder, 'label-next.json'), '{"run": 3}');
    expect(made.lists.queue).toBeNull();
  });
});
