import { describe, expect, it } from 'vitest';
import { headSets } from '@shared/trials/headSets';

describe('sets of heads', () => {
  const heads = ['landmarks', 'gender', 'pose'];

  it('come in families', () => {
    expect(headSets(['alone'], heads)).toEqual([['landmarks'], ['gender'], ['pose']]);
    expect(headSets(['pairs'], heads)).toEqual([
      ['landmarks', 'gender'],
      ['landmarks', 'pose'],
    ]);
    expect(headSets(['all'], heads)).toEqual([heads]);
    expect(headSets(['all-but-one'], heads)).toEqual([
      ['gender', 'pose'],
      ['landmarks', 'pose'],
      ['landmarks', 'gender'],
    ]);
  });

  it('that come twice are trained once', () => {
    const two = ['landmarks', 'pose'];
    expect(headSets(['alone', 'pairs', 'all', 'all-but-one', ['pose', 'landmarks']], two)).toHaveLength(3);
    expect(headSets(['alone', 'pairs', 'all', 'all-but-one'], ['pose'])).toEqual([['pose']]);
    expect(headSets(['pairs'], ['pose'])).toEqual([]);
  });
});
