import { describe, expect, it } from 'vitest';
import { typedNumber } from '../../../../src/renderer/ui/typedNumber';

const weight = { min: 0.001, max: 1000, whole: false, scale: 1 };
const folds = { min: 2, max: 20, whole: true, scale: 1 };
const share = { min: 0, max: 0.95, whole: false, scale: 100 };

describe('a number as it is typed', () => {
  it('is taken within its bounds, and never moved into them', () => {
    expect(typedNumber(' 0.5 ', weight, '.')).toBe(0.5);
    expect(['0', '-3', '−3', '1001', '0.0009'].map((text) => typedNumber(text, weight, '.'))).toEqual(
      Array.from({ length: 5 }, () => null),
    );
  });

  it('is not rounded where it has to be whole', () => {
    expect(typedNumber('4', folds, '.')).toBe(4);
    expect(['2.5', '1', '21'].map((text) => typedNumber(text, folds, '.'))).toEqual([null, null, null]);
  });

  it('is no number where nothing or something else was typed', () => {
    expect(['', ' ', 'many', '1e999', 'NaN', '1 2'].map((text) => typedNumber(text, weight, '.'))).toEqual(
      Array.from({ length: 6 }, () => null),
    );
  });

  it('may be a share in per cent', () => {
    expect(typedNumber('7', share, '.')).toBe(0.07);
    expect(typedNumber('95', share, '.')).toBe(0.95);
    expect(typedNumber('96', share, '.')).toBeNull();
  });

  it('takes either decimal sign, and a comma between thousands for what it is', () => {
    expect(typedNumber('0,5', weight, '.')).toBe(0.5);
    expect(typedNumber('0,5', weight, ',')).toBe(0.5);
    expect(typedNumber('1,000', weight, '.')).toBe(1000);
    expect(typedNumber('1,000', weight, ',')).toBe(1);
  });
});
