import { describe, expect, it } from 'vitest';
import { alikeOf, bothAlike, turnedAlike } from '@shared/domain/alike';
import type { Change } from '@shared/domain/journal';

const smile = (before: string | null, after: string | null): Change => ({
  ...{ faceId: 1, kind: 'attribute', subject: 'smile' },
  ...{ before, after },
});
const all = { subject: true, before: true, after: true };

describe('what changes have in common', () => {
  it('is everything of one, and of none', () => {
    expect(alikeOf([])).toEqual(all);
    expect(alikeOf([smile('no', 'yes')])).toEqual(all);
    expect(alikeOf([smile('no', 'yes'), { ...smile('no', 'yes'), faceId: 2 }])).toEqual(all);
  });

  it('is what is changed, what was there and what came', () => {
    expect(alikeOf([smile('no', 'yes'), smile(null, 'yes')])).toEqual({ ...all, before: false });
    expect(alikeOf([smile('no', 'yes'), smile('no', null)])).toEqual({ ...all, after: false });
    expect(alikeOf([smile('no', 'yes'), { ...smile('no', 'yes'), subject: 'glasses' }])).toEqual({
      ...all,
      subject: false,
    });
    // The kind is part of it: a confirmed smile is no smile.
    expect(alikeOf([smile('no', 'yes'), { ...smile('no', 'yes'), kind: 'confirmed' }]).subject).toBe(false);
  });

  it('of two parts is what both have, and an undo sees it the other way round', () => {
    const [came, gone] = [
      { ...all, before: false },
      { ...all, after: false },
    ];
    expect(bothAlike(came, all)).toEqual(came);
    expect(bothAlike(came, gone)).toEqual({ subject: true, before: false, after: false });
    expect(turnedAlike(came)).toEqual(gone);
  });
});
