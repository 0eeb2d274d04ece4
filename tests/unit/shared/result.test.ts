import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpectedError, fail, failureOf } from '@shared/result';

describe('fail', () => {
  it('throws what `failureOf` makes a value of again', () => {
    const failing = (): never => fail('image-missing', 'There is no a.jpg.', { file: 'a.jpg' });
    expect(failing).toThrow(ExpectedError);
    try {
      failing();
    } catch (thrown) {
      expect(failureOf(thrown)).toEqual({
        code: 'image-missing',
        message: 'There is no a.jpg.',
        details: { file: 'a.jpg' },
      });
    }
  });

  it('adds no details where none are given', () => {
    expect(failureOf(new ExpectedError({ code: 'c', message: 'm' }))).toEqual({ code: 'c', message: 'm' });
  });

  it('keeps its cause for whoever debugs it', () => {
    const cause = new Error('ENOSPC');
    expect(new ExpectedError({ code: 'disk-full', message: 'The disk is full.' }, { cause }).cause).toBe(
      cause,
    );
  });
});

describe('failureOf', () => {
  it('calls internal what nobody expected, and says where it came from', () => {
    expect(failureOf(new RangeError('out of bounds'))).toEqual({
      code: 'internal',
      message: 'out of bounds',
      details: { stack: expect.stringContaining('result.test') as string },
    });
  });

  it('makes plain data of anything thrown: it survives the way between processes', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (thrown) => {
        const failure = failureOf(thrown);
        expect(failure.code).toBe('internal');
        expect(structuredClone(failure)).toEqual(failure);
      }),
    );
  });
});
