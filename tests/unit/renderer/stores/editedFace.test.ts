import { describe, expect, it } from 'vitest';
import { mtflTemplate } from '@shared/domain/template';
import { withEdits } from '../../../../src/renderer/stores/editedFace';
import { aFace } from '../features/annotate/aFace';

const face = aFace();

describe('withEdits', () => {
  it('draws edits in their order, of this face only', () => {
    const shown = withEdits(mtflTemplate, face, [
      { kind: 'attribute', faceId: 7, attribute: 'pose', to: 'left' },
      { kind: 'attribute', faceId: 8, attribute: 'pose', to: 'right' },
      { kind: 'attribute', faceId: 7, attribute: 'pose', to: 'frontal' },
      { kind: 'flagged', faceId: 7, to: true },
    ]);
    expect(shown).toMatchObject({ flagged: true, edited: true, attributes: { pose: 'frontal' } });
    expect(face.attributes['pose']).toBeNull();
  });

  it('is the same face where no edit concerns it', () => {
    expect(withEdits(mtflTemplate, face, [{ kind: 'flagged', faceId: 8, to: true }])).toBe(face);
  });

  it('is not edited when it is back to what the file says, and a flag is no label', () => {
    const flagged = withEdits(mtflTemplate, face, [{ kind: 'flagged', faceId: 7, to: true }]);
    expect(flagged.edited).toBe(false);
    const there = withEdits(mtflTemplate, face, [
      { kind: 'attribute', faceId: 7, attribute: 'smile', to: 'yes' },
    ]);
    expect(there.edited).toBe(true);
    const back = withEdits(mtflTemplate, there, [
      { kind: 'attribute', faceId: 7, attribute: 'smile', to: null },
    ]);
    expect(back.edited).toBe(false);
  });

  it('lets the frame follow the points, unless somebody drew one', () => {
    const points = [
      { kind: 'landmark', faceId: 7, point: 'left_eye', to: { x: 40, y: 50, visibility: 2 } },
      { kind: 'landmark', faceId: 7, point: 'right_eye', to: { x: 80, y: 50, visibility: 2 } },
    ] as const;
    expect(withEdits(mtflTemplate, face, points).box).toMatchObject({ drawnBy: 'landmarks' });
    const drawn = { x: 1, y: 2, width: 3, height: 4, drawnBy: 'hand' } as const;
    const framed = withEdits(mtflTemplate, face, [...points, { kind: 'box', faceId: 7, to: drawn }]);
    expect(framed).toMatchObject({ box: drawn, drawnBox: drawn });
  });
});
