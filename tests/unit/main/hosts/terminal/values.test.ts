import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  integer,
  names,
  numberFromZero,
  positiveNumber,
  strengths,
  weighting,
  weights,
  wholeNumber,
  wholeNumberIn,
} from '../../../../../src/main/hosts/terminal/values';

describe('numbers', () => {
  it('are read as they are written', () => {
    const above = { min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true };
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.integer(), fc.double(above), (whole, any, real) => {
        expect(wholeNumber(String(whole))).toBe(whole);
        expect(integer(String(any))).toBe(any);
        expect(positiveNumber(String(real))).toBe(real);
        expect(numberFromZero(String(real))).toBe(real);
      }),
    );
  });

  it('are between their bounds, or told why there are some', () => {
    const folds = wholeNumberIn({ least: 2, most: 2000 }, 'one is asked of the others');
    expect([folds('2'), folds('2000')]).toEqual([2, 2000]);
    for (const text of ['1', '2001', '2.5', '', '-3']) {
      expect(() => folds(text)).toThrow('Give a whole number from 2 to 2,000: one is asked of the others.');
    }
    expect(() => wholeNumberIn({ least: 1, most: 3 })('4')).toThrow('from 1 to 3.');
  });

  it.each(['', ' ', '0', '-1', '1.5', '1e3', '0x10', '１', '9'.repeat(16)])(
    '%j is no whole number',
    (text) => {
      expect(() => wholeNumber(text)).toThrow('whole number');
    },
  );

  it.each(['', '1.5', '--1', '1-', 'abc', '12345678901'])('%j is no integer', (text) => {
    expect(() => integer(text)).toThrow('whole number from −9,999,999,999 to 9,999,999,999');
  });

  it.each(['', ' ', '0', '-0.5', 'NaN', 'Infinity', 'half'])('%j is no number above zero', (text) => {
    expect(() => positiveNumber(text)).toThrow('above zero');
  });

  it('may be zero where that means none', () => {
    expect(numberFromZero('0')).toBe(0);
  });

  it.each(['', ' ', '-0.5', 'NaN', 'Infinity', 'none'])('%j is no number of at least zero', (text) => {
    expect(() => numberFromZero(text)).toThrow('at least 0');
  });
});

describe('lists', () => {
  it('are separated by commas, with or without spaces', () => {
    expect(names('pose, gender,smile')).toEqual(['pose', 'gender', 'smile']);
    expect(weights('pose=0.5, landmarks = 1')).toEqual({ pose: 0.5, landmarks: 1 });
  });

  it.each(['', ',', 'a,', 'a,,b'])('%j is no list of names', (text) => {
    expect(() => names(text)).toThrow('separated by commas');
  });

  it.each(['pose', 'pose=', '=1', 'pose=much', 'pose=0', 'pose=-1', 'pose=Infinity', 'pose=1=2'])(
    '%j weighs nothing',
    (text) => expect(() => weights(text)).toThrow('pairs such as'),
  );

  it('are strengths from zero to one', () => {
    expect(strengths('pose=0.5, gender = 1,smile=0')).toEqual({ pose: 0.5, gender: 1, smile: 0 });
  });

  it.each(['pose', 'pose=', '=1', 'pose=much', 'pose=-0.1', 'pose=1.1', 'pose=1=2'])(
    '%j balances nothing',
    (text) => expect(() => strengths(text)).toThrow('pairs such as pose=0.5,gender=1, strengths from 0'),
  );
});

describe('a weighting strategy', () => {
  it('has the numbers of its paper, or those that are given', () => {
    expect(weighting('pcgrad')).toEqual({ kind: 'pcgrad' });
    expect(weighting('gradnorm')).toEqual({ kind: 'gradnorm', alpha: 1.5, learningRate: 0.025 });
    expect(weighting('gradnorm: alpha = 0.5, learningRate=0.01')).toEqual({
      ...{ kind: 'gradnorm', alpha: 0.5, learningRate: 0.01 },
    });
    expect(weighting('dwa:temperature=1')).toEqual({ kind: 'dwa', temperature: 1 });
  });

  it.each([
    ['loudest', /one of fixed, attributes-first, uncertainty, gradnorm, dwa, pcgrad/],
    ['', /one of fixed/],
    ['gradnorm:alpha=-1', /alpha: .*such as gradnorm:alpha=1/],
    ['dwa:temperature=0', /temperature/],
    ['dwa:temperature=', /temperature/],
    ['uncertainty:learningRate=0', /learningRate/],
    ['pcgrad:alpha=1', /alpha/],
    ['gradnorm:alpha', /such as/],
    ['gradnorm:alpha=1:2', /such as/],
  ])('%j is none', (text, message) => {
    expect(() => weighting(text)).toThrow(message);
  });
});
