import { describe, expect, it } from 'vitest';
import { WalkList } from '../../../../../src/renderer/features/annotate/walkList';

const list = new WalkList([10, 20, 30, 40]);

describe('the list that one walks through', () => {
  it('says where a face stands', () => {
    expect(list.place(20)).toEqual({ index: 1, total: 4, previous: 10, next: 30 });
    expect(list.place(10).previous).toBeNull();
    expect(list.place(40).next).toBeNull();
    expect(list.place(99)).toEqual({ index: null, total: 4, previous: null, next: null });
    expect(list.from(10, 3)).toBe(40);
    expect(list.from(10, -1)).toBeNull();
  });

  it('hides what is gone, which keeps its place and its neighbours', () => {
    const fewer = list.withGone((id) => id === 20 || id === 30);
    expect(fewer.place(20)).toEqual({ index: null, total: 2, previous: 10, next: 40 });
    expect(fewer.place(40)).toEqual({ index: 1, total: 2, previous: 10, next: null });
    expect(fewer.isGone(30)).toBe(true);
    expect(fewer.withGone(() => false).place(20).index).toBe(1);
    expect(list.withGone(() => true).place(10)).toEqual({
      index: null,
      total: 0,
      previous: null,
      next: null,
    });
  });

  it('has a face that joins it behind the one of the same photo, once', () => {
    const more = list.withBehind(25, 20);
    expect(more.place(25)).toEqual({ index: 2, total: 5, previous: 20, next: 30 });
    expect(more.withBehind(25, 10)).toBe(more);
    expect(list.withBehind(25, 99)).toBe(list);
  });

  it('shows a stretch around a face, or around where it stood', () => {
    expect(list.around(30, 3)).toEqual([20, 30, 40]);
    expect(list.around(10, 3)).toEqual([10, 20, 30]);
    expect(list.withGone((id) => id === 20).around(20, 3)).toEqual([10, 30, 40]);
    expect(list.around(99, 3)).toEqual([]);
    expect([...list.where((id) => id > 20)]).toEqual([30, 40]);
  });
});
