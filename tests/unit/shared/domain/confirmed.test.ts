import { describe, expect, it } from 'vitest';
import {
  confirmableLabel,
  confirmedPoints,
  confirmedSubject,
  confirmingEdit,
  isConfirmed,
} from '@shared/domain/confirmed';
import { applyEdit, type FaceState } from '@shared/domain/edit';
import { template68 } from '../../main/project/templates';

const nowhere = { x: 0, y: 0, visibility: 0 } as const;
const face: FaceState & { readonly id: number } = {
  id: 7,
  box: null,
  landmarks: template68.scheme.points.map((_, index) => ({ x: index + 0.25, y: 3, visibility: 2 })),
  attributes: { age: 31.5, worn: [], light: 'harsh' },
  split: 'training',
  flagged: false,
  confirmed: {},
  deleted: false,
};
const confirmedIn = (state: FaceState, subject: string): FaceState =>
  applyEdit(template68, state, confirmingEdit({ ...state, id: 7 }, subject)!);

describe('a confirmed label', () => {
  it.each(['age', 'worn', 'light', confirmedPoints])(
    'is confirmed as it is, and taken back: “%s”',
    (subject) => {
      const after = confirmedIn(face, subject);
      expect([isConfirmed(face, subject), isConfirmed(after, subject)]).toEqual([false, true]);
      expect(confirmedIn(after, subject)).toEqual(face);
    },
  );

  it('is confirmed no more once it is another, and again once it is what it was', () => {
    const sure = confirmedIn(face, 'light');
    const light = (to: string): FaceState =>
      applyEdit(template68, sure, { kind: 'attribute', attribute: 'light', to });
    expect(isConfirmed(light('dark'), 'light')).toBe(false);
    expect(isConfirmed(light('harsh'), 'light')).toBe(true);
    // To confirm the new label is not to take the old one's back.
    expect(isConfirmed(confirmedIn(light('dark'), 'light'), 'light')).toBe(true);
  });

  it.each(['age', 'worn', 'light', confirmedPoints])('can be whichever label a face has: “%s”', (subject) => {
    const after = applyEdit(template68, face, { kind: 'confirmed', subject, to: true });
    expect(after).toEqual(confirmedIn(face, subject));
    expect(isConfirmed(after, subject)).toBe(true);
  });

  it('says nothing of other labels, nor points of attributes', () => {
    const sure = confirmedIn(face, confirmedPoints);
    expect(isConfirmed(sure, 'age')).toBe(false);
    const moved = applyEdit(template68, sure, {
      kind: 'landmark',
      point: 'p1',
      to: { x: 1, y: 1, visibility: 2 },
    });
    expect(isConfirmed(moved, confirmedPoints)).toBe(false);
  });

  it('needs a label', () => {
    const bare = { ...face, landmarks: face.landmarks.map(() => nowhere), attributes: { age: null } };
    for (const subject of ['age', 'light', confirmedPoints]) {
      expect(confirmableLabel(bare, subject)).toBeNull();
      expect(confirmingEdit(bare, subject)).toBeNull();
      // Whatever was confirmed before stays known.
      const once = { ...bare, confirmed: { [subject]: '"dark"' } };
      expect(applyEdit(template68, once, { kind: 'confirmed', subject, to: true })).toEqual(once);
      expect(isConfirmed({ ...bare, confirmed: { [subject]: 'null' } }, subject)).toBe(false);
    }
  });

  it('is what a head learns', () => {
    expect(confirmedSubject({ from: 'attribute', attribute: 'pose' })).toBe('pose');
    expect(confirmedSubject({ from: 'landmarks-min-max', points: ['nose'] })).toBe(confirmedPoints);
  });
});
