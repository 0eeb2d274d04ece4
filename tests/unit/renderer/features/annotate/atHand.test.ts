import { describe, expect, it } from 'vitest';
import { confirmedPoints } from '@shared/domain/confirmed';
import { mtflTemplate } from '@shared/domain/template';
import { attributeAtHand, subjectAtHand } from '../../../../../src/renderer/features/annotate/atHand';
import type { Selected } from '../../../../../src/renderer/features/annotate/suggestion';
import { aFace } from './aFace';

const { attributes } = mtflTemplate;
const complete = aFace({ attributes: { gender: 'male', smile: 'no', glasses: 'no', pose: 'frontal' } });
const withoutGlasses = aFace({ attributes: { ...complete.attributes, glasses: null } });
const nothing: Selected = { kind: 'nothing' };
const idAtHand = (face: typeof complete, selected: Selected, subject: string | null): string | undefined =>
  attributeAtHand(attributes, face, selected, subject)?.id;

describe('the attribute that number keys set', () => {
  it('is the chosen one, else what the walk is about, else the first that the face lacks, else the first', () => {
    const chosen: Selected = { kind: 'attribute', id: 'pose' };
    expect(idAtHand(withoutGlasses, chosen, 'smile')).toBe('pose');
    expect(idAtHand(withoutGlasses, nothing, 'smile')).toBe('smile');
    expect(idAtHand(withoutGlasses, nothing, null)).toBe('glasses');
    expect(idAtHand(complete, nothing, null)).toBe('gender');
  });

  it('is the same while a point or the box is selected, and on a walk about the points', () => {
    expect(idAtHand(withoutGlasses, { kind: 'point', index: 1 }, null)).toBe('glasses');
    expect(idAtHand(complete, { kind: 'box' }, 'smile')).toBe('smile');
    expect(idAtHand(withoutGlasses, nothing, confirmedPoints)).toBe('glasses');
  });

  it('has keys, unless somebody asked for it or there is no other', () => {
    const age = { id: 'age', name: 'Age', kind: 'number', values: [], mirrorSwaps: [] } as const;
    const atHand = (
      all: readonly (typeof attributes)[number][],
      subject: string | null,
    ): string | undefined => attributeAtHand(all, aFace(), nothing, subject)?.id;
    expect(atHand([age, ...attributes], null)).toBe('gender');
    expect(atHand([age, ...attributes], 'age')).toBe('age');
    expect(atHand([age], null)).toBe('age');
    expect(atHand([], null)).toBeUndefined();
  });
});

describe('what the key confirms', () => {
  const smile = attributes.find(({ id }) => id === 'smile')!;
  it('is what the number keys set, or the points', () => {
    expect(subjectAtHand(smile, nothing, null)).toBe('smile');
    expect(subjectAtHand(smile, { kind: 'point', index: 0 }, 'smile')).toBe(confirmedPoints);
    expect(subjectAtHand(smile, nothing, confirmedPoints)).toBe(confirmedPoints);
    expect(subjectAtHand(smile, { kind: 'attribute', id: 'smile' }, confirmedPoints)).toBe('smile');
    expect(subjectAtHand(null, nothing, null)).toBeNull();
  });
});
