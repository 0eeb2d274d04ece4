import { expect, it } from 'vitest';
import type { Landmark } from '@shared/domain/face';
import type { JournalEntry } from '@shared/domain/journal';
import { foldedHistory } from '../../../../../src/renderer/features/annotate/foldedHistory';

const at = (x: number, visibility: Landmark['visibility'] = 2): Landmark => ({ x, y: 0, visibility });
function step(id: number, second: number, before: Landmark, after: Landmark, subject = 'nose'): JournalEntry {
  return {
    ...{
      id,
      at: new Date(second * 1000).toISOString(),
      who: 'ada',
      kind: 'edit',
      editId: null,
      faceIds: [7],
    },
    changes: [{ faceId: 7, kind: 'landmark', subject, before, after }],
  };
}

it('makes one line of nudges of a point that follow each other', () => {
  const steps = [step(3, 5, at(2), at(3)), step(2, 4, at(1), at(2)), step(1, 3, at(0), at(1))];
  expect(foldedHistory(steps)).toMatchObject([{ id: 3, changes: [{ before: at(0), after: at(3) }] }]);
});

it('keeps apart what is later, of another point, an undo, placed or hidden', () => {
  const apart = [
    step(7, 9, at(2), at(2, 1)),
    step(6, 9, at(1), at(2)),
    { ...step(5, 9, at(2), at(1)), kind: 'undo', editId: 4 } as const,
    step(4, 9, at(1), at(2)),
    step(3, 6, at(0), at(1)),
    step(2, 6, at(0), at(1), 'left_eye'),
    step(1, 6, at(0, 0), at(0)),
  ];
  expect(foldedHistory(apart)).toEqual(apart);
});
