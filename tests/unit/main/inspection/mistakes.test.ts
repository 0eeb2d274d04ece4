import type { LibraryQuery } from '@shared/contract/library';
import { confirmedPoints, confirmingEdit } from '@shared/domain/confirmed';
import { mistakesQuery } from '@shared/insight/mistakesQuery';
import { describe, expect, it } from 'vitest';
import { thumbnailRegion } from '../../../../src/main/images/facePicture';
import { mistakesOf } from '../../../../src/main/inspection/mistakes';
import { suggestionOf } from '../../../../src/main/prediction/suggestion';
import { evaluatedProject } from './support';

/** Wrong: 3 surely, 6 less so, 2 hardly. */
const female = [0.25, 0.375, 0.875, 0.75, 0.125, 0.25];
const gender = { run: 'studio-1', split: 'testing', head: 'gender' };
const landmarks = { ...gender, head: 'landmarks' };
const all = { offset: 0, limit: 100 };

describe('mistakesOf', () => {
  it('ranks wrong choices, the surest first, with what was labelled and said', () => {
    const { project, library } = evaluatedProject(female);
    const { total, mistakes } = mistakesOf(project, library, { ...gender, ...all });
    expect(total).toBe(3);
    expect(
      mistakes.map(({ tile, labelled, predicted, confidence }) => [tile.id, labelled, predicted, confidence]),
    ).toEqual([
      [3, ['male'], ['female'], 0.875],
      [6, ['female'], ['male'], 0.75],
      [2, ['female'], ['male'], 0.625],
    ]);
    expect(mistakesOf(project, library, { ...gender, offset: 1, limit: 1 }).mistakes[0]!.tile.id).toBe(6);
  });

  it('says which of them have another label by now, and keeps their places', () => {
    const { project, library } = evaluatedProject(female);
    project.journal.apply({ faceId: 6, kind: 'attribute', attribute: 'gender', to: 'male' }, 'test');
    const { mistakes } = mistakesOf(project, library, { ...gender, ...all });
    expect(mistakes.map(({ tile, labelled, changed }) => [tile.id, labelled, changed])).toEqual([
      [3, ['male'], false],
      [6, ['female'], true],
      [2, ['female'], false],
    ]);
    // The grid shows today's label, and so that the mistake is mended.
    const { tiles } = library.window(mistakesQuery(gender, 'choice'), 0, 10);
    expect(tiles.map(({ sortedBy }) => sortedBy)).toEqual([
      { value: 'female', number: 0.875, label: 'male' },
      { value: 'male', number: 0.75, label: 'male' },
      { value: 'male', number: 0.625, label: 'female' },
    ]);
  });

  it('says which labels somebody has found right; they stay mistakes, and are doubted no more', () => {
    const { project, library } = evaluatedProject(female);
    const confirm = (faceId: number, subject: string): void => {
      project.journal.apply(confirmingEdit(project.faces.get(faceId), subject)!, 'test');
    };
    const ranked = (head: typeof gender, ranking: 'confidence' | 'suspicion'): unknown =>
      mistakesOf(project, library, { ...head, ranking, ...all }).mistakes.map(({ tile, confirmed }) => [
        tile.id,
        confirmed,
      ]);
    const doubts = ranked(gender, 'suspicion') as [number, boolean][];
    expect(doubts.length).toBeGreaterThan(1);
    const [first, ...others] = doubts;
    confirm(first![0], 'gender');
    confirm(6, confirmedPoints);
    expect(ranked(gender, 'suspicion')).toEqual(others);
    expect(ranked(gender, 'confidence')).toContainEqual([first![0], true]);
    expect(ranked(landmarks, 'suspicion')).toEqual([5, 4, 3, 2, 1].map((id) => [id, false]));
    expect(ranked(landmarks, 'confidence')).toEqual([6, 5, 4, 3, 2, 1].map((id) => [id, id === 6]));
    // Another label is another question.
    const attribute = { kind: 'attribute', attribute: 'gender', to: null } as const;
    project.journal.apply({ ...attribute, faceId: first![0] }, 'test');
    expect(ranked(gender, 'suspicion')).toEqual(doubts);
    project.journal.undo('test');
    expect(ranked(gender, 'suspicion')).toEqual(others);
  });

  it('ranks landmarks by their error, and says where the head sees them on the thumbnail', () => {
    const { project, library } = evaluatedProject(female);
    const { total, mistakes } = mistakesOf(project, library, { ...landmarks, ...all });
    expect(total).toBe(6);
    expect(mistakes.map(({ tile }) => tile.id)).toEqual([6, 5, 4, 3, 2, 1]);
    const face = project.faces.get(6);
    const region = thumbnailRegion(face);
    const [left, right] = face.landmarks;
    const shift = 0.06 * Math.hypot(left!.x - right!.x, left!.y - right!.y);
    expect(mistakes[0]!.error).toBeCloseTo(0.06, 6);
    expect(mistakes[0]!.predictedPoints![0]).toEqual([
      expect.closeTo((left!.x + shift - region.x) / region.width, 5),
      expect.closeTo((left!.y - region.y) / region.height, 5),
    ]);
  });

  it('is walked in its order', () => {
    const { library } = evaluatedProject(female);
    const query: LibraryQuery = mistakesQuery(gender, 'choice');
    expect(library.position(query, 6)).toMatchObject({ index: 1, total: 3, previous: 3, next: 2 });
  });
});

describe('suggestionOf', () => {
  it('is what the evaluation heard the run say, where no prediction is stored', () => {
    const { project } = evaluatedProject(female);
    const suggestion = suggestionOf(project, 3, 'studio-1')!;
    expect(suggestion.attributes).toEqual([{ attribute: 'gender', label: 'female', confidence: 0.875 }]);
    expect(suggestion.landmarks).toHaveLength(5);
    expect(suggestionOf(project, 12, 'studio-1')).toBeNull();
  });
});

describe('the Library', () => {
  const ids = (library: ReturnType<typeof evaluatedProject>['library'], outcome: object): number[] =>
    library.ids(
      { filter: { evaluated: { ...gender, outcome } }, sort: { by: 'id', descending: false } },
      0,
      100,
    );

  it('shows the faces behind a cell, without those that were deleted since', () => {
    const { project, library } = evaluatedProject(female);
    expect(ids(library, { label: 'female', predicted: 'male' })).toEqual([2, 6]);
    expect(ids(library, { confidence: { above: 0.7, upTo: 0.8 } })).toEqual([1, 4, 6]);
    project.journal.apply({ faceId: 6, kind: 'deleted', to: true }, 'test');
    expect(ids(library, { label: 'female', predicted: 'male' })).toEqual([2]);
  });

  it('keeps a face whose label was mended, and follows the next evaluation', () => {
    const { project, library, evaluateAgain } = evaluatedProject(female);
    expect(ids(library, { wrong: true })).toEqual([2, 3, 6]);
    project.journal.apply({ faceId: 6, kind: 'attribute', attribute: 'gender', to: 'male' }, 'test');
    expect(ids(library, { wrong: true })).toEqual([2, 3, 6]);
    evaluateAgain(female);
    expect(ids(library, { wrong: true })).toEqual([2, 3]);
  });

  it('fails with what to do where nothing was evaluated', () => {
    const { library } = evaluatedProject(female);
    const filter = { evaluated: { ...gender, split: 'training', outcome: {} } };
    expect(() => library.window({ filter, sort: { by: 'id', descending: false } }, 0, 1)).toThrow(
      /evaluate it first/,
    );
  });
});
