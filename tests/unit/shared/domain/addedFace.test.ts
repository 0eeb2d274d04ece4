import { expect, it } from 'vitest';
import { addsFace, isOriginOfAdded, originOfAdded } from '@shared/domain/addedFace';
import type { Change } from '@shared/domain/journal';

const box = { x: 1, y: 2, width: 3, height: 4, drawnBy: 'hand' } as const;
const appears: Change = { faceId: 7, kind: 'deleted', subject: '', before: true, after: false };
const framed: Change = { faceId: 7, kind: 'box', subject: '', before: null, after: box };

it('knows the step that added a face from one that put it back or changed its frame', () => {
  expect(addsFace([appears, framed])).toBe(true);
  expect(addsFace([appears])).toBe(false);
  expect(addsFace([framed])).toBe(false);
  expect(addsFace([appears, { ...framed, before: box }])).toBe(false);
  expect(addsFace([appears, { ...framed, faceId: 8 }])).toBe(false);
  expect(addsFace([])).toBe(false);
});

it('knows an added face by its origin', () => {
  expect(isOriginOfAdded(originOfAdded)).toBe(true);
  expect(isOriginOfAdded({ file: 'training.txt', line: 1 })).toBe(false);
});
