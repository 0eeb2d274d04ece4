import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseContentRange,
  readAnswer,
  readValidator,
  type Resumption,
} from '../../../../src/main/download/answer';

const asked: Resumption = { offset: 40, totalBytes: 100, validator: '"one"' };

function answer(status: number, headers: Record<string, string>, resumption: Resumption | null = asked) {
  return readAnswer(status, new Headers(headers), resumption);
}

describe('readAnswer', () => {
  it('takes a whole file, whatever was asked for', () => {
    const whole = { kind: 'whole', totalBytes: 100, validator: '"one"' };
    expect(answer(200, { 'content-length': '100', etag: '"one"' })).toEqual(whole);
    expect(answer(200, { 'content-length': '100', etag: '"one"' }, null)).toEqual(whole);
    expect(answer(200, {})).toEqual({ kind: 'whole', totalBytes: null, validator: null });
  });

  it('does not take the length of what is packed for the way for the file’s', () => {
    const headers = { 'content-length': '60', 'content-encoding': 'gzip', etag: '"one"' };
    expect(answer(200, headers)).toEqual({ kind: 'whole', totalBytes: null, validator: null });
    expect(answer(200, { ...headers, 'content-encoding': 'identity' })).toMatchObject({ totalBytes: 60 });
  });

  it('goes on where the part ends', () => {
    const rest = { kind: 'rest', totalBytes: 100 };
    expect(answer(206, { 'content-range': 'bytes 40-99/100', etag: '"one"' })).toEqual(rest);
    expect(answer(206, { 'content-range': 'bytes 40-99/100' })).toEqual(rest);
    expect(answer(206, { 'content-range': 'bytes 40-49/100' })).toEqual(rest);
    expect(answer(206, { 'content-range': 'bytes 40-99/*' })).toEqual(rest);
    const date = { ...asked, validator: 'Tue, 01 Jul 2014 00:00:00 GMT' };
    expect(answer(206, { 'content-range': 'bytes 40-99/100', etag: '"any"' }, date)).toEqual(rest);
  });

  it('learns a length that was not known', () => {
    const unknown = { ...asked, totalBytes: null };
    expect(answer(206, { 'content-range': 'bytes 40-99/100' }, unknown)).toMatchObject({ totalBytes: 100 });
    expect(answer(206, { 'content-range': 'bytes 40-99/*' }, unknown)).toMatchObject({ totalBytes: null });
  });

  it.each([
    ['another place', { 'content-range': 'bytes 0-99/100' }],
    ['another length', { 'content-range': 'bytes 40-99/101' }],
    ['another version', { 'content-range': 'bytes 40-99/100', etag: '"two"' }],
    ['a packed part', { 'content-range': 'bytes 40-99/100', 'content-encoding': 'gzip' }],
    ['many parts', { 'content-type': 'multipart/byteranges; boundary=x' }],
    ['no sense', { 'content-range': 'bytes 99-40/100' }],
  ])('does not go on with %s', (_what, headers: Record<string, string>) => {
    expect(answer(206, headers)).toEqual({ kind: 'unfit' });
  });

  it('does not go on with another date of change', () => {
    const date = { ...asked, validator: 'Tue, 01 Jul 2014 00:00:00 GMT' };
    const headers = {
      'content-range': 'bytes 40-99/100',
      'last-modified': 'Wed, 02 Jul 2014 00:00:00 GMT',
    };
    expect(answer(206, headers, date)).toEqual({ kind: 'unfit' });
  });

  it('takes an end at the part’s own length for the file’s, unless the file was longer', () => {
    const unknown = { ...asked, totalBytes: null };
    expect(answer(416, { 'content-range': 'bytes */40' }, unknown)).toEqual({ kind: 'complete' });
    expect(answer(416, { 'content-range': 'bytes */40' })).toEqual({ kind: 'unfit' });
    expect(answer(416, { 'content-range': 'bytes */30' }, unknown)).toEqual({ kind: 'unfit' });
    expect(answer(416, {}, unknown)).toEqual({ kind: 'unfit' });
  });

  it('has no use for a part that nobody asked for', () => {
    expect(answer(206, { 'content-range': 'bytes 0-99/100' }, null)).toEqual({ kind: 'unfit' });
  });
});

describe('readValidator', () => {
  const date = 'Tue, 01 Jul 2014 00:00:10 GMT';

  it.each([
    ['a strong tag', { etag: '"one"', 'last-modified': date, date }, '"one"'],
    ['a date, rather than a weak tag', { etag: 'W/"one"', 'last-modified': date, date: later(1) }, date],
    ['a date of this second', { 'last-modified': date, date }, null],
    ['a date and no clock', { 'last-modified': date }, null],
    ['a date that is none', { 'last-modified': 'yesterday', date: later(1) }, null],
    ['nothing', { date }, null],
    ['what is packed for the way', { etag: '"one"', 'content-encoding': 'br' }, null],
  ])('knows %s', (_what, headers: Record<string, string>, validator) => {
    expect(readValidator(new Headers(headers))).toBe(validator);
  });

  function later(seconds: number): string {
    return new Date(Date.parse(date) + seconds * 1000).toUTCString();
  }
});

describe('parseContentRange', () => {
  it('reads what a server writes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), fc.boolean(), (first, length, rest, isKnown) => {
        const last = first + length;
        const totalBytes = isKnown ? last + 1 + rest : null;
        expect(parseContentRange(`bytes ${first}-${last}/${totalBytes ?? '*'}`)).toEqual({
          first,
          totalBytes,
        });
      }),
    );
    expect(parseContentRange('bytes */7')).toEqual({ first: null, totalBytes: 7 });
  });

  it('never makes sense of what is none', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => text.trim() !== ''),
        (text) => {
          expect(parseContentRange(`${text}bytes 0-1/2`)).toBeNull();
          expect(parseContentRange(`bytes 0-1/2${text}`)).not.toEqual({ first: 0, totalBytes: 2 });
        },
      ),
    );
    for (const text of ['', 'bytes */*', 'bytes 2-1/5', 'bytes 0-5/5', 'items 0-1/2', 'bytes -1/5']) {
      expect(parseContentRange(text)).toBeNull();
    }
  });
});
