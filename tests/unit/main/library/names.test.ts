import { describe, expect, it } from 'vitest';
import { FaceNames } from '../../../../src/main/library/names';

describe('FaceNames', () => {
  const names = new FaceNames(
    [3, 1, 2],
    ['AFLW/Straße_É.jpg', 'lfw/Ünlü_100%.jpg', 'net/e\u0301te\u0301.jpg'],
  );

  it('finds a part of a path, upper and lower case being the same', () => {
    expect(names.containing('aflw/')).toEqual([3]);
    expect(names.containing('ünLÜ')).toEqual([1]);
    expect(names.containing('0%')).toEqual([1]);
    expect(names.containing('.jpg')).toEqual([3, 1, 2]);
    expect(names.containing('png')).toEqual([]);
  });

  it('knows an accented letter however it is written', () => {
    expect(names.containing('é')).toEqual([3, 2]);
    expect(names.containing('e\u0301')).toEqual([3, 2]);
  });
});
